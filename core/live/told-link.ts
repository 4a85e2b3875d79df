/** A link that AWS tells of and that no policy in sight shows. */
import { S3_DATA_SOURCE_ROLE_PREFIX } from '../facts/arns';
import type { StepResult } from '../rehearsal/result';
import { ACCOUNT_OF_LAYER, NO_LINK, unknownBefore, type BrokenLink } from './broken-link';
import type { Evidence, Refusal } from './evidence';
import { hiddenDenies } from './hidden-deny';
import type { Layer } from './live-check';
import type { LiveRehearsal } from './rehearse-live';
import { roleNameOf } from './role';

/**
 * A deny that nobody here can read comes before what is broken later: that is what would follow from it. Where nothing
 * is, it hits the reader alone.
 */
export function hiddenLink(
  seen: BrokenLink | undefined,
  live: LiveRehearsal,
  evidence: Evidence,
): BrokenLink | undefined {
  if (!seen) return undefined;
  const linked = live.read.world.links.map(({ bucket }) => bucket.name);
  const found = hiddenDenies(evidence, linked).find(({ step }) => step < seen.step);
  if (!found) return undefined;
  const { step, layer, message, advice } = found;
  const title = live.rehearsal.steps.find((one) => one.step === step)?.title ?? '';
  return {
    step,
    title,
    account: ACCOUNT_OF_LAYER[layer],
    layer,
    sure: false,
    why: [message, `What it would explain (step ${seen.step}): ${seen.why[0] ?? seen.title}`],
    advice: [advice],
    denied: [],
    unknownBefore: unknownBefore(step, live),
  };
}

/** Layers that no one outside of the caller's account or organization can read. */
const UNREADABLE: Readonly<Record<string, Layer>> = {
  scp: 'service control policy',
  rcp: 'resource control policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  vpce: 'VPC endpoint policy',
};

/** A refusal by a policy that nobody here can read, and that nothing later contradicts. */
export function toldLink(evidence: Evidence, steps: readonly StepResult[]): BrokenLink | undefined {
  const { refusals } = evidence;
  if (refusals.status !== 'seen') return undefined;
  const found = refusals.value
    .filter(({ layer, allowedSince }) => UNREADABLE[layer ?? ''] !== undefined && allowedSince === undefined)
    .filter((refusal) => isOurs(refusal, evidence, steps))
    .map((refusal) => ({ refusal, step: stepOfRefusal(refusal) }))
    .sort((a, b) => a.step - b.step)[0];
  if (!found) return undefined;
  const { refusal, step } = found;
  const layer = UNREADABLE[refusal.layer ?? ''] ?? 'service control policy';
  const when = refusal.time === undefined ? '' : ` (${refusal.time})`;
  return {
    step,
    title: steps.find((one) => one.step === step)?.title ?? '',
    account: '?',
    layer,
    sure: true,
    why: [
      `${refusal.action} is refused by a ${layer}${when}, which none of the three accounts shows: ${refusal.message}`,
    ],
    advice: [adviceAgainst(layer, refusal)],
    denied: [],
    unknownBefore: steps
      .filter((one) => one.step < step && one.step !== NO_LINK && one.asExpected === null)
      .map((one) => one.step),
  };
}

/**
 * Whether a refusal is of this file system's chain: not another's role, and not somebody who was seen to be refused a
 * grant that another one has created since.
 */
function isOurs(
  { action, principal = '', time }: Refusal,
  evidence: Evidence,
  steps: readonly StepResult[],
): boolean {
  if (principal.includes(S3_DATA_SOURCE_ROLE_PREFIX)) return principal.includes(roleNameOf(evidence));
  const isTold = time === undefined;
  const isWhole = steps.some(({ step, asExpected }) => step === 6 && asExpected === true);
  return isTold || action !== 'kms:CreateGrant' || !isWhole;
}

function adviceAgainst(layer: Layer, { principal }: Refusal): string {
  const who = principal ?? 'the caller';
  switch (layer) {
    case 'service control policy':
    case 'resource control policy':
      return `The owner of the organization has to except ${who} from the deny, or allow the action.`;
    case 'VPC endpoint policy':
      return `The policy of the VPC endpoint that ${who} goes through has to allow it.`;
    default:
      return `Whoever owns ${who} has to widen its ${layer}.`;
  }
}

/** The step that a refused call belongs to. */
function stepOfRefusal({ action, principal = '' }: Pick<Refusal, 'action' | 'principal'>): number {
  const isRole = principal.includes(S3_DATA_SOURCE_ROLE_PREFIX);
  switch (action) {
    case 'kms:CreateGrant':
      return 6;
    case 'kms:Decrypt':
      return isRole ? 6 : 4;
    case 'kms:GenerateDataKey':
      return isRole ? 7 : 4;
    case 'kms:DescribeKey':
      return 2;
    case 's3:PutObject':
      return isRole ? 1 : 4;
    default:
      return action.startsWith('s3:') ? 1 : action.startsWith('fsx:') ? 4 : 6;
  }
}
