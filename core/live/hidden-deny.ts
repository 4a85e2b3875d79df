/**
 * A deny in a policy that keeps out whoever would read it: nobody here sees the policy, and AWS says that it denies.
 * Source: S3 API Reference, DeleteBucketPolicy (the root user of the bucket's account can read, put and delete its
 * policy whatever that denies); KMS Developer Guide, "Default key policy" (a key that nobody can manage takes Support).
 */
import { readAccessDenied } from '../evidence/access-denied';
import { valueOf, type Evidence, type Fact } from './evidence';
import type { Layer } from './live-check';
import { roleNameOf } from './role';

export interface HiddenDeny {
  step: 1 | 2;
  layer: Layer & ('bucket policy' | 'key policy');
  message: string;
  advice: string;
}

/** @param buckets names of those that are linked, or meant to be */
export function hiddenDenies(evidence: Evidence, buckets: readonly string[]): HiddenDeny[] {
  const role = valueOf(evidence.role)?.arn ?? roleNameOf(evidence);
  const except = `Except ${role} from the deny.`;
  const ofBuckets = evidence.buckets.flatMap(({ name, policy }): HiddenDeny[] => {
    if (!buckets.includes(name) || !isDenied(policy)) return [];
    const advice = `${except} Whom it spares can do so, and the root user of account B, who can always get, put and delete the policy.`;
    return [{ step: 1, layer: 'bucket policy', message: sentence(`policy of ${name}`, policy.why), advice }];
  });
  const ofKeys = evidence.keys.flatMap(({ arn, policy }): HiddenDeny[] => {
    if (!isDenied(policy)) return [];
    const advice = `${except} Whom it spares can do so; where it spares nobody, AWS Support alone can.`;
    return [{ step: 2, layer: 'key policy', message: sentence(`policy of ${arn}`, policy.why), advice }];
  });
  return [...ofBuckets, ...ofKeys];
}

function isDenied(policy: Fact<unknown>): policy is { status: 'unknown'; why: string } {
  if (policy.status !== 'unknown') return false;
  const denial = readAccessDenied(policy.why);
  return denial.status === 'denied' && denial.explicit === true && denial.layer === 'resource-based';
}

function sentence(what: string, why: string): string {
  return `The ${what} denies whoever reads it here, and may deny the file system's role as well: ${why}`;
}
