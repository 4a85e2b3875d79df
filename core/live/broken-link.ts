/** A link of the chain that is broken: whose it is, why, and what to write instead. */
import { STEPS } from '../journey/steps';
import { adviceFor } from '../rehearsal/advice';
import type { RequestResult, StepResult } from '../rehearsal/result';
import { isAboutOthers } from '../rehearsal/report/pretty';
import type { Check } from '../rehearsal/steps/check';
import { TAKE_STEP } from '../rehearsal/steps/steps';
import type { WorldLink } from '../rehearsal/world/world';
import type { Layer } from './live-check';
import { callerText } from './names';
import type { LiveRehearsal } from './rehearse-live';

export interface BrokenLink {
  /** 1 to 7. */
  step: number;
  title: string;
  /** Letter of the account whose owner can mend it. */
  account: 'A' | 'B' | 'C' | '?';
  layer: Layer;
  /** False where AWS tells of it, and nobody here can see that it hits the file system. */
  sure: boolean;
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

/** Reading without the grant is no link of the chain. */
export const NO_LINK = 5;

/** The steps that are links of the chain. */
export function chainOf({ rehearsal }: LiveRehearsal): StepResult[] {
  return rehearsal.steps.filter(({ step }) => step !== NO_LINK);
}

/** What does not hold of a step for certain; what may not, its findings have as well. */
export function failingChecks({ step }: StepResult, { read }: LiveRehearsal): Check[] {
  const id = STEPS.find(({ number }) => number === step)?.id;
  if (id === undefined) return [];
  return read.world.links
    .flatMap((link) => TAKE_STEP[id](link, read).checks)
    .filter(({ holds, rule }) => holds === false && rule !== 'rehearsal-access');
}

/** @param step one that is not as expected */
export function brokenOf(step: StepResult, live: LiveRehearsal): BrokenLink {
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
    sure: true,
    why: check
      ? distinct([check, ...open].map(({ message }) => message))
      : isDenial
        ? distinct(denied.map(sentenceOf))
        : distinct(findings.map(({ message }) => message)),
    advice: check
      ? [...(check.advice === undefined ? [] : [check.advice])]
      : [
          ...distinct(
            isDenial && link
              ? denied.flatMap((request) => adviceFor(request, link) ?? [])
              : findings.flatMap(({ advice }) => advice ?? []),
          ),
          ...(layer === 'default encryption' && !link?.key
            ? ['Name the key that is meant with --key ARN to see the command.']
            : []),
        ],
    denied: check ? [] : denied,
    unknownBefore: unknownBefore(step.step, live),
    ...(check?.command !== undefined && { command: check.command }),
  };
}

/** Earlier steps that are not known. */
export function unknownBefore(step: number, live: LiveRehearsal): number[] {
  return chainOf(live)
    .filter((one) => one.step < step && one.asExpected === null)
    .map((one) => one.step);
}

/** Whether a request is about the bucket of a link, an object in it, or its key. */
export function isAbout(request: RequestResult | undefined, { bucket, key }: WorldLink): boolean {
  const { resource = '' } = request ?? {};
  return [key?.arn, bucket.arn].includes(resource) || resource.startsWith(`${bucket.arn}/`);
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

/** Whose owner mends it. */
export const ACCOUNT_OF_LAYER: Readonly<Record<Layer, BrokenLink['account']>> = {
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

/** What becomes of a request that is not allowed for certain, and the reasons that tell most. */
export function sentenceOf(request: RequestResult): string {
  const { action, resource, principal, decision, reasons } = request;
  const verb = decision === 'denied' ? 'is denied to' : 'may be denied to';
  const all = reasons.filter((reason) => !reason.startsWith('User: ') && !isAboutOthers(reason));
  // What a statement or a grant lacks says more than that none of them is enough.
  const telling = all.filter((reason) => /^(?:Statement\[|grant )/.test(reason));
  const own = (telling.length > 0 ? telling : all).slice(0, 2);
  return [`${action} on ${resource} ${verb} ${callerText(principal)}.`, ...own].join(' ');
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
