import assert from 'node:assert/strict';
import { operationOf } from '../../../../sandbox/services/s3/route';

describe('operationOf', () => {
  // Method and address of each operation: botocore's S3 model (2006-03-01).
  const cases: [request: string, operation: string | undefined, headers?: Record<string, string>][] = [
    ['GET /', 'ListBuckets'],
    ['GET /b', 'ListObjects'],
    ['GET /b/', 'ListObjects'],
    ['GET /b?list-type=2&prefix=acl', 'ListObjectsV2'],
    ['GET /b?versions', 'ListObjectVersions'],
    ['GET /b?uploads', 'ListMultipartUploads'],
    ['GET /b?location', 'GetBucketLocation'],
    ['GET /b?policyStatus', 'GetBucketPolicyStatus'],
    ['GET /b?notification', 'GetBucketNotificationConfiguration'],
    ['GET /b?inventory', 'ListBucketInventoryConfigurations'],
    ['GET /b?inventory&id=1', 'GetBucketInventoryConfiguration'],
    ['GET /b?object-lock', 'GetObjectLockConfiguration'],
    ['PUT /b', 'CreateBucket'],
    ['PUT /b?publicAccessBlock', 'PutPublicAccessBlock'],
    ['POST /b?delete', 'DeleteObjects'],
    ['HEAD /b', 'HeadBucket'],
    ['DELETE /b', 'DeleteBucket'],
    ['DELETE /b?lifecycle', 'DeleteBucketLifecycle'],
    ['DELETE /b?metadataConfiguration', 'DeleteBucketMetadataConfiguration'],
    ['DELETE /b?versions', undefined],
    ['PATCH /b', undefined],
    ['GET /b/k', 'GetObject'],
    ['GET /b/k?versionId=1', 'GetObject'],
    ['GET /b/k?attributes', 'GetObjectAttributes'],
    ['GET /b/k?uploadId=1', 'ListParts'],
    ['HEAD /b/k', 'HeadObject'],
    ['PUT /b/k', 'PutObject'],
    ['PUT /b/k', 'CopyObject', { 'x-amz-copy-source': 'b/l' }],
    ['PUT /b/k?partNumber=1&uploadId=1', 'UploadPart'],
    ['PUT /b/k?partNumber=1&uploadId=1', 'UploadPartCopy', { 'x-amz-copy-source': 'b/l' }],
    ['POST /b/k?uploads', 'CreateMultipartUpload'],
    ['POST /b/k?uploadId=1', 'CompleteMultipartUpload'],
    ['DELETE /b/k?uploadId=1', 'AbortMultipartUpload'],
    ['DELETE /b/k', 'DeleteObject'],
    ['GET /b/%', undefined],
    ['GET /v20180820/tags/arn', 'ListTagsForResource', { 'x-amz-account-id': '111111111111' }],
    ['GET /v20180820/tags/arn', 'GetObject'],
    [
      'GET /v20180820/configuration/publicAccessBlock',
      'GetAccountPublicAccessBlock',
      { 'x-amz-account-id': '111111111111' },
    ],
    ['GET /v20180820/configuration/publicAccessBlock', 'GetObject'],
    ['GET /v20180820/jobs', undefined, { 'x-amz-account-id': '111111111111' }],
  ];
  for (const [line, expected, headers = {}] of cases) {
    it(`${line} ${JSON.stringify(headers)}: ${String(expected)}`, () => {
      const [method = '', address = ''] = line.split(' ');
      const [path = '', query = ''] = address.split('?');
      const request = { id: '', method, path, query, headers, body: Buffer.alloc(0), sourceIp: '' };
      const call = {
        requestId: '',
        service: 's3',
        region: '',
        input: {},
        request,
        payload: request.body,
        trailers: {},
      };
      assert.equal(operationOf(call), expected);
    });
  }
});
