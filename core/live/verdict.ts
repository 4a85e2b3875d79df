/** The first link of the chain that is broken, and what is in the way of saying so. */
import { STEPS } from '../journey/steps';
import { adviceFor } from '../rehearsal/advice';
import type { RequestResult, StepResult } from '../rehearsal/result';
import { isAboutOthers } from '../rehearsal/report/pretty';
import type { Check } from '../rehearsal/steps/check';
import { TAKE_STEP } from '../rehearsal/steps/steps';
import type { WorldLink } from '../rehearsal/world/world';
import { accountOf } from './account-of';
import type { Layer } from './live-check';
import type { Evidence, Refusal } from './evidence';
import type { LiveRehearsal } from './rehearse-live';

export interface BrokenLink {
  /** 1 to 7. */
  step: number;
  title: string;
  /** Letter of the account whose owner can mend it. */
  account: 'A' | 'B' | 'C' | '?';
  layer: Layer;
  /** What is wrong, in sentences. */
  why: string[];
  /** What to write instead, in sentences. */
  advice: string[];
  /** Requests of the step that are denied. */
  denied: RequestResult[];
  /** A command that mends it, where a live setting is what is wrong. */
  command?: string;
  /** Earlier steps that are not known: one of them may be the cause. */
  unknownBefore: number[];
}

export interface Verdict {
  /** Undefined where nothing is seen to be broken. */
  broken: BrokenLink | undefined;
  /** Steps that are not known. */
  unknownSteps: number[];
  /** Sentences worth knowing that break nothing. */
  notes: string[];
}

/** Reading without the grant is no link of the chain. */
const NO_LINK = 5;

export function verdictOf(live: LiveRehearsal, evidence: Evidence): Verdict {
  const chain = chainOf(live);
  return {
    broken: brokenLinks(live, evidence)[0],
    unknownSteps: chain.filter(({ asExpected }) => asExpected === null).map(({ step }) => step),
    notes: chain.flatMap((step) => (step.asExpected === false ? (idleDescribe(step, live) ?? []) : [])),
  };
}

/** Every link that is broken, the first one first; later ones may only follow from it. */
export function brokenLinks(live: LiveRehearsal, evidence: Evidence): BrokenLink[] {
  const chain = chainOf(live);
  const seen = chain
    .filter((step) => step.asExpected === false && idleDescribe(step, live) === undefined)
    .map((step) => brokenOf(step, live));
  const told = toldLink(evidence, live.rehearsal.steps);
  // What no policy in sight shows comes first where it comes earlier, or where all else is well.
  return [...(told ? [told] : []), ...seen].sort(
    (a, b) => a.step - b.step || Number(a === told) - Number(b === told),
  );
}

function chainOf({ rehearsal }: LiveRehearsal): StepResult[] {
  return rehearsal.steps.filter(({ step }) => step !== NO_LINK);
}

/**
 * DescribeKey is how step 2 shows that a key is shared. Where all use of it works, its denial is in nobody's way.
 */
function idleDescribe(step: StepResult, live: LiveRehearsal): string | undefined {
  const denied = step.requests.filter(({ decision }) => decision === 'denied');
  const isOther =
    failingChecks(step, live).length > 0 ||
    live.checks.some(({ step: number, holds }) => number === step.step && holds === false);
  const isAlone = step.step === 2 && denied.length > 0 && !isOther;
  if (!isAlone || denied.some(({ action }) => action !== 'kms:DescribeKey')) return undefined;
  const accounts = denied.map(({ principal }) => accountOf(principal));
  const isUseDenied = chainOf(live)
    .filter(({ step: number }) => number > 2)
    .flatMap(({ requests }) => requests)
    .some(
      ({ action, decision, principal }) =>
        action.startsWith('kms:') && decision === 'denied' && accounts.includes(accountOf(principal)),
    );
  if (isUseDenied) return undefined;
  return `kms:DescribeKey is denied to ${accounts.join(' and ')}: nothing of the chain needs it, but nobody there can look at the key.`;
}

/** What does not hold of a step for certain; what may not, its findings have as well. */
function failingChecks({ step }: StepResult, { read }: LiveRehearsal): Check[] {
  const id = STEPS.find(({ number }) => number === step)?.id;
  if (id === undefined) return [];
  return read.world.links
    .flatMap((link) => TAKE_STEP[id](link, read).checks)
    .filter(({ holds, rule }) => holds === false && rule !== 'rehearsal-access');
}

function brokenOf(step: StepResult, live: LiveRehearsal): BrokenLink {
  const denied = step.requests.filter(({ decision }) => decision === 'denied');
  const checks = live.checks.filter(({ step: number }) => number === step.step);
  const check = checks.find(({ holds }) => holds === false);
  // What is not settled of the same step may be its cause.
  const open = checks.filter(({ holds }) => holds === undefined);
  const findings = failingChecks(step, live);
  const link = live.read.world.links.find((one) => isAbout(denied[0], one)) ?? live.read.world.links[0];
  const layer = layerOf(check?.layer, denied, findings, link);
  const isDenial = check === undefined && denied.length > 0 && !isRuleFirst(findings, denied);
  return {
    step: step.step,
    title: step.title,
    account: ACCOUNT_OF_LAYER[layer],
    layer,
    why: check
      ? distinct([check, ...open].map(({ message }) => message))
      : isDenial
        ? distinct(denied.map(sentenceOf))
        : distinct(findings.map(({ message }) => message)),
    advice: check
      ? [...(check.advice === undefined ? [] : [check.advice])]
      : link === undefined || !isDenial
        ? []
        : distinct(denied.flatMap((request) => adviceFor(request, link) ?? [])),
    denied: check ? [] : denied,
    unknownBefore: unknownBefore(step.step, live),
    ...(check?.command !== undefined && { command: check.command }),
  };
}

function unknownBefore(step: number, live: LiveRehearsal): number[] {
  return chainOf(live)
    .filter((one) => one.step < step && one.asExpected === null)
    .map((one) => one.step);
}

function isAbout(request: RequestResult | undefined, { bucket, key }: WorldLink): boolean {
  if (!request) return false;
  return request.resource === key?.arn || request.resource.startsWith(bucket.arn);
}

/** What is wrong with a setting comes before the requests that follow from it. */
function isRuleFirst(findings: readonly Check[], denied: readonly RequestResult[]): boolean {
  return (
    findings.some(({ rule }) => /^rehearsal-(key|default-encryption)$/.test(rule)) ||
    (denied.every(({ action }) => action.startsWith('kms:')) &&
      findings.some(({ rule }) => rule === 'rehearsal-grant'))
  );
}

const LAYER_OF_RULE: Readonly<Record<string, Layer>> = {
  'rehearsal-key': 'key',
  'rehearsal-default-encryption': 'default encryption',
  'rehearsal-file-system': 'file system',
  'rehearsal-association': 'association',
  'rehearsal-grant': 'grant',
};

const ACCOUNT_OF_LAYER: Readonly<Record<Layer, BrokenLink['account']>> = {
  'bucket policy': 'B',
  'public access': 'B',
  bucket: 'B',
  'default encryption': 'B',
  'key policy': 'C',
  key: 'C',
  'file system': 'A',
  'service-linked role': 'A',
  association: 'A',
  grant: 'A',
  'service control policy': '?',
  'resource control policy': '?',
  'permissions boundary': '?',
  'session policy': '?',
  'VPC endpoint policy': '?',
  'identity policy': '?',
};

function layerOf(
  live: Layer | undefined,
  denied: readonly RequestResult[],
  findings: readonly Check[],
  link: WorldLink | undefined,
): Layer {
  if (live !== undefined) return live;
  const ruled = findings.flatMap(({ rule }) => LAYER_OF_RULE[rule] ?? [])[0];
  const [request] = denied;
  if (!request || isRuleFirst(findings, denied)) return ruled ?? 'association';
  if (request.because.includes('scp')) return 'service control policy';
  if (request.action.startsWith('s3:')) return 'bucket policy';
  const isRole = request.principal === link?.fileSystem.sessionArn;
  const isElsewhere = link?.key?.account !== link?.fileSystem.account;
  return isRole && isElsewhere && request.denial !== 'explicit' ? 'grant' : 'key policy';
}

function sentenceOf(request: RequestResult): string {
  const { action, resource, principal, reasons } = request;
  const own = reasons.filter((reason) => !reason.startsWith('User: ') && !isAboutOthers(reason)).slice(0, 2);
  return [`${action} on ${resource} is denied to ${principal}.`, ...own].join(' ');
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
function toldLink({ refusals }: Evidence, steps: readonly StepResult[]): BrokenLink | undefined {
  if (refusals.status !== 'seen') return undefined;
  const found = refusals.value
    .filter(({ layer, allowedSince }) => UNREADABLE[layer ?? ''] !== undefined && allowedSince === undefined)
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
export function stepOfRefusal({ action, principal = '' }: Pick<Refusal, 'action' | 'principal'>): number {
  const isRole = principal.includes('AWSServiceRoleForFSxS3Access_');
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

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
