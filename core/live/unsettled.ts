/** Steps of which it is not known whether they are as expected: why, and what would help where it is the policy of a bucket. */
import { chainOf, isAbout, sentenceOf, type BrokenLink } from './broken-link';
import type { Change } from './change';
import type { Evidence } from './evidence';
import { openBucketPolicyChange } from './policies/policy-changes';
import type { LiveRehearsal } from './rehearse-live';

export interface Unsettled {
  /** 1 to 7. */
  step: number;
  /** A sentence. */
  why: string;
  /** Whether it is because something could not be read, which `open` has. */
  unread: boolean;
  /** What settles it, where a statement of a bucket policy may or may not be about the file system's role. */
  changes: Change[];
}

/** What stands for a whole account, policy or Region that nobody could see. */
const UNSEEN = /\$\{((?:account|policy|Region) of [^}]*)\}/;

/** Those before the first broken link, or all where none is; of one reason, the first step alone. */
export function unsettledSteps(
  broken: BrokenLink | undefined,
  live: LiveRehearsal,
  evidence: Evidence,
): Unsettled[] {
  const reasons = new Set<string>();
  return chainOf(live).flatMap(({ step, asExpected, requests, findings }): Unsettled[] => {
    if (asExpected !== null || (broken && !broken.unknownBefore.includes(step))) return [];
    const request = requests.find(({ decision }) => decision === 'unknown');
    const found = request ? sentenceOf(request) : findings[0]?.message;
    const reason = request?.reasons.join() ?? found ?? '';
    if (found === undefined || reasons.has(reason)) return [];
    reasons.add(reason);
    const link = live.read.world.links.find((one) => isAbout(request, one));
    const isBucket = request?.action.startsWith('s3:') === true;
    const changes =
      link && isBucket
        ? openBucketPolicyChange(step, request.principal, { link, read: live.read, evidence })
        : [];
    return [{ step, ...whyOf(found), changes }];
  });
}

/** A sentence, or what of a sentence nobody could read. */
function whyOf(sentence: string): Pick<Unsettled, 'why' | 'unread'> {
  if (sentence.includes('linked bucket')) return { why: 'which bucket is meant is not known.', unread: true };
  const unseen = UNSEEN.exec(sentence)?.[1];
  return unseen === undefined
    ? { why: sentence + ofAddress(sentence), unread: false }
    : { why: `the ${unseen} is not known.`, unread: true };
}

/** Source: FSx for Lustre User Guide, "Data repository event logs" (a bucket that only a VPC may use keeps FSx out). */
function ofAddress(sentence: string): string {
  return sentence.includes('${address of FSx')
    ? " FSx calls from AWS's own network, so that a list of your addresses does not have it."
    : '';
}
