import { ok, type AwsError } from '../../gateway/outcome';
import { escapeXml } from '../../gateway/xml';
import type { UserBoundaries } from '../../identity/user-boundaries';
import { textIn, type JsonObject } from '../../json';
import type { SandboxWorld } from '../../world';
import type { OperationTable } from '../service';
import { iamError } from './errors';

/** Boundaries of users. Source: IAM API Reference, PutUserPermissionsBoundary, DeleteUserPermissionsBoundary. */
export function boundaryOperations(world: SandboxWorld, boundaries: UserBoundaries): OperationTable {
  return {
    PutUserPermissionsBoundary: async ({ caller, input }) => {
      const account = caller.kind === 'anonymous' ? '' : caller.account;
      const arn = textIn(input, 'PermissionsBoundary') ?? '';
      const userName = textIn(input, 'UserName') ?? '';
      const problem = await missing(account, userName, world);
      if (problem) return problem;
      if ((await world.directory.managedPolicy(account, arn)) === undefined) {
        return iamError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
      }
      await boundaries.set(account, userName, arn);
      world.directory.changed(account);
      return ok();
    },
    DeleteUserPermissionsBoundary: async ({ caller, input }) => {
      const account = caller.kind === 'anonymous' ? '' : caller.account;
      const userName = textIn(input, 'UserName') ?? '';
      const problem = await missing(account, userName, world);
      if (problem) return problem;
      await boundaries.set(account, userName, undefined);
      world.directory.changed(account);
      return ok();
    },
  };
}

/** Follows users that come with a boundary, change their name, or go. */
export async function noteBoundary(
  operation: string,
  input: JsonObject,
  account: string,
  boundaries: UserBoundaries,
): Promise<void> {
  const userName = textIn(input, 'UserName') ?? '';
  const newName = textIn(input, 'NewUserName');
  switch (operation) {
    case 'CreateUser':
      return boundaries.set(account, userName, textIn(input, 'PermissionsBoundary'));
    case 'DeleteUser':
      return boundaries.set(account, userName, undefined);
    case 'UpdateUser':
      if (newName === undefined) return;
      await boundaries.set(account, newName, boundaries.get(account, userName));
      return boundaries.set(account, userName, undefined);
    default:
      return;
  }
}

/** Puts the boundary into moto's answer on one user. */
export function withBoundary(
  answer: string,
  operation: string,
  account: string,
  boundaries: UserBoundaries,
): string {
  if (operation !== 'GetUser' && operation !== 'CreateUser') return answer;
  const arn = boundaries.get(account, /<UserName>([^<]+)</.exec(answer)?.[1] ?? '');
  if (arn === undefined) return answer;
  const element = `<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>${escapeXml(arn)}</PermissionsBoundaryArn></PermissionsBoundary>`;
  return answer.replace('</User>', () => `${element}</User>`);
}

async function missing(
  account: string,
  userName: string,
  { directory }: SandboxWorld,
): Promise<AwsError | undefined> {
  if ((await directory.user(account, userName)) !== undefined) return undefined;
  return iamError('NoSuchEntity', `The user with name ${userName} cannot be found.`);
}
