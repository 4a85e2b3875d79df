/**
 * What actions allow, for hover and completion: those that policies of keys, linked buckets and file systems name.
 * Written for this project; facts from the KMS, S3 and FSx API References and the S3 User Guide.
 */
import { findAction } from './actions';

export const ACTION_NOTES: Readonly<Record<string, string>> = {
  'kms:CancelKeyDeletion':
    'Stop the deletion of a key while it waits. The key stays disabled until EnableKey.',
  'kms:CreateAlias': 'Give a key another name. Needs permission on the alias and on the key.',
  'kms:CreateGrant':
    'Give a principal rights on the key by a grant. For the role of a file system it is called by an administrator of its account.',
  'kms:CreateKey': 'Make a key. No key policy can allow it: the key is not there yet.',
  'kms:Decrypt':
    'Decrypt what the key encrypted. S3 asks for it when an object is read, and for multipart uploads.',
  'kms:DeleteAlias': 'Take a name away from a key. The key stays.',
  'kms:DeleteImportedKeyMaterial': 'Take imported key material out of a key, which is then unusable.',
  'kms:DescribeKey':
    "Look at the key's state, spec and usage. It has no encryption context: a condition on one never lets it pass.",
  'kms:DisableKey': 'Make the key unusable until it is enabled again.',
  'kms:DisableKeyRotation': 'Turn automatic rotation off.',
  'kms:EnableKey': 'Make a disabled key usable again.',
  'kms:EnableKeyRotation': 'Turn automatic rotation on, or change its period.',
  'kms:Encrypt':
    'Encrypt up to 4 KB with the key itself. S3 does not use it: for uploads it asks for GenerateDataKey.',
  'kms:GenerateDataKey':
    'Have a data key made, in plain and encrypted. S3 asks for it when an object is written; without it a file system exports nothing, and says nothing.',
  'kms:GenerateDataKeyPair': 'Have a key pair made, the private key in plain and encrypted.',
  'kms:GenerateDataKeyPairWithoutPlaintext': 'Have a key pair made, the private key encrypted only.',
  'kms:GenerateDataKeyWithoutPlaintext':
    'Have a data key made, encrypted only. FSx needs it on the key that encrypts a file system at rest.',
  'kms:GenerateMac': 'Make an authentication code with an HMAC key.',
  'kms:GetKeyPolicy': 'Read the key policy.',
  'kms:GetKeyRotationStatus': 'Look whether the key rotates by itself, and when next.',
  'kms:GetPublicKey': 'Download the public half of an asymmetric key.',
  'kms:ImportKeyMaterial': 'Put material of your own into a key.',
  'kms:ListAliases': 'List the aliases of the account.',
  'kms:ListGrants': 'List the grants of a key: the only way to see one that is missing.',
  'kms:ListKeyPolicies': 'List the names of the policies of a key, of which there is one.',
  'kms:ListKeys': 'List the keys of the account.',
  'kms:ListResourceTags': 'List the tags of a key.',
  'kms:ListRetirableGrants': 'List the grants that a principal may retire.',
  'kms:PutKeyPolicy': 'Replace the key policy. Whoever may do it can give any other right on the key.',
  'kms:ReEncryptFrom': 'Move data from this key to another. Needs ReEncryptTo on the other one.',
  'kms:ReEncryptTo': 'Move data from another key to this one. Needs ReEncryptFrom on the other one.',
  'kms:ReplicateKey': 'Make a replica of a multi-Region key in another Region.',
  'kms:RetireGrant':
    'End a grant by its grantee or its retiring principal. It is the grant that allows it; in a key policy it has no effect.',
  'kms:RevokeGrant': 'End a grant. A file system whose grant is revoked can no longer read its bucket.',
  'kms:RotateKeyOnDemand': 'Rotate the key material now.',
  'kms:ScheduleKeyDeletion': 'Have the key deleted in 7 to 30 days. What it encrypted is then lost.',
  'kms:Sign': 'Sign with an asymmetric key for signing.',
  'kms:TagResource': 'Set tags of a key. Whoever may do it can change access that depends on tags.',
  'kms:UntagResource': 'Remove tags of a key.',
  'kms:UpdateAlias': 'Point an alias at another key.',
  'kms:UpdateKeyDescription': 'Change the description of a key.',
  'kms:UpdatePrimaryRegion': 'Make a replica of a multi-Region key its primary.',
  'kms:Verify': 'Check a signature.',
  'kms:VerifyMac': 'Check an authentication code.',
  's3:AbortMultipartUpload': 'Give up an upload in parts. The role of a file system needs it for exports.',
  's3:DeleteObject': 'Delete an object. The role of a file system needs it to export deletions.',
  's3:GetBucketAcl': "Read the bucket's ACL. FSx asks for it when a bucket is linked.",
  's3:GetBucketLocation': 'Look which Region the bucket is in.',
  's3:GetBucketNotification': "Read the bucket's event notifications. Auto import needs it.",
  's3:GetEncryptionConfiguration': "Read the bucket's default encryption.",
  's3:GetObject': 'Read an object. With SSE-KMS the caller needs kms:Decrypt on its key as well.',
  's3:GetObjectVersion':
    'Read an older version of an object. With SSE-KMS the caller needs kms:Decrypt as well.',
  's3:ListBucket':
    'List the objects of a bucket: on the ARN of the bucket, not of its objects. It needs no key.',
  's3:PutBucketNotification':
    "Replace the bucket's event notifications. Auto import sets one named FSx, and a later replacement removes it.",
  's3:PutBucketPolicy': 'Replace the bucket policy.',
  's3:PutEncryptionConfiguration': 'Set the default encryption of new objects. Old ones keep theirs.',
  's3:PutObject':
    'Write an object. With SSE-KMS the caller needs kms:GenerateDataKey on the key, and kms:Decrypt for uploads in parts.',
  'fsx:CreateDataRepositoryAssociation': 'Link a bucket to a file system.',
  'fsx:CreateDataRepositoryTask': 'Start an import, export or release of many files at once.',
  'fsx:CreateFileSystem': 'Make a file system.',
  'fsx:DeleteDataRepositoryAssociation': 'Remove the link between a bucket and a file system.',
  'fsx:DeleteFileSystem': 'Delete a file system, with what was not exported from it.',
  'fsx:DescribeDataRepositoryAssociations': 'Look at links to buckets, and whether they are misconfigured.',
  'fsx:DescribeFileSystems': 'Look at file systems: state, mount name, key.',
  'fsx:UpdateDataRepositoryAssociation': 'Change which events are imported and exported by themselves.',
  'fsx:UpdateFileSystem': 'Change capacity, throughput and other settings.',
  'iam:AttachRolePolicy':
    "Attach a policy to a role. FSx does so for a file system's role, with its creator's rights.",
  'iam:CreateServiceLinkedRole':
    'Make the role through which a service acts. FSx does so for whoever links the first bucket.',
  'iam:PutRolePolicy':
    "Put a policy into a role. FSx does so for a file system's role, with its creator's rights.",
};

/** What an action allows, by its exact name, case left aside; undefined for one without a note. */
export function actionNote(name: string): string | undefined {
  const action = findAction(name);
  return action && ACTION_NOTES[action.name];
}
