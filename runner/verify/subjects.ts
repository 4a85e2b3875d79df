/** What a proof is about: ids from the stacks' outputs, and which of things are meant from the deployment. */
import type { ResolvedBucket } from '../../core/deployment/resolve';
import {
  FILE_SYSTEM_ID,
  fileSystemRoleArn,
  parseArn,
  S3_DATA_SOURCE_ROLE_PREFIX,
} from '../../core/facts/arns';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import { testObjectKey } from '../../core/journey/test-object';
import type { Verification } from './verification';

/** The service-linked role through which a file system of account A uses S3. */
export interface FileSystemRole {
  arn: string;
  /** ARN of its sessions, as CloudTrail names them. */
  sessionArn: string;
  /** Undefined before the file system is there: then the role is that of any file system of account A. */
  fileSystemId: string | undefined;
}

/** Stands for any file system of account A, as long as there is none. */
const ANY_FILE_SYSTEM = 'fs-0123456789abcdef0';

export function fileSystemIdOf({ outputs, deployment }: Verification): string | undefined {
  const id = outputs.fileSystem?.['file_system_id'] ?? deployment.fileSystem.existingId;
  return id !== undefined && FILE_SYSTEM_ID.test(id) ? id : undefined;
}

export function fileSystemRoleOf(on: Verification): FileSystemRole {
  const { partition, accounts, serviceLinkedRole } = on.deployment;
  const exact = serviceLinkedRole === 'pattern' ? undefined : serviceLinkedRole;
  const fileSystemId = fileSystemIdOf(on) ?? exact;
  const id = fileSystemId ?? ANY_FILE_SYSTEM;
  return {
    arn: fileSystemRoleArn(partition, accounts.fileSystem.id, id),
    sessionArn: `arn:${partition}:sts::${accounts.fileSystem.id}:assumed-role/${S3_DATA_SOURCE_ROLE_PREFIX}${id}/FSx`,
    fileSystemId,
  };
}

/** ARN of a key: of an existing one as given, of another from the outputs of account C's stack. */
export function keyArnOf({ outputs, deployment }: Verification, keyName: string): string | undefined {
  const existing = deployment.keys.find(({ name }) => name === keyName)?.existingArn;
  const arn = existing ?? outputs.key?.[`key_arn_${keyName}`];
  return arn !== undefined && parseArn(arn)?.service === 'kms' ? arn : undefined;
}

/** Names of the keys that buckets use. */
export function usedKeysOf({ deployment }: Verification): string[] {
  return [...new Set(deployment.buckets.map(({ key }) => key))];
}

/** One entry for each bucket in S3: two entries may link two folders of one existing bucket. */
export function distinctBucketsOf({ deployment }: Verification): ResolvedBucket[] {
  return [...new Map(deployment.buckets.map((bucket) => [bucket.bucketName, bucket])).values()];
}

export type Client = { status: 'known'; instanceId: string } | { status: 'none'; why: string };

/** The instance with the file system mounted. */
export function clientOf({ outputs, deployment }: Verification): Client {
  const { enabled, existingInstanceId } = deployment.client;
  const instanceId = outputs.fileSystem?.['client_instance_id'] ?? existingInstanceId;
  if (instanceId !== undefined && /^i-[0-9a-f]{8,17}$/.test(instanceId))
    return { status: 'known', instanceId };
  return enabled
    ? { status: 'none', why: notDeployed('fileSystem', 'client_instance_id') }
    : { status: 'none', why: 'client.enabled is false: there is no instance to run commands on.' };
}

/** The object that is read through the file system. */
export interface TestObject {
  key: string;
  /** Whether the stacks upload it. */
  isOurs: boolean;
}

export function testObjectOf({ outputs }: Verification, bucket: ResolvedBucket): TestObject {
  const uri = outputs.bucket?.[`test_object_${bucket.name}`];
  const begins = `s3://${bucket.bucketName}/`;
  if (uri?.startsWith(begins)) return { key: uri.slice(begins.length), isOurs: true };
  return { key: testObjectKey(bucket), isOurs: false };
}

/** What is said where an id would come from an output that is not there. */
export function notDeployed(account: AccountRole, output: string): string {
  return `Stack ${ACCOUNTS[account].stack} has no output ${output}: deploy it first.`;
}
