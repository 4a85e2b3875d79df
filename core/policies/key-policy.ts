/**
 * What the policy of a key in account C says.
 *
 * Sources: FSx for Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets"; KMS Developer
 * Guide, "Key policies", "Allowing users in other accounts to use a KMS key", "AWS KMS condition keys".
 */
import { bucketsOfKey, needsGrant, type ResolvedDeployment } from '../deployment/resolve';
import { accountRootArn, s3ViaService } from '../facts/arns';
import { hasReached, type StepId } from '../journey/steps';
import { policyDocument, type ConditionBlock, type PolicyDocument, type PolicyStatement } from './document';

interface KeyStatement {
  /** Step of the walkthrough from which the key policy holds it. */
  from: (deployment: ResolvedDeployment) => StepId;
  /** Undefined where this deployment has no use for it. */
  build: (deployment: ResolvedDeployment, keyName: string) => PolicyStatement | undefined;
}

/**
 * Use of the key through S3 on certain buckets by principals of one account. The encryption context is the
 * object's ARN, or the bucket's with S3 Bucket Keys; both are listed, as older objects keep theirs.
 */
function throughS3(deployment: ResolvedDeployment, keyName: string, callerAccount: string): ConditionBlock {
  const buckets = bucketsOfKey(deployment, keyName);
  return {
    StringEquals: {
      'kms:CallerAccount': callerAccount,
      'kms:ViaService': s3ViaService(deployment.region),
    },
    StringLike: {
      'kms:EncryptionContext:aws:s3:arn': buckets.flatMap(({ arn }) => [arn, `${arn}/*`]),
    },
  };
}

const STATEMENTS: readonly KeyStatement[] = [
  {
    // Without it nobody could change the policy again: the account root has no access of its own.
    from: () => 'key-policy',
    build: ({ partition, accounts }) => ({
      Sid: 'Administration',
      Effect: 'Allow',
      Principal: { AWS: accountRootArn(partition, accounts.key.id) },
      Action: 'kms:*',
      Resource: '*',
    }),
  },
  {
    from: () => 'key-policy',
    build: ({ partition, accounts }) => ({
      Sid: 'Describe',
      Effect: 'Allow',
      Principal: {
        AWS: [...new Set([accounts.fileSystem.id, accounts.bucket.id])].map((id) =>
          accountRootArn(partition, id),
        ),
      },
      Action: 'kms:DescribeKey',
      Resource: '*',
    }),
  },
  {
    // PutObject generates a data key; multipart uploads and reads decrypt it (S3 User Guide, "Using SSE-KMS").
    from: () => 'key-policy',
    build: (deployment, keyName) =>
      bucketsOfKey(deployment, keyName).length === 0
        ? undefined
        : {
            Sid: 'UploadThroughS3',
            Effect: 'Allow',
            Principal: { AWS: accountRootArn(deployment.partition, deployment.accounts.bucket.id) },
            Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
            Resource: '*',
            Condition: throughS3(deployment, keyName, deployment.accounts.bucket.id),
          },
  },
  {
    // Across accounts this statement is there from the start, so that step 5 fails for want of a grant and not of
    // a key policy. In the file system's own account it is what allows the read: it comes where the grant would.
    from: ({ keyInFileSystemAccount }) => (keyInFileSystemAccount ? 'grant' : 'key-policy'),
    build: (deployment, keyName) =>
      bucketsOfKey(deployment, keyName).length === 0 ? undefined : fileSystemStatement(deployment, keyName),
  },
  {
    // In a statement of its own: a direct create-grant carries neither kms:ViaService nor an encryption context.
    from: () => 'grant',
    build: (deployment, keyName) =>
      !needsGrant(deployment, keyName)
        ? undefined
        : {
            Sid: 'CreateGrantForFileSystem',
            Effect: 'Allow',
            Principal: { AWS: grantAdministrator(deployment) },
            Action: 'kms:CreateGrant',
            Resource: '*',
            Condition: {
              StringLike: { 'kms:GranteePrincipal': deployment.role.arn },
              'ForAllValues:StringEquals': { 'kms:GrantOperations': deployment.grant.operations },
            },
          },
  },
  {
    from: () => 'grant',
    build: (deployment, keyName) =>
      !needsGrant(deployment, keyName)
        ? undefined
        : {
            Sid: 'ManageGrants',
            Effect: 'Allow',
            Principal: { AWS: grantAdministrator(deployment) },
            Action: ['kms:ListGrants', 'kms:RevokeGrant'],
            Resource: '*',
          },
  },
];

/** Who creates the grants: a named principal of account A, else whoever its identity policies allow. */
function grantAdministrator({ partition, accounts, grant }: ResolvedDeployment): string {
  return grant.adminPrincipalArn ?? accountRootArn(partition, accounts.fileSystem.id);
}

function fileSystemStatement(deployment: ResolvedDeployment, keyName: string): PolicyStatement {
  const { partition, accounts, role, keyInFileSystemAccount, throughStep } = deployment;
  const condition = throughS3(deployment, keyName, accounts.fileSystem.id);
  const statement = (principal: string, conditions: ConditionBlock): PolicyStatement => ({
    Sid: 'FileSystemThroughS3',
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: conditions,
  });
  // The role exists once the file system is linked (step 4), and KMS refuses a policy that names nobody.
  if (role.match === 'exact' && hasReached(throughStep, 'grant')) return statement(role.arn, condition);
  // The account principal only delegates to identity policies. The role's cannot be edited, so a key in its own
  // account must name principals directly: everybody, narrowed by the conditions.
  const principal = keyInFileSystemAccount ? '*' : accountRootArn(partition, accounts.fileSystem.id);
  // aws:PrincipalArn is the role's ARN for its sessions too (IAM User Guide, "Global condition keys").
  return statement(principal, { ...condition, ArnLike: { 'aws:PrincipalArn': role.arn } });
}

/** The statements of a key's policy that the steps up to `throughStep` need, in a fixed order. */
export function keyPolicyStatements(deployment: ResolvedDeployment, keyName: string): PolicyStatement[] {
  return STATEMENTS.filter(({ from }) => hasReached(deployment.throughStep, from(deployment))).flatMap(
    ({ build }) => build(deployment, keyName) ?? [],
  );
}

/** The whole policy of a key that we create. */
export function keyPolicy(deployment: ResolvedDeployment, keyName: string): PolicyDocument {
  return policyDocument(keyPolicyStatements(deployment, keyName));
}

/** What the owner of an existing key has to add to its policy: everything but the administration of the key. */
export function statementsForExistingKey(deployment: ResolvedDeployment, keyName: string): PolicyStatement[] {
  return keyPolicyStatements(deployment, keyName).filter(({ Sid }) => Sid !== 'Administration');
}
