/** Grants that this plan makes and that will not be made, or not help: the rehearsal knows it, no rule alone does. */
import { S3_DATA_SOURCE_ROLE_PREFIX } from '../facts/arns';
import { STEPS } from '../journey/steps';
import type { Rehearsal, RequestResult } from '../rehearsal/result';
import type { World, WorldGrant } from '../rehearsal/world/world';
import { isChange, type PlannedChange } from './changes';
import type { PlanFinding } from './check-plan';

export const GRANT_FINDING = 'rehearsal-grant';

const GRANT_STEP = STEPS.find(({ id }) => id === 'grant')?.number;

/**
 * A finding for each grant of a file system's role that this plan makes or changes, where step 6 is contradicted by
 * KMS on the grant's own key. What S3 denies, and a grant that is not there at all, is another workspace's or another
 * day's business: it does not speak against this plan.
 * @param file of the plan
 */
export function grantFindings(
  { steps }: Rehearsal,
  world: World,
  file: string,
  changes: readonly PlannedChange[],
): PlanFinding[] {
  const step = steps.find(({ step: number }) => number === GRANT_STEP);
  if (step?.asExpected !== false) return [];
  const denied = step.requests.filter(
    ({ action, decision }) => decision === 'denied' && action.startsWith('kms:'),
  );
  return world.grants.flatMap((grant) => {
    const { place, grantee } = grant;
    if (place.file.path !== file || !grantee.includes(S3_DATA_SOURCE_ROLE_PREFIX)) return [];
    if (!isOnlyOne(grant, world)) return [];
    const change = changes.find(({ address }) => address === place.resource.address);
    const request = denied.find(({ resource }) => resource === grant.key);
    if (!change || !isChange(change) || !request) return [];
    return [
      {
        rule: GRANT_FINDING,
        severity: 'error' as const,
        message: messageOf(grant, request),
        address: change.address,
        change: change.kind,
        fails: true,
      },
    ];
  });
}

/** Whether there is one key and one link that the grant can be for: of several, the denial may be another's. */
function isOnlyOne({ key }: WorldGrant, { keys, links }: World): boolean {
  const isOf = (arn: string | undefined) => arn !== undefined && arn === key;
  return (
    keys.filter(({ arn }) => isOf(arn)).length === 1 &&
    links.filter((link) => isOf(link.key?.arn)).length === 1
  );
}

function messageOf({ key = 'the key' }: WorldGrant, { action, reasons }: RequestResult): string {
  const why = reasons.find((reason) => !reason.startsWith('User: '));
  const what =
    action === 'kms:CreateGrant'
      ? `KMS will deny this grant: ${action} on ${key} is denied to who applies the plan.`
      : `This grant will not let the file system read: ${action} on ${key} stays denied to its role.`;
  return why === undefined ? what : `${what} ${why}`;
}
