/** Errors of AWS's that name the wrong part by themselves. */
import type { KnownError, KnownErrorId } from '../evidence/known-errors';
import type { StepId } from '../journey/steps';
import { bucketPolicyChange, keyPolicyChange } from './changes/policy-changes';
import { command } from './changes/shell';
import { valuesOf } from './changes/values';
import { describeAssociations, describeKey, getBucketPolicy, getKeyPolicy, listGrants } from './commands';
import type { BrokenLayer, Change, Confidence, OpenPoint } from './diagnosis';
import type { Found } from './found';
import { accountIn, type Scene } from './scene';
import type { AccountRole } from '../journey/steps';

interface Meaning {
  layer: BrokenLayer;
  title: string;
  account: AccountRole;
  step: StepId;
  confidence: Confidence;
  /** What it means, as a sentence. */
  means: string;
  unsure: (scene: Scene) => OpenPoint[];
  changes: (scene: Scene) => Change[];
}

const none = (): Change[] => [];

const MEANINGS: Readonly<Record<KnownErrorId, Meaning>> = {
  'bucket-not-validated': {
    layer: 'bucket-policy',
    title: 'FSx cannot validate the access to the bucket',
    account: 'bucket',
    step: 'bucket-policy',
    confidence: 'likely',
    means:
      'FSx looks with the permissions of whoever creates the association (or the file system), before any role of the file system is asked: this principal needs s3:Get*, s3:List* and s3:PutObject on the bucket and its objects. The key has no part in it.',
    unsure: (scene) => [
      {
        text: 'Whether the bucket policy allows them to account A, on the bucket and on its objects.',
        ...getBucketPolicy(scene),
      },
      {
        text: "Whether the creator's own policies allow them as well: across accounts both have to.",
        command: 'aws sts get-caller-identity',
        account: accountIn(scene, 'fileSystem'),
      },
    ],
    changes: (scene) => [bucketPolicyChange(scene)],
  },
  'association-misconfigured': {
    layer: 'association',
    title: 'The association is MISCONFIGURED',
    account: 'fileSystem',
    step: 'upload-and-mount',
    confidence: 'certain',
    means:
      'FSx neither imports nor exports changes by itself until it is repaired. It comes from a missing permission on the bucket, or from the event notification "FSx" on the bucket, which was changed, deleted, or overlaps with another.',
    unsure: (scene) => [
      { text: 'Which of the two it is.', ...describeAssociations(scene) },
      {
        text: 'Whether the bucket policy allows s3:Get*, s3:List* and s3:PutBucketNotification on the bucket.',
        ...getBucketPolicy(scene),
      },
      {
        text: 'Whether the notification FSx is there, and alone. In Terraform, aws_s3_bucket_notification owns them all and takes it away.',
        command: command(
          'aws',
          's3api',
          'get-bucket-notification-configuration',
          '--bucket',
          valuesOf(scene).bucket,
        ),
        account: accountIn(scene, 'bucket'),
      },
    ],
    changes: none,
  },
  'key-policy-principal': {
    layer: 'key-policy',
    title: 'The key policy names a principal that does not exist',
    account: 'key',
    step: 'key-policy',
    confidence: 'certain',
    means:
      "KMS takes no policy with a principal that it cannot find, and none with a wildcard in the ARN. The file system's role is there only after the first association: until then name the account, narrowed by aws:PrincipalArn.",
    unsure: (scene) => [
      {
        text: 'Whether the role exists.',
        command: `aws iam list-roles --path-prefix /aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/`,
        account: accountIn(scene, 'fileSystem'),
      },
    ],
    changes: (scene) => [
      keyPolicyChange(scene, ['FileSystemThroughS3'], {
        what: 'Name account A and narrow it to the role, which need not exist for that, in the key policy',
        shape: { usesPattern: true },
      }),
    ],
  },
  'bucket-policy-principal': {
    layer: 'bucket-policy',
    title: 'The bucket policy names a principal that does not exist',
    account: 'bucket',
    step: 'bucket-policy',
    confidence: 'certain',
    means:
      "S3 takes no policy with a principal that it cannot find. The file system's role is there only after the first association: until then name the account.",
    unsure: (scene) => [
      {
        text: 'Whether the role exists.',
        command: `aws iam list-roles --path-prefix /aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/`,
        account: accountIn(scene, 'fileSystem'),
      },
    ],
    changes: (scene) => [bucketPolicyChange(scene)],
  },
  'key-policy-lock-out': {
    layer: 'key-policy',
    title: 'The new key policy would lock its owner out',
    account: 'key',
    step: 'key-policy',
    confidence: 'certain',
    means:
      'KMS refuses a policy after which whoever puts it could not put another: it takes a statement that lets account C administer the key, and a caller whose own policies allow kms:PutKeyPolicy.',
    unsure: (scene) => [
      { text: 'What the policy in force says; the refused one is not in it.', ...getKeyPolicy(scene) },
    ],
    changes: none,
  },
  'grantee-unknown': {
    layer: 'grant',
    title: 'The grant names a principal or key that KMS cannot find',
    account: 'fileSystem',
    step: 'grant',
    confidence: 'likely',
    means:
      "InvalidArnException: an ARN is malformed, or its principal does not exist. The file system's role is there only after the first association, and has its path in its ARN; the key of another account is named by its full ARN.",
    unsure: (scene) => [
      {
        text: 'Whether the role exists.',
        command: `aws iam list-roles --path-prefix /aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/`,
        account: accountIn(scene, 'fileSystem'),
      },
    ],
    changes: none,
  },
  'grant-two-constraints': {
    layer: 'grant',
    title: 'The grant has two constraints',
    account: 'fileSystem',
    step: 'grant',
    confidence: 'certain',
    means: 'A grant takes EncryptionContextSubset or EncryptionContextEquals, and not both.',
    unsure: (scene) => [{ text: 'Which grants the role has.', ...listGrants(scene) }],
    changes: none,
  },
  'key-disabled': {
    layer: 'key',
    title: 'The key is disabled',
    account: 'key',
    step: 'key-policy',
    confidence: 'certain',
    means: 'A disabled key does nothing for anybody, whatever policies and grants say.',
    unsure: (scene) => [{ text: 'Whether it still is.', ...describeKey(scene) }],
    changes: (scene) => [keyStateChange(scene, 'enable-key', 'Enable the key')],
  },
  'key-state': {
    layer: 'key',
    title: 'The state of the key does not allow the call',
    account: 'key',
    step: 'key-policy',
    confidence: 'certain',
    means:
      'The key waits for its deletion, for key material, or for an update. Once it is deleted, nothing that it encrypts can ever be read again.',
    unsure: (scene) => [{ text: 'Which state it is in, and until when.', ...describeKey(scene) }],
    changes: none,
  },
  'key-not-found': {
    layer: 'key',
    title: 'KMS does not find the key',
    account: 'key',
    step: 'key-policy',
    confidence: 'certain',
    means:
      "The key is not in this Region, or not in this account: an alias or a bare id is looked up in the caller's own account, and another account's key is named by its full ARN.",
    unsure: (scene) => [{ text: 'Whether the key exists.', ...describeKey(scene) }],
    changes: none,
  },
  'key-type': {
    layer: 'key',
    title: 'The key is of a type that S3 cannot use',
    account: 'key',
    step: 'key-policy',
    confidence: 'certain',
    means: 'S3 and FSx for Lustre take symmetric encryption keys alone (SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT).',
    unsure: (scene) => [{ text: 'Its KeySpec and KeyUsage.', ...describeKey(scene) }],
    changes: none,
  },
};

export function knownErrorFound({ id, said }: KnownError, scene: Scene): Found {
  const { account, means, unsure, changes, ...rest } = MEANINGS[id];
  return {
    ...rest,
    account: accountIn(scene, account),
    sure: [`AWS said "${said}".`, means],
    unsure: unsure(scene),
    changes: changes(scene),
  };
}

function keyStateChange(scene: Scene, operation: string, what: string): Change {
  const { region, keyArn } = valuesOf(scene);
  return {
    what: `${what}, with the consent of its owner: it may be disabled for a reason.`,
    account: accountIn(scene, 'key'),
    terraform: '# in the resource "aws_kms_key"\nis_enabled = true',
    cdktf: '// in the props of the KmsKey\nisEnabled: true,',
    cli: command('aws', 'kms', operation, '--region', region, '--key-id', keyArn),
  };
}
