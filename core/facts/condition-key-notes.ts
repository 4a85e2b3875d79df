/**
 * What to know of the condition keys that people use on KMS keys and linked buckets, for hover and completion.
 * Written for this project; facts from the KMS Developer Guide, "AWS KMS condition keys", and the IAM User Guide,
 * "AWS global condition context keys".
 */
import { conditionKey } from './condition-keys';

export interface ConditionKeyNote {
  /** One or two sentences on what it compares. */
  what: string;
  /** A value as it may stand in a policy. */
  example: string;
  /** What goes wrong with it. */
  trap: string;
}

/** By the key's name, templates as templates. */
export const CONDITION_KEY_NOTES: Readonly<Record<string, ConditionKeyNote>> = {
  'kms:BypassPolicyLockoutSafetyCheck': {
    what: 'Whether the caller asks KMS to skip the check that somebody can still change the key policy.',
    example: 'true',
    trap: 'Deny it when true. A key policy that nobody can change is only repaired by AWS Support.',
  },
  'kms:CallerAccount': {
    what: 'The account of whoever makes the request; for a call through a service, the account on whose behalf.',
    example: '111122223333',
    trap: 'Twelve digits in quotes. It must be the account of the principals in the same statement, or nothing passes.',
  },
  'kms:CustomerMasterKeySpec': {
    what: 'The former name of kms:KeySpec. It still works.',
    example: 'SYMMETRIC_DEFAULT',
    trap: 'Deprecated: write kms:KeySpec.',
  },
  'kms:CustomerMasterKeyUsage': {
    what: 'The former name of kms:KeyUsage. It still works.',
    example: 'ENCRYPT_DECRYPT',
    trap: 'Deprecated: write kms:KeyUsage.',
  },
  'kms:DataKeyPairSpec': {
    what: 'Which kind of key pair is asked for when KMS generates one.',
    example: 'RSA_2048',
    trap: 'Only the two GenerateDataKeyPair actions carry it; beside GenerateDataKey it never holds.',
  },
  'kms:EncryptionAlgorithm': {
    what: 'The algorithm that the request encrypts or decrypts with, SYMMETRIC_DEFAULT for symmetric keys.',
    example: 'SYMMETRIC_DEFAULT',
    trap: 'CreateGrant and DescribeKey do not carry it.',
  },
  'kms:EncryptionContext:${EncryptionContextKey}': {
    what: 'One pair of the encryption context: its key stands in the condition key, its value is compared. S3 sends aws:s3:arn.',
    example: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
    trap: 'With a Bucket Key the value is the bucket ARN, without one the object ARN: list both. On CreateGrant it is the constraint of the new grant that counts, and DescribeKey has no context at all. A set operator does not belong here: KMS refuses ForAllValues.',
  },
  'kms:EncryptionContextKeys': {
    what: 'All keys of the encryption context, without their values.',
    example: 'aws:s3:arn',
    trap: 'It has several values: use ForAnyValue to demand one. ForAllValues lets requests without any context pass.',
  },
  'kms:ExpirationModel': {
    what: 'Whether imported key material expires.',
    example: 'KEY_MATERIAL_EXPIRES',
    trap: 'Only ImportKeyMaterial carries it.',
  },
  'kms:GrantConstraintSourceArn': {
    what: 'The ARN in the SourceArn constraint of the grant that is being created.',
    example: 'arn:aws:fsx:eu-west-1:111122223333:file-system/fs-0123456789abcdef0',
    trap: 'Only CreateGrant carries it, and only for a grant that has that constraint.',
  },
  'kms:GrantConstraintType': {
    what: 'Which kind of constraint the grant has that is being created.',
    example: 'EncryptionContextSubset',
    trap: 'A grant without a constraint does not carry it, so that this condition then refuses it.',
  },
  'kms:GrantIsForAWSResource': {
    what: 'Whether an AWS service makes the call for the caller, as EBS or RDS do.',
    example: 'true',
    trap: 'With true nobody can call create-grant directly, and the grant for a file system role is made directly. Only CreateGrant, ListGrants and RevokeGrant carry it.',
  },
  'kms:GrantOperations': {
    what: 'The operations that the new grant would allow.',
    example: 'Decrypt',
    trap: 'It has several values: ForAllValues limits a grant to those listed, and holds for every action but CreateGrant because it is absent there. Values have no kms: and keep their capitals.',
  },
  'kms:GranteePrincipal': {
    what: 'Whom the new grant would be given to, as ARN.',
    example:
      'arn:aws:iam::111122223333:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-*',
    trap: 'Only CreateGrant carries it. The ARN of a role has its whole path, and wildcards need StringLike or ArnLike.',
  },
  'kms:GranteeServicePrincipal': {
    what: 'The service that the new grant would be given to.',
    example: 'logs.eu-west-1.amazonaws.com',
    trap: 'A grant to a role does not carry it: use kms:GranteePrincipal there.',
  },
  'kms:KeyAgreementAlgorithm': {
    what: 'The algorithm by which a shared secret is derived.',
    example: 'ECDH',
    trap: 'Only DeriveSharedSecret carries it.',
  },
  'kms:KeyOrigin': {
    what: 'Where the material of the key comes from.',
    example: 'AWS_KMS',
    trap: 'ListKeys and ListAliases are about no key in particular and never carry it.',
  },
  'kms:KeySpec': {
    what: 'The kind of key: symmetric, or which asymmetric or HMAC one.',
    example: 'SYMMETRIC_DEFAULT',
    trap: 'S3 and FSx take SYMMETRIC_DEFAULT alone.',
  },
  'kms:KeyUsage': {
    what: 'What the key is for.',
    example: 'ENCRYPT_DECRYPT',
    trap: 'RSA keys for encryption have ENCRYPT_DECRYPT too: kms:KeySpec tells them from symmetric ones.',
  },
  'kms:MacAlgorithm': {
    what: 'The algorithm of the code that an HMAC key makes or checks.',
    example: 'HMAC_SHA_256',
    trap: 'The key spec is HMAC_256, the algorithm HMAC_SHA_256.',
  },
  'kms:MessageType': {
    what: 'Whether the request to sign holds the message or its digest.',
    example: 'DIGEST',
    trap: 'Only Sign and Verify carry it.',
  },
  'kms:MultiRegion': {
    what: 'Whether the key is a multi-Region one.',
    example: 'false',
    trap: 'Use Bool; it does not say whether the key is the primary (kms:MultiRegionKeyType does).',
  },
  'kms:MultiRegionKeyType': {
    what: 'Whether a multi-Region key is the primary or a replica.',
    example: 'PRIMARY',
    trap: 'Only multi-Region keys have this property.',
  },
  'kms:PrimaryRegion': {
    what: 'The Region that is to hold the primary of a multi-Region key.',
    example: 'eu-west-1',
    trap: 'Only UpdatePrimaryRegion carries it; for new replicas it is kms:ReplicaRegion.',
  },
  'kms:ReEncryptOnSameKey': {
    what: 'Whether data is encrypted anew under the key that it is under already.',
    example: 'true',
    trap: 'Only ReEncryptFrom and ReEncryptTo carry it.',
  },
  'kms:ReplicaRegion': {
    what: 'The Region that a replica of a multi-Region key is to be made in.',
    example: 'eu-central-1',
    trap: 'Only ReplicateKey carries it. Policies and grants are not replicated with the key.',
  },
  'kms:RequestAlias': {
    what: 'The alias by which the request names the key.',
    example: 'alias/fsx-bucket-key',
    trap: 'A request that names the key by id or ARN has none, and a positive condition refuses it.',
  },
  'kms:ResourceAliases': {
    what: 'All aliases that the key has, whatever the request says.',
    example: 'alias/fsx-*',
    trap: 'It has several values and needs a set operator, and works in identity policies only: in a key policy it has no effect.',
  },
  'kms:RetiringPrincipal': {
    what: 'Who could retire the new grant, as ARN.',
    example: 'arn:aws:iam::111122223333:role/FileSystemAdmin',
    trap: 'A grant without a retiring principal does not carry it, so that a positive condition refuses it.',
  },
  'kms:RetiringServicePrincipal': {
    what: 'The service that could retire the new grant.',
    example: 'logs.eu-west-1.amazonaws.com',
    trap: 'A grant has this or a retiring principal, not both.',
  },
  'kms:RotationPeriodInDays': {
    what: 'The time between rotations that is asked for.',
    example: '365',
    trap: 'A number from 90 to 2560: use Numeric operators.',
  },
  'kms:ScheduleKeyDeletionPendingWindowInDays': {
    what: 'How long a key is to wait before it is deleted.',
    example: '30',
    trap: 'A number from 7 to 30: deny below it with NumericLessThan.',
  },
  'kms:SigningAlgorithm': {
    what: 'The algorithm of a signature.',
    example: 'RSASSA_PSS_SHA_256',
    trap: 'Only Sign and Verify carry it.',
  },
  'kms:TrailingDaysWithoutKeyUsage': {
    what: 'How many days ago the key was last used.',
    example: '90',
    trap: 'Only DisableKey and ScheduleKeyDeletion carry it.',
  },
  'kms:ValidTo': {
    what: 'When imported key material expires, in Unix time.',
    example: '1767225599',
    trap: 'Seconds, not a date: compare it with Numeric operators.',
  },
  'kms:ViaService': {
    what: 'The service through which the request comes, with its Region.',
    example: 's3.eu-west-1.amazonaws.com',
    trap: 'For linked buckets it is S3 in the Region of the bucket, not fsx and not the name of the role: fsx.… is for the key of the file system itself. It ends in amazonaws.com in China too. Direct calls, create-grant among them, do not carry it.',
  },
  'kms:WrappingAlgorithm': {
    what: 'How key material is to be encrypted for import.',
    example: 'RSAES_OAEP_SHA_256',
    trap: 'Only GetParametersForImport carries it, not the import itself.',
  },
  'kms:WrappingKeySpec': {
    what: 'The kind of key that is asked for to encrypt material for import.',
    example: 'RSA_4096',
    trap: 'Only GetParametersForImport carries it, not the import itself.',
  },
  'aws:PrincipalAccount': {
    what: 'The account of the principal that makes the request.',
    example: '111122223333',
    trap: 'Twelve digits in quotes, so that a leading zero is kept.',
  },
  'aws:PrincipalArn': {
    what: 'The ARN of the principal; of a session, that of its role, path included.',
    example:
      'arn:aws:iam::111122223333:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_*',
    trap: 'Beside the account as principal it narrows what the account may delegate, and delegates still: a service-linked role in the account of the key gains nothing by it.',
  },
  'aws:PrincipalOrgID': {
    what: 'The organization that the account of the principal belongs to.',
    example: 'o-a1b2c3d4e5',
    trap: 'Service principals do not carry it.',
  },
  'aws:PrincipalOrgPaths': {
    what: 'Where in the organization the account of the principal stands.',
    example: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*',
    trap: 'It has several values: use ForAnyValue:StringLike, and end it in a slash and a wildcard.',
  },
  'aws:RequestTag/${TagKey}': {
    what: 'The value of one tag that the request would set.',
    example: 'storage',
    trap: 'Only requests that set tags carry it; beside Decrypt it never holds.',
  },
  'aws:ResourceTag/${TagKey}': {
    what: 'The value of one tag of the key or file system.',
    example: 'storage',
    trap: 'Whoever may change tags may then change access. A new tag on a KMS key can take minutes to count.',
  },
  'aws:SecureTransport': {
    what: 'Whether the request came over TLS.',
    example: 'false',
    trap: 'Deny when false, on the bucket and its objects; FSx uses TLS and is not hit.',
  },
  'aws:SourceAccount': {
    what: 'For a call by a service itself, the account of the resource that it acts for.',
    example: '111122223333',
    trap: 'Calls of roles do not carry it, the file system role among them: use kms:CallerAccount or aws:PrincipalAccount.',
  },
  'aws:SourceArn': {
    what: 'For a call by a service itself, the resource that it acts for.',
    example: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/fsx/lustre',
    trap: 'Calls of roles do not carry it. Wildcards need ArnLike.',
  },
  'aws:SourceIp': {
    what: 'The public address that the request came from.',
    example: '203.0.113.0/24',
    trap: 'Calls through a service or a VPC endpoint do not carry it: a Deny with NotIpAddress stops S3 and FSx.',
  },
  'aws:SourceVpc': {
    what: 'The VPC whose endpoint the request came through.',
    example: 'vpc-0123456789abcdef0',
    trap: 'FSx reaches S3 outside your VPC. A Deny on a linked bucket that demands a VPC stops import and export.',
  },
  'aws:SourceVpce': {
    what: 'The VPC endpoint that the request came through.',
    example: 'vpce-0123456789abcdef0',
    trap: 'FSx reaches S3 outside your VPC. A Deny on a linked bucket that demands an endpoint stops import and export.',
  },
  'aws:TagKeys': {
    what: 'The keys of all tags that the request would set.',
    example: 'Project',
    trap: 'It has several values, and only requests about tags carry it: ForAllValues holds for all others.',
  },
  'aws:userid': {
    what: 'The unique id of the principal; of a session, the id of its role, a colon and the name of the session.',
    example: '*:FSx',
    trap: 'File system roles have sessions named FSx, and other roles can take that name: add kms:CallerAccount.',
  },
  'aws:ViaAWSService': {
    what: 'Whether a service passes the request on with the credentials of its caller.',
    example: 'true',
    trap: 'False when a service acts by a role of its own, as FSx does.',
  },
  's3:x-amz-server-side-encryption': {
    what: 'The kind of encryption that the header of an upload asks for.',
    example: 'aws:kms',
    trap: 'FSx relies on default encryption: a Deny when the header is missing stops its exports.',
  },
  's3:x-amz-server-side-encryption-aws-kms-key-id': {
    what: 'The key that the header of an upload names.',
    example: 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    trap: 'Uploads that rely on default encryption do not carry it: use StringNotEqualsIfExists in a Deny.',
  },
};

/** The note on a condition key, by any spelling of its name; undefined for one without a note. */
export function conditionKeyNote(name: string): ConditionKeyNote | undefined {
  const key = conditionKey(name);
  return key && CONDITION_KEY_NOTES[key.template ?? key.name];
}
