/** What to change of a Deny that hits the chain: a value that no request can have, else who is spared from it. */
import { s3ViaService } from '../../facts/arns';
import { parseConditionOperator, type BaseOperator } from '../../facts/condition-operators';
import { isRecord } from '../../json-value';
import { statementsOf } from '../../policies/statements';
import type { Ask } from '../../rehearsal/requests/ask';
import type { RequestResult } from '../../rehearsal/result';
import type { WorldKey, WorldLink } from '../../rehearsal/world/world';
import { accountOf } from '../account-of';
import type { BrokenLink } from '../broken-link';
import type { Change } from '../change';
import { canHoldViaService } from './correct-statement';
import { changeOf, requestsWith, type Document, type HeldPolicy } from './held-policy';
import { except } from './merge-policy';
import { textsOf } from './policy-meaning';

/** How many requests are still hit where this is the policy. */
type Hits = (policy: Document) => number;

/**
 * Puts right what a Deny can only mean otherwise; else excepts the file system's role from the denies that hit it, if
 * that is what mends it; where others are hit too, their accounts, since nobody here knows who it will be.
 */
export function denyChanges(
  broken: BrokenLink,
  held: HeldPolicy,
  link: WorldLink,
  asksOf: (key: WorldKey) => Ask[],
): Change[] {
  const { before } = held;
  if (!before) return [];
  const hits: Hits = (policy) =>
    requestsWith(held, policy, asksOf).filter(
      ({ step, denial }) => denial === 'explicit' && (step === undefined || step === broken.step),
    ).length;
  const right = withSparing(before, liveServices(held.region));
  const isRight = right !== before && hits(right) < hits(before);
  const base = isRight ? right : before;
  if (isRight && hits(base) === 0) return changeOf(held, `Correct ${held.name}:`, base);
  const extended = withSparing(base, contextsOf(link.bucket.arn));
  if (extended !== base && hits(extended) === 0)
    return changeOf(held, `Add ${link.bucket.name} to those that the deny spares:`, extended);
  const { roleArn, partition } = link.fileSystem;
  const accounts = [...new Set(broken.denied.map(({ principal }) => accountOf(principal)))];
  const ofRole = spare(base, [roleArn], hits);
  const ofAll = spare(
    base,
    accounts.map((id) => `arn:${partition}:iam::${id}:*`),
    hits,
  );
  const verb = isRight ? `Correct ${held.name}, and except` : 'Except';
  return hits(ofAll) < hits(ofRole)
    ? changeOf(
        held,
        `${verb} account ${accounts.join(' and ')} from the deny, as nobody here knows who of it calls; name them instead of all where you do:`,
        ofAll,
      )
    : changeOf(held, `${verb} the file system's role from the deny${insteadOf(broken.denied)}:`, ofRole);
}

/**
 * A Deny that hits a caller or not, by what nobody here can see, with the caller excepted from it: the role, or account A,
 * where it is whoever applies an association's settings. Who in B uploads knows what they send.
 * @param step whose requests are not known
 * @param principal who sends them
 */
export function openDenyChanges(
  step: number,
  principal: string,
  held: HeldPolicy,
  link: WorldLink,
): Change[] {
  const { before } = held;
  if (!before) return [];
  const { roleArn, sessionArn, account, partition } = link.fileSystem;
  const isRole = principal === sessionArn;
  if (!isRole && accountOf(principal) !== account) return [];
  const hits: Hits = (policy) =>
    requestsWith(held, policy, () => []).filter(
      (request) => request.step === step && request.decision === 'unknown' && request.principal === principal,
    ).length;
  const after = spare(before, [isRole ? roleArn : `arn:${partition}:iam::${account}:*`], hits);
  const what = isRole
    ? "Where the deny hits the file system's role, except it:"
    : `FSx asks as whoever applies the association's settings, too. Where the deny hits them, let them do it from where it does not, or except account ${account}:`;
  return hits(after) < hits(before) ? changeOf(held, what, after) : [];
}

/** Several denies may hit one request: a caller is excepted from all, and then from none that does not matter. */
function spare(before: Document, spared: readonly string[], hits: Hits): Document {
  const denies = statementsOf(before).flatMap((statement, index) => (isDeny(statement) ? [index] : []));
  const without = (indexes: readonly number[]) =>
    indexes.reduce((policy, index) => spared.reduce((one, arn) => except(one, index, arn), policy), before);
  const goal = hits(without(denies));
  const needed = denies.reduce<readonly number[]>((kept, index) => {
    const fewer = kept.filter((one) => one !== index);
    return hits(without(fewer)) <= goal ? fewer : kept;
  }, denies);
  return without(needed);
}

function isDeny(statement: unknown): statement is Document {
  return isRecord(statement) && statement['Effect'] === 'Deny';
}

/** The keys of a condition under its operator, put right or as they are. */
type KeysChange = (operator: BaseOperator, keys: Document) => Document;

/** The policy with the conditions changed by which its denies spare somebody. */
function withSparing(policy: Document, change: KeysChange): Document {
  const statements = statementsOf(policy);
  const after = statements.map((statement) =>
    isDeny(statement) ? withSparingCondition(statement, change) : statement,
  );
  return after.every((one, at) => one === statements[at]) ? policy : { ...policy, Statement: after };
}

function withSparingCondition(statement: Document, change: KeysChange): Document {
  const { Condition: block } = statement;
  if (!isRecord(block)) return statement;
  const after = Object.entries(block).map(([operator, keys]): [string, unknown] => {
    const parsed = parseConditionOperator(operator);
    const spares = isRecord(keys) && parsed.status === 'known' && parsed.operator.base.negated;
    return [operator, spares ? change(parsed.operator.base, keys) : keys];
  });
  return after.every(([operator, keys]) => keys === block[operator])
    ? statement
    : { ...statement, Condition: Object.fromEntries(after) };
}

/**
 * Values of kms:ViaService that no request to the key can have, put right: a Deny that spares those that have them spares
 * nobody, which nobody means.
 */
function liveServices(region: string): KeysChange {
  return ({ wildcards }, keys) => {
    const name = Object.keys(keys).find((key) => key.toLowerCase() === 'kms:viaservice');
    if (name === undefined) return keys;
    const values = textsOf(keys[name]);
    const live = values.filter((value) => canHoldViaService(value, wildcards, region));
    if (live.length === values.length) return keys;
    const right = [...new Set([...live, s3ViaService(region)])];
    return { ...keys, [name]: Array.isArray(keys[name]) ? right : right[0] };
  };
}

/** A list of buckets and objects whose use a Deny spares, with one bucket more: nobody is spared for anything else. */
function contextsOf(bucketArn: string): KeysChange {
  return ({ wildcards }, keys) => {
    const name = Object.keys(keys).find((key) => key.toLowerCase() === 'kms:encryptioncontext:aws:s3:arn');
    return name === undefined || !wildcards
      ? keys
      : { ...keys, [name]: [...new Set([...textsOf(keys[name]), bucketArn, `${bucketArn}/*`])] };
  };
}

/**
 * A Deny of uploads without an encryption header keeps out who relies on default encryption, which encrypts all the
 * same. Source: S3 User Guide, "Setting default server-side encryption behavior for Amazon S3 buckets".
 */
function insteadOf(denied: readonly RequestResult[]): string {
  const isHeader = denied.every(
    ({ action, reasons }) =>
      action === 's3:PutObject' && reasons.some((one) => one.includes('s3:x-amz-server-side-encryption')),
  );
  return isHeader && denied.length > 0
    ? '. It sends no such header: what it writes takes the default encryption of the bucket, which step 3 sets'
    : '';
}
