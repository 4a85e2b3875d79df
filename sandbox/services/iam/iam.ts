import type { Call } from '../../gateway/call';
import { withTrail, type AwsError, type Outcome, type RawAnswer } from '../../gateway/outcome';
import type { Protocol } from '../../gateway/protocol';
import { invalidPrincipal } from '../../identity/policy-principals';
import { UserBoundaries } from '../../identity/user-boundaries';
import { userId } from '../../identity/user-id';
import { textIn, type JsonObject } from '../../json';
import type { SandboxWorld } from '../../world';
import { denialOnEverything } from '../authorized';
import { passOn, shownParameters } from '../pass-on';
import type { Operation, Service } from '../service';
import { noteAccessKey } from './access-keys';
import { boundaryOperations, noteBoundary, withBoundary } from './boundaries';
import { iamError } from './errors';

const PROTOCOL: Protocol = { kind: 'query', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' };

/** Without a user name they concern the caller itself. */
const OWN_USER = ['CreateAccessKey', 'DeleteAccessKey', 'GetUser', 'ListAccessKeys', 'UpdateAccessKey'];

/** Where a trust policy stands. */
const TRUST_POLICY: Readonly<Record<string, string>> = {
  CreateRole: 'AssumeRolePolicyDocument',
  UpdateAssumeRolePolicy: 'PolicyDocument',
};

const ROLE_CHANGES = [
  'AttachRolePolicy',
  'DeleteRole',
  'DeleteRolePermissionsBoundary',
  'DeleteRolePolicy',
  'DetachRolePolicy',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'UpdateAssumeRolePolicy',
  'UpdateRole',
];

/**
 * IAM is moto's: users, roles, groups and policies are kept there, and read from there for each decision. What moto
 * lacks is kept beside it: secrets of access keys, which are shown only once, and boundaries of users.
 */
export function iamService(world: SandboxWorld): Service {
  const boundaries = new UserBoundaries(world.store);
  const own = boundaryOperations(world, boundaries);
  const moto: Operation = (call) => askMoto(call, world, boundaries);
  return {
    name: 'iam',
    eventSource: 'iam.amazonaws.com',
    protocol: PROTOCOL,
    answer: async (call) => {
      const operation = Object.hasOwn(own, call.operation) ? own[call.operation] : undefined;
      const refused =
        (await denialOnEverything(world, 'query', call)) ??
        (await protectedRole(call, world)) ??
        (await untrustable(call, world));
      const outcome = refused ?? (await (operation ?? moto)(call));
      return withTrail(outcome, { requestParameters: shownParameters(call.input) });
    },
  };
}

async function askMoto(call: Call, world: SandboxWorld, boundaries: UserBoundaries): Promise<Outcome> {
  const input = withOwnUser(call);
  const outcome = await passOn(call, world, { protocol: PROTOCOL, input });
  if (outcome.status !== 'raw' || outcome.error || call.caller.kind === 'anonymous') return outcome;
  const { account } = call.caller;
  const { operation } = call;
  const answer = outcome.response.body.toString();
  if (!/^(Get|List)/.test(operation)) world.directory.changed(account);
  await noteAccessKey(operation, input, { account, answer }, world.credentials);
  await noteBoundary(operation, input, account, boundaries);
  return withBody(outcome, withBoundary(withUserIds(answer), operation, account, boundaries));
}

function withBody(outcome: RawAnswer, text: string): RawAnswer {
  const { response } = outcome;
  const { 'content-length': _, ...headers } = response.headers;
  return { ...outcome, response: { ...response, headers, body: Buffer.from(text) } };
}

function withOwnUser({ caller, operation, input }: Call): JsonObject {
  if (!OWN_USER.includes(operation) || input['UserName'] !== undefined) return input;
  return caller.kind === 'user' ? { ...input, UserName: caller.userName } : input;
}

/** A trust policy that names somebody who is not there is refused, as AWS does. */
async function untrustable(call: Call, { directory }: SandboxWorld): Promise<AwsError | undefined> {
  const parameter = TRUST_POLICY[call.operation];
  const document = parameter === undefined ? undefined : textIn(call.input, parameter);
  const invalid = document === undefined ? undefined : await invalidPrincipal(document, directory);
  if (invalid === undefined) return undefined;
  return iamError('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${invalid}"`);
}

/** Roles of AWS services are changed by AWS alone. Source: IAM User Guide, "Edit a service-linked role". */
async function protectedRole(call: Call, { directory }: SandboxWorld): Promise<AwsError | undefined> {
  const { caller, operation, input } = call;
  const name = textIn(input, 'RoleName');
  if (name === undefined || caller.kind === 'anonymous' || !ROLE_CHANGES.includes(operation))
    return undefined;
  const role = await directory.role(caller.account, name);
  if (!role?.arn.includes(':role/aws-service-role/')) return undefined;
  return iamError(
    'UnmodifiableEntity',
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );
}

/** moto's ids of users are no `AIDA…`. */
function withUserIds(answer: string): string {
  return answer.replace(
    /<UserId>([a-z0-9]{20})<\/UserId>/g,
    (_, id: string) => `<UserId>${userId(id)}</UserId>`,
  );
}
