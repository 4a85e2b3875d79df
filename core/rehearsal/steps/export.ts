/** Step 7: what the file system exports arrives, in one part or many, encrypted with the key. */
import { decideAsk } from '../requests/ask';
import { revokeGrant } from '../requests/kms';
import { asRole, kmsBehind, putObject } from '../requests/s3';
import type { World, WorldKey } from '../world/world';
import type { Check } from './check';
import { exportCheck } from './encryption';
import { missingGrant } from './grant';
import { grantsOfKey, type GrantsOfKey } from './grants-in-force';
import { noKey, usableKey } from './key-policy';
import { exportedObjectOf } from './objects';
import { workingPart, type TakeStep } from './part';
import { decideWithGrants } from './with-grants';

export const exportStep: TakeStep = (link, { world }) => {
  const { key } = link;
  if (!key) return workingPart([], [noKey(link, world)], world);
  const grants = grantsOfKey(link, key, world);
  const role = asRole(link.fileSystem);
  const object = exportedObjectOf(link);
  const call = { action: 's3:PutObject', object, multipart: true } as const;
  const requests = [
    decideAsk(putObject(role, link, object), world),
    ...kmsBehind(role, link, key, call, []).map((ask) => decideWithGrants(ask, grants, world)),
  ];
  const silent = requests.some(({ decision, action }) => decision === 'denied' && action.startsWith('kms:'))
    ? [silentFailure(key)]
    : [];
  const checks = [
    ...usableKey(key),
    exportCheck(link, world),
    ...missingGrant(link, key, grants, world),
    ...silent,
  ];
  return workingPart([], checks, world, requests);
};

function silentFailure(key: WorldKey): Check {
  return {
    rule: 'rehearsal-access',
    holds: false,
    message:
      'The export fails in silence: `lfs hsm_archive` prints no error and ends with 0, `lfs hsm_action` prints NOOP, and no object appears. The file system logs S3ExportAccessDenied, and CloudTrail in account A has the denial.',
    place: key.policy.place ?? key.place,
  };
}

/** What clean-up needs; it decides nothing about the export. */
export function cleanUpNotes(key: WorldKey, { certain }: GrantsOfKey, world: World): Check[] {
  return certain
    .filter((grant) => decideAsk(revokeGrant(grant, key), world).decision === 'denied')
    .map((grant) => ({
      rule: 'rehearsal-clean-up',
      holds: true,
      message: `Clean-up stops at ${grant.name}: kms:RevokeGrant is denied to whoever destroys account A's Terraform. Allow it in the key policy before, and destroy A, then B, then C.`,
      place: key.policy.place ?? key.place,
    }));
}
