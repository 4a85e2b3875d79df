/** The paths between the three accounts, as the picture draws them, each with its verdict. */
import type { RequestResult, StepResult } from '../result';

export type PathVerdict = 'allowed' | 'denied' | 'unknown' | 'none';

/** One line of the picture. */
export interface AccessPath {
  readonly step: number;
  readonly label: string;
  readonly from: 'A' | 'B';
  readonly to: 'B' | 'C';
  readonly verdict: PathVerdict;
  /** Whether it is as the step expects: a denial can be. */
  readonly asExpected: boolean | null;
  /** Those that decide it. */
  readonly requests: readonly RequestResult[];
}

interface PathKind extends Pick<AccessPath, 'step' | 'label' | 'from' | 'to'> {
  readonly actions: readonly string[];
  readonly by: 'role' | 'others' | 'all';
}

const KINDS: readonly PathKind[] = [
  { step: 1, from: 'A', to: 'B', label: 'list, read, write', actions: ['s3:'], by: 'all' },
  { step: 6, from: 'A', to: 'B', label: 'GetObject', actions: ['s3:GetObject'], by: 'role' },
  { step: 7, from: 'A', to: 'B', label: 'PutObject (export)', actions: ['s3:PutObject'], by: 'role' },
  {
    step: 2,
    from: 'A',
    to: 'C',
    label: 'DescribeKey (from A and B)',
    actions: ['kms:DescribeKey'],
    by: 'all',
  },
  { step: 5, from: 'A', to: 'C', label: 'Decrypt, no grant yet', actions: ['kms:Decrypt'], by: 'role' },
  { step: 6, from: 'A', to: 'C', label: 'CreateGrant', actions: ['kms:CreateGrant'], by: 'others' },
  { step: 6, from: 'A', to: 'C', label: 'Decrypt with the grant', actions: ['kms:Decrypt'], by: 'role' },
  {
    step: 7,
    from: 'A',
    to: 'C',
    label: 'GenerateDataKey, Decrypt',
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    by: 'role',
  },
  { step: 4, from: 'B', to: 'B', label: 'PutObject (upload)', actions: ['s3:PutObject'], by: 'others' },
  { step: 4, from: 'B', to: 'C', label: 'GenerateDataKey', actions: ['kms:GenerateDataKey'], by: 'others' },
];

/** The paths of the steps that were rehearsed. */
export function pathsOf(steps: readonly StepResult[]): AccessPath[] {
  return [...encryption(steps), ...requestPaths(steps)];
}

/** Default encryption is no request: its verdict is the step's. */
function encryption(steps: readonly StepResult[]): AccessPath[] {
  return steps
    .filter(({ step }) => step === 3)
    .map(({ step, outcome, asExpected, requests }) => ({
      step,
      label: 'default encryption',
      from: 'B',
      to: 'B',
      verdict: outcome === 'works' ? 'allowed' : outcome === 'fails' ? 'denied' : 'unknown',
      ...{ asExpected, requests },
    }));
}

function requestPaths(steps: readonly StepResult[]): AccessPath[] {
  return KINDS.flatMap(({ actions, by, ...kind }) => {
    const step = steps.find(({ step: number }) => number === kind.step);
    if (!step) return [];
    const requests = step.requests.filter(
      (request) => actions.some((action) => request.action.startsWith(action)) && isBy(request, by),
    );
    const verdict = verdictOf(requests);
    const isDenialMeant = step.expected === 'fails' && kind.to === 'C';
    const wanted: PathVerdict = isDenialMeant ? 'denied' : 'allowed';
    return [
      {
        ...kind,
        verdict,
        asExpected: verdict === 'unknown' || verdict === 'none' ? null : verdict === wanted,
        requests,
      },
    ];
  });
}

function isBy({ principal }: RequestResult, by: PathKind['by']): boolean {
  const isRole = principal.includes('AWSServiceRoleForFSxS3Access_');
  return by === 'all' || isRole === (by === 'role');
}

function verdictOf(requests: readonly RequestResult[]): PathVerdict {
  if (requests.length === 0) return 'none';
  if (requests.some(({ decision }) => decision === 'denied')) return 'denied';
  return requests.some(({ decision }) => decision === 'unknown') ? 'unknown' : 'allowed';
}
