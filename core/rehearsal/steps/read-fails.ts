/** Step 5: S3 lets the file system read, and KMS does not decrypt for it: no grant is there yet. */
import { asRole, getObject, kmsBehind } from '../requests/s3';
import { decideAsk } from '../requests/ask';
import type { Outcome } from '../result';
import type { Known, WorldLink } from '../world/world';
import type { Check } from './check';
import { noKey } from './key-policy';
import { objectOf } from './objects';
import { isAllowed, workingPart, type Part, type TakeStep } from './part';

export const readFailsStep: TakeStep = (link, { world }) => {
  const { key } = link;
  if (!key) return workingPart([], [noKey(link, world)], world);
  const role = asRole(link.fileSystem);
  const object = objectOf(link);
  const asks = [
    getObject(role, link, object),
    ...kmsBehind(role, link, key, { action: 's3:GetObject', object }, []),
  ];
  const requests = asks.map((ask) => decideAsk(ask, world));
  const [s3, kms] = requests.map(isAllowed);
  return { requests, ...verdict(s3, kms), checks: checksOf(link, s3, kms) };
};

/** Only a denial by KMS is the one that this step shows. */
function verdict(s3: Known, kms: Known): Pick<Part, 'outcome' | 'asExpected'> {
  const outcome: Outcome =
    s3 === false || kms === false ? 'fails' : s3 === true && kms === true ? 'works' : 'unknown';
  if (s3 === false || kms === true) return { outcome, asExpected: false };
  return { outcome, asExpected: s3 === true && kms === false ? true : null };
}

function checksOf({ key, fileSystem, bucket }: WorldLink, s3: Known, kms: Known): Check[] {
  const rule = 'rehearsal-access';
  if (s3 === false) {
    const message = `S3 denies the read before KMS is asked: the policy of ${bucket.name} is the cause, not the missing grant.`;
    return [{ rule, holds: false, message, place: bucket.policy?.place ?? bucket.place }];
  }
  if (kms !== true || !key) return [];
  const isOwn = key.account === fileSystem.account;
  const message = isOwn
    ? `The read works without a grant: a key in the file system's own account (${key.account}) needs none, its key policy alone is enough.`
    : 'The read works without a grant.';
  return [{ rule, holds: false, message, place: key.policy.place ?? key.place }];
}
