/**
 * The file system's service-linked role. Source: IAM API Reference, GetRole: it looks in the caller's own account only,
 * and answers NoSuchEntity where that has none of the name.
 */
import { GetRoleCommand } from '@aws-sdk/client-iam';
import type { Fact, RoleFacts } from '../../core/live/evidence';
import { roleNameOf } from '../../core/live/role';
import { ask, factOf, type Collection } from './question';

/** @param owner account of the file system; undefined where nobody could see it */
export async function readRole(on: Collection, owner: string | undefined): Promise<Fact<RoleFacts>> {
  const RoleName = roleNameOf(on);
  const asked = await ask(on, 'fileSystem', ({ iam }) => iam.send(new GetRoleCommand({ RoleName })), owner);
  const fact = factOf(asked, ({ Role: { Arn: arn } = {} }) => (arn === undefined ? undefined : { arn }));
  // Its name has the file system's id: one that is seen is the right one, wherever it is.
  return fact.status === 'absent' && owner === undefined
    ? { status: 'unknown', why: 'The account of the file system is not known, and the role is in no other.' }
    : fact;
}
