import { getAcl, putAcl } from './acl';
import {
  deleteBucketOwnershipControls,
  deletePublicAccessBlock,
  getBucketOwnershipControls,
  getBucketVersioning,
  getPublicAccessBlock,
  putBucketOwnershipControls,
  putBucketVersioning,
  putPublicAccessBlock,
} from './buckets/access-settings';
import { deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets/buckets';
import { configurationOperations } from './buckets/configurations';
import { createBucket } from './buckets/create';
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from './buckets/encryption';
import { getNotification, putNotification } from './buckets/notification';
import {
  deleteBucketPolicy,
  getBucketPolicy,
  getBucketPolicyStatus,
  putBucketPolicy,
} from './buckets/policy';
import {
  deleteAccountPublicAccessBlock,
  getAccountPublicAccessBlock,
  putAccountPublicAccessBlock,
} from './control-public-access';
import { listTags, tagResource, untagResource } from './control-tags';
import { getObjectAttributes } from './objects/attributes';
import { copyObject } from './objects/copy';
import { deleteAction, deleteObject, deleteObjects } from './objects/delete';
import { getObject } from './objects/get';
import { listObjects, listObjectsV2 } from './objects/list';
import { listObjectVersions } from './objects/list-versions';
import { putObject } from './objects/put';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './objects/tagging';
import type { AccountOperation, BucketCall, BucketOperation, S3OperationTable } from './operation';
import { completeMultipartUpload } from './uploads/complete';
import { abortMultipartUpload, createMultipartUpload } from './uploads/create';
import { listMultipartUploads, listParts } from './uploads/list';
import { uploadPart, uploadPartCopy } from './uploads/part';

/**
 * The operations that the sandbox has, and the permission of each.
 * Source: S3 User Guide, "Required permissions for Amazon S3 API operations".
 */
export const OPERATIONS: S3OperationTable = {
  AbortMultipartUpload: object('s3:AbortMultipartUpload', abortMultipartUpload),
  CompleteMultipartUpload: object('s3:PutObject', completeMultipartUpload),
  CopyObject: object('s3:PutObject', copyObject),
  CreateBucket: account(createBucket),
  CreateMultipartUpload: object('s3:PutObject', createMultipartUpload),
  DeleteAccountPublicAccessBlock: account(deleteAccountPublicAccessBlock),
  DeleteBucket: bucket('s3:DeleteBucket', deleteBucket),
  DeleteBucketEncryption: bucket('s3:PutEncryptionConfiguration', deleteBucketEncryption),
  DeleteBucketOwnershipControls: bucket('s3:PutBucketOwnershipControls', deleteBucketOwnershipControls),
  DeleteBucketPolicy: bucket('s3:DeleteBucketPolicy', deleteBucketPolicy),
  DeleteObject: object(({ query }) => deleteAction(query.get('versionId')), deleteObject),
  DeleteObjects: bucket(undefined, deleteObjects),
  DeleteObjectTagging: object(ofVersion('s3:DeleteObject', 'Tagging'), deleteObjectTagging),
  DeletePublicAccessBlock: bucket('s3:PutBucketPublicAccessBlock', deletePublicAccessBlock),
  GetAccountPublicAccessBlock: account(getAccountPublicAccessBlock),
  GetBucketAcl: bucket('s3:GetBucketAcl', getAcl),
  GetBucketEncryption: bucket('s3:GetEncryptionConfiguration', getBucketEncryption),
  GetBucketLocation: bucket('s3:GetBucketLocation', getBucketLocation),
  GetBucketNotificationConfiguration: bucket('s3:GetBucketNotification', getNotification),
  GetBucketOwnershipControls: bucket('s3:GetBucketOwnershipControls', getBucketOwnershipControls),
  GetBucketPolicy: bucket('s3:GetBucketPolicy', getBucketPolicy),
  GetBucketPolicyStatus: bucket('s3:GetBucketPolicyStatus', getBucketPolicyStatus),
  GetBucketVersioning: bucket('s3:GetBucketVersioning', getBucketVersioning),
  GetObject: object(ofVersion('s3:GetObject'), getObject),
  GetObjectAcl: object(ofVersion('s3:GetObject', 'Acl'), getAcl),
  GetObjectAttributes: object(ofVersion('s3:GetObject', 'Attributes'), getObjectAttributes),
  GetObjectTagging: object(ofVersion('s3:GetObject', 'Tagging'), getObjectTagging),
  GetPublicAccessBlock: bucket('s3:GetBucketPublicAccessBlock', getPublicAccessBlock),
  HeadBucket: bucket('s3:ListBucket', headBucket),
  HeadObject: object(ofVersion('s3:GetObject'), getObject),
  ListBuckets: account(listBuckets),
  ListMultipartUploads: bucket('s3:ListBucketMultipartUploads', listMultipartUploads),
  ListObjects: bucket('s3:ListBucket', listObjects),
  ListObjectsV2: bucket('s3:ListBucket', listObjectsV2),
  ListObjectVersions: bucket('s3:ListBucketVersions', listObjectVersions),
  ListParts: object('s3:ListMultipartUploadParts', listParts),
  ListTagsForResource: account(listTags),
  PutAccountPublicAccessBlock: account(putAccountPublicAccessBlock),
  PutBucketAcl: bucket('s3:PutBucketAcl', putAcl),
  PutBucketEncryption: bucket('s3:PutEncryptionConfiguration', putBucketEncryption),
  PutBucketNotificationConfiguration: bucket('s3:PutBucketNotification', putNotification),
  PutBucketOwnershipControls: bucket('s3:PutBucketOwnershipControls', putBucketOwnershipControls),
  PutBucketPolicy: bucket('s3:PutBucketPolicy', putBucketPolicy),
  PutBucketVersioning: bucket('s3:PutBucketVersioning', putBucketVersioning),
  PutObject: object('s3:PutObject', putObject),
  PutObjectAcl: object(ofVersion('s3:PutObject', 'Acl'), putAcl),
  PutObjectTagging: object(ofVersion('s3:PutObject', 'Tagging'), putObjectTagging),
  PutPublicAccessBlock: bucket('s3:PutBucketPublicAccessBlock', putPublicAccessBlock),
  TagResource: account(tagResource),
  UntagResource: account(untagResource),
  UploadPart: object('s3:PutObject', uploadPart),
  UploadPartCopy: object('s3:PutObject', uploadPartCopy),
  ...configurationOperations(),
};

function account(answer: AccountOperation['answer']): AccountOperation {
  return { on: 'account', answer };
}

function bucket(action: string | undefined, answer: BucketOperation['answer']): BucketOperation {
  return { on: 'bucket', action, answer };
}

function object(action: BucketOperation['action'], answer: BucketOperation['answer']): BucketOperation {
  return { on: 'object', action, answer };
}

/** Naming a version takes another permission: `s3:GetObjectVersionTagging` for `s3:GetObjectTagging`. */
function ofVersion(verb: string, what = ''): (call: BucketCall) => string {
  return ({ query }) => `${verb}${query.has('versionId') ? 'Version' : ''}${what}`;
}
