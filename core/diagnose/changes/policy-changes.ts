/** Statements to add to the policy of a key or of a bucket. */
import { bucketPolicy } from '../../policies/bucket-policy';
import type { PolicyStatement } from '../../policies/document';
import { statementsForExistingKey } from '../../policies/key-policy';
import { accountRootArn } from '../../facts/arns';
import type { Partition } from '../../facts/regions';
import { FILE_SYSTEM_BUCKET_ACTIONS, FILE_SYSTEM_OBJECT_ACTIONS } from '../../facts/s3';
import type { Change } from '../diagnosis';
import { accountIn, type Scene } from '../scene';
import { accountText, listed } from '../words';
import { asDocument, type DocumentOptions } from './as-document';
import { deployed } from './grant-change';
import { narrowedTo, sidFor } from './narrowed';
import { command, mergeCommands, type Merging } from './shell';
import { deploymentOf, valuesOf, type Shape, type Values } from './values';

/** Names of the statements in `core/policies/key-policy.ts`. */
export type KeyStatementName =
  'Describe' | 'UploadThroughS3' | 'FileSystemThroughS3' | 'CreateGrantForFileSystem' | 'ManageGrants';

/**
 * Statements of the key policy.
 * @param what the sentence of the change, without its account
 * @param only actions of the statements; without it, all that they have
 */
export function keyPolicyChange(
  scene: Scene,
  names: readonly KeyStatementName[],
  {
    what,
    shape = {},
    only,
    also = '',
  }: { what: string; shape?: Shape; only?: readonly string[]; also?: string },
): Change {
  const values = valuesOf(scene);
  const deployment = deploymentOf(values, shape);
  const statements = statementsForExistingKey(deployment, 'data').filter(({ Sid }) =>
    names.some((name) => name === Sid),
  );
  const step = names.some((name) => name.includes('Grant')) ? 6 : 2;
  return {
    ...keyPolicy(scene, { values, statements: only ? narrowedTo(only, statements) : statements }, what, {
      also,
      merging: only ? 'add' : 'replace',
    }),
    ...deployed(scene, step),
  };
}

/** A statement for a caller that the steps know nothing of. */
export function callerKeyPolicyChange(scene: Scene, account: string, actions: readonly string[]): Change {
  const values = valuesOf(scene);
  const statement: PolicyStatement = {
    Sid: sidFor('Caller', actions),
    Effect: 'Allow',
    Principal: { AWS: accountRootArn(values.partition as Partition, account) },
    Action: actions,
    Resource: '*',
  };
  const what = `Allow ${listed(actions)} to account ${account} in the key policy`;
  return keyPolicy(scene, { values, statements: [statement] }, what, { merging: 'add' });
}

/** In Terraform a statement of the document hides one of the same Sid that comes from elsewhere. */
function mergedAs(merging: Merging): DocumentOptions {
  return merging === 'replace' ? { merging } : { merging, notes: ['where no statement has this Sid yet'] };
}

function keyPolicy(
  scene: Scene,
  { values, statements }: { values: Values; statements: readonly PolicyStatement[] },
  what: string,
  { also = '', merging }: { also?: string; merging: Merging },
): Change {
  const account = accountIn(scene, 'key');
  const where = ['--region', values.region, '--key-id', values.keyArn, '--policy-name', 'default'];
  return {
    what: `${what}, in ${accountText(account)}.${also}`,
    account,
    ...asDocument('key_policy_change', statements, "the key's policy", mergedAs(merging)),
    cli: mergeCommands(
      {
        file: 'key-policy',
        read: command('aws', 'kms', 'get-key-policy', ...where, '--query', 'Policy', '--output', 'text'),
        write: (file) => command('aws', 'kms', 'put-key-policy', ...where, '--policy', file),
      },
      statements,
      merging,
    ),
  };
}

/** The statements that let the file system use the bucket. */
export function bucketPolicyChange(scene: Scene): Change {
  return {
    ...bucketStatements(
      scene,
      fileSystemStatements(scene),
      "Allow the actions of the file system's role in the bucket policy, on the bucket and on its objects",
      { merging: 'replace' },
    ),
    ...deployed(scene, 1),
  };
}

/** The same for what was refused alone. @param resource ARN of the bucket or of an object in it */
export function refusedBucketPolicyChange(
  scene: Scene,
  { actions, resource }: { actions: readonly string[]; resource: string | undefined },
): Change {
  const isObject = (action: string): boolean =>
    resource === undefined
      ? !action.includes('Bucket') && /Object|Part|AbortMultipart/.test(action)
      : resource.includes('/');
  const statements = fileSystemStatements(scene).flatMap((statement) =>
    narrowedTo(
      actions.filter((action) => isObject(action) === [statement.Resource].flat()[0]?.endsWith('/*')),
      [statement],
    ),
  );
  return {
    ...bucketStatements(
      scene,
      statements,
      `Allow ${listed(actions)} to the file system's account in the bucket policy, as whose role it calls`,
      {
        also: ` That is what was refused. For all of the steps the role takes ${listed(FILE_SYSTEM_BUCKET_ACTIONS)} on the bucket, and ${listed(FILE_SYSTEM_OBJECT_ACTIONS)} on its objects.`,
        merging: 'add',
      },
    ),
    ...deployed(scene, 1),
  };
}

function fileSystemStatements(scene: Scene): PolicyStatement[] {
  const values = valuesOf(scene);
  const [bucket] = deploymentOf(values).buckets;
  // The account, which the role's own policy narrows: naming the role alone would lock out whoever links the file system.
  const whole = bucket && bucketPolicy(deploymentOf(values, { usesPattern: true }), bucket);
  return (whole?.Statement ?? []).filter(({ Sid }) => Sid.startsWith('FileSystem'));
}

/** A statement for another caller. */
export function callerBucketPolicyChange(
  scene: Scene,
  { principal, actions, resource }: { principal: string; actions: readonly string[]; resource: string },
): Change {
  const statement: PolicyStatement = {
    Sid: sidFor('Caller', actions),
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: actions,
    Resource: resource,
  };
  const what = `Allow ${listed(actions)} to the caller in the bucket policy`;
  return bucketStatements(scene, [statement], what, { merging: 'add' });
}

function bucketStatements(
  scene: Scene,
  statements: readonly PolicyStatement[],
  what: string,
  { also = '', merging }: { also?: string; merging: Merging },
): Change {
  const { bucket } = valuesOf(scene);
  const account = accountIn(scene, 'bucket');
  return {
    what: `${what}, in ${accountText(account)}.${also}`,
    account,
    ...asDocument('bucket_policy_change', statements, "the bucket's policy", mergedAs(merging)),
    cli: mergeCommands(
      {
        file: 'bucket-policy',
        read: command(
          'aws',
          's3api',
          'get-bucket-policy',
          '--bucket',
          bucket,
          '--query',
          'Policy',
          '--output',
          'text',
        ),
        write: (file) => command('aws', 's3api', 'put-bucket-policy', '--bucket', bucket, '--policy', file),
      },
      statements,
      merging,
    ),
  };
}
