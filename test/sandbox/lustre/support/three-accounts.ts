import { fileSystemRoleArn } from '../../../../core/facts/arns';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import type { Keys } from '../../clients';
import { query, send } from '../../signed';
import { call, expectOk } from './json-call';

/** Bucket of account B in these tests. */
export const BUCKET = 'linked-bucket';

/** A call of EC2 that succeeds; the first text of a tag in its answer. @throws when it does not succeed */
export async function ec2(
  sandbox: RunningSandbox,
  keys: Keys,
  action: string,
  params: Record<string, string>,
  tag: string,
): Promise<string> {
  const { status, text } = await query(sandbox, keys, 'ec2', action, params);
  const found = new RegExp(`<${tag}>([^<]+)`).exec(text)?.[1];
  if (status !== 200 || found === undefined) throw new Error(`${action}: ${status} ${text}`);
  return found;
}

/** A request of S3, path style; its answer. */
export async function s3(
  sandbox: RunningSandbox,
  keys: Keys,
  method: string,
  target: string,
  body: string | Buffer = '',
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await send(sandbox, keys, { service: 's3', method, target: `/${target}`, body, headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function s3Ok(...request: Parameters<typeof s3>): Promise<void> {
  const { status, text } = await s3(...request);
  if (status >= 300) throw new Error(`${request[2]} ${request[3]}: ${status} ${text}`);
}

export interface Network {
  vpcId: string;
  subnetId: string;
}

export async function makeNetwork(sandbox: RunningSandbox): Promise<Network> {
  const keys = sandbox.accounts.fileSystem;
  const vpcId = await ec2(sandbox, keys, 'CreateVpc', { CidrBlock: '10.0.0.0/16' }, 'vpcId');
  const params = { VpcId: vpcId, CidrBlock: '10.0.1.0/24' };
  return { vpcId, subnetId: await ec2(sandbox, keys, 'CreateSubnet', params, 'subnetId') };
}

/** The key of account C: shared with A and B as steps 2 and 6 have it. */
export async function makeKey(sandbox: RunningSandbox): Promise<string> {
  const { fileSystem, bucket, key } = sandbox.accounts;
  const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
  const use = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'];
  const statements = [
    { Effect: 'Allow', Principal: root(key.id), Action: 'kms:*', Resource: '*' },
    { Effect: 'Allow', Principal: root(bucket.id), Action: use, Resource: '*' },
    { Effect: 'Allow', Principal: root(fileSystem.id), Action: use, Resource: '*' },
    {
      Effect: 'Allow',
      Principal: root(fileSystem.id),
      Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      Resource: '*',
    },
  ];
  const { KeyMetadata: made } = await expectOk<{ KeyMetadata: { Arn: string } }>(
    sandbox,
    key,
    'kms',
    'CreateKey',
    {
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    },
  );
  return made.Arn;
}

/** The bucket of account B: open to account A, encrypted with a key by default. */
export async function makeBucket(
  sandbox: RunningSandbox,
  keyArn: string | undefined,
  principal = `arn:aws:iam::${sandbox.accounts.fileSystem.id}:root`,
): Promise<void> {
  const keys = sandbox.accounts.bucket;
  await s3Ok(sandbox, keys, 'PUT', BUCKET);
  await putBucketPolicy(sandbox, principal);
  if (keyArn === undefined) return;
  await s3Ok(
    sandbox,
    keys,
    'PUT',
    `${BUCKET}?encryption=`,
    `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${keyArn}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`,
  );
}

export async function putBucketPolicy(sandbox: RunningSandbox, principal: string): Promise<void> {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
      },
    ],
  };
  await s3Ok(sandbox, sandbox.accounts.bucket, 'PUT', `${BUCKET}?policy=`, JSON.stringify(policy));
}

export async function upload(sandbox: RunningSandbox, key: string, content: string): Promise<void> {
  await s3Ok(sandbox, sandbox.accounts.bucket, 'PUT', `${BUCKET}/${key}`, content);
}

export interface FileSystem {
  id: string;
  dnsName: string;
  mountName: string;
}

/** A file system of account A, by default PERSISTENT_2 with a log. */
export async function makeFileSystem(
  sandbox: RunningSandbox,
  { subnetId }: Network,
  lustre: object = {},
): Promise<FileSystem> {
  const { FileSystem: made } = await expectOk<{
    FileSystem: { FileSystemId: string; DNSName: string; LustreConfiguration: { MountName: string } };
  }>(sandbox, sandbox.accounts.fileSystem, 'fsx', 'CreateFileSystem', {
    FileSystemType: 'LUSTRE',
    FileSystemTypeVersion: '2.15',
    StorageCapacity: 1200,
    SubnetIds: [subnetId],
    LustreConfiguration: {
      DeploymentType: 'PERSISTENT_2',
      PerUnitStorageThroughput: 125,
      LogConfiguration: { Level: 'WARN_ERROR' },
      ...lustre,
    },
  });
  return { id: made.FileSystemId, dnsName: made.DNSName, mountName: made.LustreConfiguration.MountName };
}

/** Links the whole bucket to the root of a file system; the association's id. */
export async function link(sandbox: RunningSandbox, { id }: FileSystem, more: object = {}): Promise<string> {
  const { Association: made } = await expectOk<{ Association: { AssociationId: string } }>(
    sandbox,
    sandbox.accounts.fileSystem,
    'fsx',
    'CreateDataRepositoryAssociation',
    {
      FileSystemId: id,
      FileSystemPath: '/',
      DataRepositoryPath: `s3://${BUCKET}`,
      BatchImportMetaDataOnCreate: true,
      S3: { AutoImportPolicy: { Events: ['NEW', 'CHANGED', 'DELETED'] } },
      ...more,
    },
  );
  return made.AssociationId;
}

export function roleArn(sandbox: RunningSandbox, { id }: FileSystem): string {
  return fileSystemRoleArn('aws', sandbox.accounts.fileSystem.id, id);
}

/** Step 6: the grant for the file system's role; its id. */
export async function grant(
  sandbox: RunningSandbox,
  fileSystem: FileSystem,
  keyArn: string,
  operations: string[] = ['Decrypt', 'GenerateDataKey', 'DescribeKey'],
): Promise<string> {
  const { GrantId: id } = await expectOk<{ GrantId: string }>(
    sandbox,
    sandbox.accounts.fileSystem,
    'kms',
    'CreateGrant',
    { KeyId: keyArn, GranteePrincipal: roleArn(sandbox, fileSystem), Operations: operations },
  );
  return id;
}

/** The first boot of a client, as the stack of account A writes it. */
export function userData({ dnsName, mountName }: FileSystem): string {
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    'dnf install -y lustre-client',
    'mkdir -p /fsx',
    `mount -t lustre -o relatime,flock ${dnsName}@tcp:/${mountName} /fsx`,
    `echo "${dnsName}@tcp:/${mountName} /fsx lustre defaults,_netdev 0 0" >> /etc/fstab`,
    '',
  ].join('\n');
}

/** An instance of account A in a subnet; its id. */
export async function launch(sandbox: RunningSandbox, { subnetId }: Network, script = ''): Promise<string> {
  const params = {
    ImageId: 'ami-12c6146b',
    InstanceType: 'c5n.large',
    MinCount: '1',
    MaxCount: '1',
    SubnetId: subnetId,
    ...(script === '' ? {} : { UserData: Buffer.from(script).toString('base64') }),
  };
  return ec2(sandbox, sandbox.accounts.fileSystem, 'RunInstances', params, 'instanceId');
}

export interface Invocation {
  Status: string;
  ResponseCode: number;
  StandardOutputContent: string;
  StandardErrorContent: string;
}

/** How often a command is asked for before a test gives up. */
const MAX_LOOKS = 500;

/** Runs commands on an instance through Systems Manager, and waits for their end. */
export async function run(
  sandbox: RunningSandbox,
  instanceId: string,
  ...commands: string[]
): Promise<Invocation> {
  const keys = sandbox.accounts.fileSystem;
  const { Command: sent } = await expectOk<{ Command: { CommandId: string } }>(
    sandbox,
    keys,
    'ssm',
    'SendCommand',
    {
      DocumentName: 'AWS-RunShellScript',
      InstanceIds: [instanceId],
      Parameters: { commands },
    },
  );
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const { body } = await call(sandbox, keys, 'ssm', 'GetCommandInvocation', {
      CommandId: sent.CommandId,
      InstanceId: instanceId,
    });
    const invocation = body as unknown as Invocation;
    if (!['Pending', 'InProgress'].includes(invocation.Status)) return invocation;
  }
  throw new Error(`${commands.join('; ')}: still running`);
}
