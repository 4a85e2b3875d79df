import {
  fileSystemRoleArn,
  S3_DATA_SOURCE_ROLE_PREFIX,
  S3_DATA_SOURCE_SERVICE,
} from '../../../core/facts/arns';
import { ROLE_CREATION_ACTIONS, SERVICE_LINKED_ROLES } from '../../../core/facts/service-linked-roles';
import type { Call } from '../../gateway/call';
import type { AwsError } from '../../gateway/outcome';
import { accessDenied } from '../authorized';
import type { SandboxWorld } from '../../world';
import type { FileSystemRecord } from './state';

/** Name of the role's policy, which nobody can change. */
const POLICY_NAME = 'AmazonFSxS3Access';

type Owner = Pick<FileSystemRecord, 'account' | 'id'>;
type Ground = Pick<SandboxWorld, 'moto' | 'directory'>;

/**
 * What the caller lacks to let FSx make the file system's role.
 * Source: FSx for Lustre User Guide, "Adding permissions to use data repositories in Amazon S3".
 */
export async function roleRefusal(
  { authorize }: Pick<SandboxWorld, 'authorize'>,
  { caller, region }: Call,
  { account, id }: Owner,
): Promise<AwsError | undefined> {
  for (const action of ROLE_CREATION_ACTIONS) {
    const answer = await authorize({
      caller,
      action,
      resource: fileSystemRoleArn('aws', account, id),
      resourceAccount: account,
      region,
      context: { 'iam:AWSServiceName': S3_DATA_SOURCE_SERVICE },
      viaService: `fsx.${region}.amazonaws.com`,
    });
    if (answer.status === 'denied') return accessDenied('json', answer.message);
  }
  return undefined;
}

/**
 * Makes a file system's role where it is missing, and lets it at the buckets that are linked.
 * Source: FSx for Lustre User Guide, "Using service-linked roles for Amazon FSx".
 */
export async function giveRole(ground: Ground, owner: Owner, buckets: readonly string[]): Promise<void> {
  const { account } = owner;
  const name = roleName(owner);
  if (!(await ground.directory.role(account, name))) {
    await makeRole(ground, account, S3_DATA_SOURCE_SERVICE, name);
  }
  await iam(ground, account, 'PutRolePolicy', {
    RoleName: name,
    PolicyName: POLICY_NAME,
    PolicyDocument: JSON.stringify(policyFor(buckets)),
  });
  ground.directory.changed(account);
}

/** Takes the role away, with the file system. */
export async function takeRole(ground: Ground, owner: Owner): Promise<void> {
  const { account } = owner;
  const name = roleName(owner);
  if (!(await ground.directory.role(account, name))) return;
  await iam(ground, account, 'DeleteRolePolicy', { RoleName: name, PolicyName: POLICY_NAME });
  await iam(ground, account, 'DeleteRole', { RoleName: name });
  ground.directory.changed(account);
}

/** The role that makes network interfaces: one an account, with its first file system. */
export async function giveServiceRole(ground: Ground, account: string): Promise<void> {
  const [{ service, name } = NO_ROLE] = SERVICE_LINKED_ROLES.filter(({ perFileSystem }) => !perFileSystem);
  if (await ground.directory.role(account, name)) return;
  await makeRole(ground, account, service, name);
  ground.directory.changed(account);
}

const NO_ROLE = { service: '', name: '' };

function roleName({ id }: Owner): string {
  return `${S3_DATA_SOURCE_ROLE_PREFIX}${id}`;
}

function policyFor(buckets: readonly string[]): object {
  const role = SERVICE_LINKED_ROLES.find(({ perFileSystem }) => perFileSystem);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: role?.s3Actions ?? [],
        Resource: buckets.flatMap((bucket) => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`]),
      },
    ],
  };
}

async function makeRole(ground: Ground, account: string, service: string, name: string): Promise<void> {
  await iam(ground, account, 'CreateRole', {
    RoleName: name,
    Path: `/aws-service-role/${service}/`,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    }),
  });
}

async function iam(
  { moto }: Pick<SandboxWorld, 'moto'>,
  account: string,
  action: string,
  params: Readonly<Record<string, string>>,
): Promise<void> {
  const answer = await moto.query({ account, service: 'iam', action, params, changes: true });
  if (answer.status === 'error' && answer.code !== 'EntityAlreadyExists' && answer.code !== 'NoSuchEntity') {
    throw new Error(`${action} of ${params['RoleName'] ?? ''}: ${answer.message}`);
  }
}
