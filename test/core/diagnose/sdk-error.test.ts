import assert from 'node:assert/strict';
import { diagnoseText } from '../../../core/diagnose/diagnose';
import { inWordsOfCli, sdkServiceIn, serviceOfOperation } from '../../../core/evidence/sdk-error';
import { KEY, noPolicy, refusal } from './texts';

const USER = 'arn:aws:iam::111111111111:user/U';
const SENTENCE = refusal('kms:CreateGrant', noPolicy('resource-based', 'kms:CreateGrant'), {
  principal: USER,
});
const go = (call: string, error: string, status = 403) =>
  `operation error ${call}, https response error StatusCode: ${status}, RequestID: 4B7X, HostID: n/h0=, ${error}`;
const S3_OPEN = 'S3 refuses a call, and does not say which policy is missing';
const GET_OPEN = 'S3 refuses s3:GetObject, and does not say which policy is missing';

describe('refusals in the words of a program', () => {
  /** Each in the words of the AWS CLI, an SDK or Terraform. */
  const FORMS: [name: string, text: string, title: string][] = [
    [
      'AWS CLI, without a sentence',
      'An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
      GET_OPEN,
    ],
    [
      'AWS CLI, a listing',
      'An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied',
      'S3 refuses s3:ListBucket, and does not say which policy is missing',
    ],
    [
      'AWS CLI, a call to KMS without a sentence',
      'An error occurred (AccessDeniedException) when calling the GenerateDataKey operation: ',
      'KMS refuses kms:GenerateDataKey, and does not say which policy is missing',
    ],
    [
      'boto3, with its traceback',
      'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    s3.get_object(Bucket="b", Key="k")\nbotocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
      GET_OPEN,
    ],
    [
      'Java SDK 1',
      'com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 1; S3 Extended Request ID: 2; Proxy: null)',
      S3_OPEN,
    ],
    [
      'Java SDK 2',
      'software.amazon.awssdk.services.s3.model.S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: 1, Extended Request ID: 2)',
      S3_OPEN,
    ],
    ['Go SDK 2', go('S3: GetObject', 'api error AccessDenied: Access Denied'), GET_OPEN],
    [
      'Go SDK 2, after several attempts',
      go('S3: GetObject', 'api error AccessDenied: Access Denied').replace(
        'https response',
        'exceeded maximum number of attempts, 3, https response',
      ),
      GET_OPEN,
    ],
    [
      'Go SDK 2, an error of the model with a sentence',
      `operation error KMS: CreateGrant, https response error StatusCode: 400, RequestID: 1, AccessDeniedException: ${SENTENCE}`,
      'The key policy does not allow kms:CreateGrant to user/U of account 111111111111',
    ],
    [
      'Terraform, wrapped in its frame',
      `╷\n│ Error: reading S3 Bucket (b) Policy: operation error S3: GetBucketPolicy, https response error\n│ StatusCode: 403, RequestID: 4B7X, HostID: n/h0=, api error AccessDenied: Access Denied\n│ \n│   with aws_s3_bucket_policy.x,\n╵`,
      'S3 refuses s3:GetBucketPolicy, and does not say which policy is missing',
    ],
    [
      'XML of S3',
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>1</RequestId></Error>',
      S3_OPEN,
    ],
  ];
  for (const [name, text, title] of FORMS) {
    it(name, () => {
      const result = diagnoseText(text);
      assert.equal(result.status, 'broken');
      assert.deepEqual(
        result.diagnoses.map((one) => one.title),
        [title],
      );
    });
  }

  it('keep their words where they are no refusals', () => {
    for (const text of [
      go('S3: GetObject', 'api error NoSuchKey: The specified key does not exist.', 404),
      `operation error KMS: Decrypt, https response error StatusCode: 400, RequestID: 1, DisabledException: ${KEY} is disabled.`,
    ]) {
      assert.equal(inWordsOfCli(text), text);
    }
  });

  it('are of one service, or of none that is known', () => {
    const s3 = '(Service: S3, Status Code: 403, Request ID: 1)';
    const kms = '(Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: 1)';
    assert.equal(sdkServiceIn(s3), 's3');
    assert.equal(sdkServiceIn(kms), 'kms');
    assert.equal(sdkServiceIn(`${s3}\n${kms}`), undefined);
    assert.equal(sdkServiceIn('Access Denied'), undefined);
    assert.equal(serviceOfOperation('CompleteMultipartUpload'), 's3');
    assert.equal(serviceOfOperation('GenerateDataKeyWithoutPlaintext'), 'kms');
    for (const shared of ['CreateGrant', 'DescribeKey', 'RunInstances'])
      assert.equal(serviceOfOperation(shared), undefined, shared);
  });
});
