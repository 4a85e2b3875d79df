import { parseArn } from '../../../core/facts/arns';
import type { Call } from '../../gateway/call';
import { queryError } from '../../gateway/common-errors';
import { ok, withTrail, type AwsError, type Outcome } from '../../gateway/outcome';
import type { Caller } from '../../identity/caller';
import type { IamDirectory, IamRole } from '../../identity/directory';
import { parseJsonObject, textIn, type JsonObject } from '../../json';
import type { SandboxWorld } from '../../world';
import { clientOf } from '../authorized';
import type { Operation } from '../service';
import { stsError } from './errors';
import { keysAnswer, readDuration, validation } from './session-keys';

const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
const MAX_POLICY_CHARACTERS = 2048;
const MAX_POLICY_ARNS = 10;
const MAX_TAGS = 50;
const DURATION_S = { least: 900, most: 43_200, default: 3600 };
/** A role that is assumed by a session of another role: an hour at most. */
const CHAINED_S = 3600;

interface Request {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
  readonly sessionPolicies: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Source: STS API Reference, AssumeRole. */
export function assumeRole(world: SandboxWorld): Operation {
  return async (call) => {
    const read = await readRequest(call, world);
    if (read.status === 'error') return read;
    const { request } = read;
    const outcome = await assume(call, request, world);
    return withTrail(outcome, {
      requestParameters: { roleArn: request.roleArn, roleSessionName: request.sessionName },
      resources: [
        {
          arn: request.roleArn,
          accountId: parseArn(request.roleArn)?.account ?? '',
          type: 'AWS::IAM::Role',
        },
      ],
    });
  };
}

async function assume(call: Call, request: Request, world: SandboxWorld): Promise<Outcome> {
  const { credentials, directory, faults, now } = world;
  const { caller } = call;
  const principal = await directory.principal(request.roleArn);
  // One answer for a role that is missing and for one that does not trust the caller.
  const role = principal?.kind === 'role' ? principal : undefined;
  const denied = await denial(call, request, role, world);
  if (denied || !role) {
    const who = caller.kind === 'anonymous' ? 'anonymous' : caller.arn;
    return queryError(
      'AccessDenied',
      denied ?? `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${request.roleArn}`,
    );
  }
  const duration = readDuration(call.input, DURATION_S);
  if (duration.status === 'error') return duration;
  const tooLong = durationProblem(duration.seconds, caller, role);
  if (tooLong) return tooLong;
  const { sessionName } = request;
  const arn = `arn:aws:sts::${role.account}:assumed-role/${role.name}/${sessionName}`;
  const start = now();
  const expires = new Date(start.getTime() + (faults.expiredSessions ? 0 : duration.seconds * 1000));
  const session = {
    kind: 'session',
    account: role.account,
    arn,
    userId: `${role.id}:${sessionName}`,
    roleName: role.name,
    roleArn: role.arn,
    roleId: role.id,
    sessionName,
    sessionPolicies: request.sessionPolicies,
    tags: request.tags,
    since: start.toISOString(),
  } as const;
  const key = await credentials.createSession({ kind: 'role', session }, expires, start);
  return ok({ ...keysAnswer(key), AssumedRoleUser: { AssumedRoleId: session.userId, Arn: arn } });
}

function durationProblem(seconds: number, caller: Caller, role: IamRole): AwsError | undefined {
  if (caller.kind === 'session' && seconds > CHAINED_S) {
    return queryError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (seconds <= role.maxSessionDurationS) return undefined;
  return queryError(
    'ValidationError',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
}

/** What the trust policy and the caller's own policies say; undefined when they allow. */
async function denial(
  call: Call,
  request: Request,
  role: IamRole | undefined,
  { authorize }: SandboxWorld,
): Promise<string | undefined> {
  const client = clientOf(call);
  const tagKeys = Object.keys(request.tags);
  const tagContext = Object.fromEntries(
    Object.entries(request.tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]),
  );
  for (const action of tagKeys.length > 0 ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole']) {
    const authorization = await authorize({
      caller: call.caller,
      action,
      resource: request.roleArn,
      resourceAccount: parseArn(request.roleArn)?.account ?? '',
      region: call.region,
      resourcePolicy: role?.trustPolicy ?? { Version: '2012-10-17', Statement: [] },
      context: {
        'sts:RoleSessionName': request.sessionName,
        ...(request.externalId === undefined ? {} : { 'sts:ExternalId': request.externalId }),
        ...tagContext,
        ...(tagKeys.length > 0 ? { 'aws:TagKeys': tagKeys } : {}),
      },
      ...(client && { client }),
    });
    if (authorization.status === 'denied') return stsSentence(authorization.message);
  }
  return undefined;
}

/** STS names no policy type where none allows. */
function stsSentence(message: string): string {
  return message.replace(/ because no .*$/, '');
}

async function readRequest(
  { input }: Call,
  { directory }: SandboxWorld,
): Promise<{ status: 'ok'; request: Request } | AwsError> {
  const {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    ExternalId: externalId,
  } = input as Record<string, string>;
  if (roleArn === undefined || roleArn.length < 20) {
    return validation(
      "Value at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
    );
  }
  const parts = parseArn(roleArn);
  if (parts?.service !== 'iam' || !parts.resource.startsWith('role/')) {
    return queryError('ValidationError', `${roleArn} is invalid`);
  }
  if (sessionName === undefined || !SESSION_NAME.test(sessionName)) {
    return validation(
      `Value '${sessionName ?? ''}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  if (externalId !== undefined && !EXTERNAL_ID.test(externalId)) {
    return validation(
      `Value '${externalId}' at 'externalId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@:\\/-]*`,
    );
  }
  const policies = await readPolicies(input, parts.account, directory);
  if (policies.status === 'error') return policies;
  const tags = readTags(input);
  if (Object.keys(tags).length > MAX_TAGS) return validation("Value at 'tags' has more than 50 members");
  const { documents: sessionPolicies } = policies;
  return { status: 'ok', request: { roleArn, sessionName, externalId, sessionPolicies, tags } };
}

/** Session policies: one in the request itself, and managed ones of the role's account. */
async function readPolicies(
  input: JsonObject,
  account: string,
  directory: IamDirectory,
): Promise<{ status: 'ok'; documents: string[] } | AwsError> {
  const { Policy: policy } = input as Record<string, string>;
  const documents = policy === undefined ? [] : [policy];
  if (policy !== undefined && policy.length > MAX_POLICY_CHARACTERS) {
    return stsError('PackedPolicyTooLarge', 'Packed size of the policy exceeds the allotted space.');
  }
  if (policy !== undefined && !parseJsonObject(policy)) {
    return stsError('MalformedPolicyDocument', 'This policy contains invalid Json');
  }
  for (let index = 1; index <= MAX_POLICY_ARNS; index++) {
    const arn = input[`PolicyArns.member.${index}.arn`];
    if (typeof arn !== 'string') break;
    const document = await directory.managedPolicy(account, arn);
    if (document === undefined) return queryError('ValidationError', `The policy ${arn} does not exist.`);
    documents.push(document);
  }
  return { status: 'ok', documents };
}

function readTags(input: JsonObject): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let index = 1; index <= MAX_TAGS + 1; index++) {
    const key = textIn(input, `Tags.member.${index}.Key`);
    if (key === undefined) break;
    tags[key] = textIn(input, `Tags.member.${index}.Value`) ?? '';
  }
  return tags;
}
