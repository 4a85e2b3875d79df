/** Statements to add to the policy of a key, of a bucket, or of whoever calls. */
import { bucketPolicy } from '../../policies/bucket-policy';
import type { PolicyStatement } from '../../policies/document';
import { grantAdministratorPolicy } from '../../policies/grant-administrator-policy';
import { statementsForExistingKey } from '../../policies/key-policy';
import { accountRootArn, parseArn } from '../../facts/arns';
import type { Partition } from '../../facts/regions';
import type { Caller } from '../caller';
import type { Change } from '../diagnosis';
import { accountIn, accountOf, type Scene } from '../scene';
import { accountText, listed } from '../words';
import { deployed } from './grant-change';
import { hclPolicyDocument } from './hcl';
import { command, mergeCommands } from './shell';
import { tsPolicyDocument } from './typescript';
import { deploymentOf, valuesOf, type Shape, type Values } from './values';

/** Names of the statements in `core/policies/key-policy.ts`. */
export type KeyStatementName =
  'Describe' | 'UploadThroughS3' | 'FileSystemThroughS3' | 'CreateGrantForFileSystem' | 'ManageGrants';

/** Statements of the key policy. @param what the sentence of the change, without its account */
export function keyPolicyChange(
  scene: Scene,
  names: readonly KeyStatementName[],
  { what, shape = {} }: { what: string; shape?: Shape },
): Change {
  const values = valuesOf(scene);
  const deployment = deploymentOf(values, shape);
  const statements = statementsForExistingKey(deployment, 'data').filter(({ Sid }) =>
    names.some((name) => name === Sid),
  );
  const step = names.some((name) => name.includes('Grant')) ? 6 : 2;
  return { ...keyPolicy(scene, values, statements, what), ...deployed(scene, step) };
}

/** A statement for a caller that the steps know nothing of. */
export function callerKeyPolicyChange(scene: Scene, account: string, actions: readonly string[]): Change {
  const values = valuesOf(scene);
  const statement: PolicyStatement = {
    Sid: 'Caller',
    Effect: 'Allow',
    Principal: { AWS: accountRootArn(values.partition as Partition, account) },
    Action: actions,
    Resource: '*',
  };
  return keyPolicy(
    scene,
    values,
    [statement],
    `Allow ${listed(actions)} to account ${account} in the key policy`,
  );
}

function keyPolicy(
  scene: Scene,
  values: Values,
  statements: readonly PolicyStatement[],
  what: string,
): Change {
  const account = accountIn(scene, 'key');
  const where = ['--region', values.region, '--key-id', values.keyArn, '--policy-name', 'default'];
  return {
    what: `${what}, in ${accountText(account)}.`,
    account,
    ...asDocument('key_policy', statements, "the key's policy"),
    cli: mergeCommands(
      {
        file: 'key-policy',
        read: command('aws', 'kms', 'get-key-policy', ...where, '--query', 'Policy', '--output', 'text'),
        write: (file) => command('aws', 'kms', 'put-key-policy', ...where, '--policy', file),
      },
      statements,
    ),
  };
}

/** The statements that let the file system use the bucket. */
export function bucketPolicyChange(scene: Scene): Change {
  const values = valuesOf(scene);
  const [bucket] = deploymentOf(values).buckets;
  // The account, which the role's own policy narrows: naming the role alone would lock out whoever links the file system.
  const whole = bucket && bucketPolicy(deploymentOf(values, { usesPattern: true }), bucket);
  const statements = (whole?.Statement ?? []).filter(({ Sid }) => Sid.startsWith('FileSystem'));
  return {
    ...bucketStatements(
      scene,
      statements,
      "Allow the actions of the file system's role in the bucket policy, on the bucket and on its objects",
    ),
    ...deployed(scene, 1),
  };
}

/** A statement for another caller. */
export function callerBucketPolicyChange(
  scene: Scene,
  { principal, actions, resource }: { principal: string; actions: readonly string[]; resource: string },
): Change {
  const statement: PolicyStatement = {
    Sid: 'Caller',
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: actions,
    Resource: resource,
  };
  return bucketStatements(scene, [statement], `Allow ${listed(actions)} to the caller in the bucket policy`);
}

function bucketStatements(scene: Scene, statements: readonly PolicyStatement[], what: string): Change {
  const { bucket } = valuesOf(scene);
  const account = accountIn(scene, 'bucket');
  return {
    what: `${what}, in ${accountText(account)}.`,
    account,
    ...asDocument('bucket_policy', statements, "the bucket's policy"),
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
    ),
  };
}

/** A policy for whoever creates the grants. */
export function grantAdministratorChange(scene: Scene, caller: Caller): Change {
  const { Statement } = grantAdministratorPolicy([valuesOf(scene).keyArn]);
  return identityChange(
    scene,
    caller,
    Statement,
    "Allow creating grants on the key in the caller's own policy",
  );
}

/** A policy for a caller. */
export function callerPolicyChange(
  scene: Scene,
  caller: Caller,
  { actions, resource }: { actions: readonly string[]; resource: string },
): Change {
  const statement: PolicyStatement = { Sid: 'Caller', Effect: 'Allow', Action: actions, Resource: resource };
  return identityChange(scene, caller, [statement], `Allow ${listed(actions)} in the caller's own policy`);
}

function identityChange(
  scene: Scene,
  caller: Caller,
  statements: readonly PolicyStatement[],
  what: string,
): Change {
  const account = caller.kind === 'principal' ? accountOf(scene, caller.account) : {};
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
  const owner = ownerOf(caller);
  return {
    what: `${what}, in ${accountText(account)}.`,
    account,
    ...asDocument('caller', statements, "the caller's policy"),
    ...(owner && {
      cli: `cat > policy.json <<'JSON'\n${policy}\nJSON\n${command('aws', 'iam', ...owner, '--policy-name', 'fsx-lustre-kms', '--policy-document', 'file://policy.json')}`,
    }),
  };
}

/** Whose policy can be put; that of a role of IAM Identity Center is its permission set's. */
function ownerOf(caller: Caller): [operation: string, option: string, name: string] | undefined {
  if (caller.kind !== 'principal' || caller.name.startsWith('AWSReservedSSO_')) return undefined;
  const [type, ...path] = parseArn(caller.arn)?.resource.split('/') ?? [];
  if (type === 'user') return ['put-user-policy', '--user-name', path.at(-1) ?? ''];
  return type === 'role' || type === 'assumed-role'
    ? ['put-role-policy', '--role-name', caller.name]
    : undefined;
}

function asDocument(
  name: string,
  statements: readonly PolicyStatement[],
  into: string,
): Pick<Change, 'terraform' | 'cdktf'> {
  const id = name.replaceAll('_', '-');
  return {
    terraform: `# in the document of ${into}: source_policy_documents = [data.aws_iam_policy_document.${name}.json]\n${hclPolicyDocument(name, statements)}`,
    cdktf: `// in the document of ${into}: sourcePolicyDocuments: [statements.json]\n${tsPolicyDocument(id, statements).replace('\nnew ', '\nconst statements = new ')}`,
  };
}
