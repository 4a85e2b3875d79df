import assert from 'node:assert/strict';
import { diagnoseText } from '../../../../core/diagnose/diagnose';
import { readHeadRefusals } from '../../../../core/evidence/head-refusal';
import { resolved } from '../../../support/deployments';

const CLI = 'An error occurred (403) when calling the HeadObject operation: Forbidden';
const GO =
  'operation error S3: HeadBucket, https response error StatusCode: 403, RequestID: 4B7X, HostID: n/h0=, api error Forbidden: Forbidden';
const JAVA =
  'Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: A8565C; S3 Extended Request ID: L5=; Proxy: null)';

describe('refused HEAD requests', () => {
  const NONE: string[] = [
    '',
    'An error occurred (404) when calling the HeadObject operation: Not Found',
    'fatal error: An error occurred (404) when calling the HeadObject operation: Key "x" does not exist',
    'An error occurred (403) when calling the GetObject operation: Forbidden',
    'An error occurred (400) when calling the HeadObject operation: Bad Request',
    'Forbidden (Service: Amazon EC2; Status Code: 403; Error Code: 403 Forbidden; Request ID: 1)',
    'HTTP/1.1 403 Forbidden',
  ];
  for (const text of NONE) {
    it(`are not in: ${text || 'nothing'}`, () => {
      assert.deepEqual(readHeadRefusals(text), { refusals: [], rest: text });
      assert.deepEqual(diagnoseText(text), { status: 'unreadable' });
    });
  }

  const CASES: [name: string, text: string, refusals: object[], rest: string][] = [
    [
      'of aws s3 cp',
      `$ aws s3 cp s3://linked-bucket/a/test.txt .\nfatal error: ${CLI}\n`,
      [{ operation: 'HeadObject', said: CLI, times: 1, bucket: 'linked-bucket', key: 'a/test.txt' }],
      '$ aws s3 cp s3://linked-bucket/a/test.txt .\nfatal error: \n',
    ],
    [
      'of a bucket',
      CLI.replace('Object', 'Bucket'),
      [{ operation: 'HeadBucket', said: CLI.replace('Object', 'Bucket'), times: 1 }],
      '',
    ],
    [
      'in the words "Access Denied", which are no second refusal',
      CLI.replace('Forbidden', 'Access Denied'),
      [{ operation: 'HeadObject', said: CLI.replace('Forbidden', 'Access Denied'), times: 1 }],
      '',
    ],
    [
      'of boto3, wrapped by a terminal',
      `botocore.exceptions.ClientError: ${CLI.replace('calling the', 'calling\nthe')}`,
      [{ operation: 'HeadObject', said: CLI, times: 1 }],
      'botocore.exceptions.ClientError: ',
    ],
    ['of the Go SDK', GO, [{ operation: 'HeadBucket', said: GO, times: 1 }], ''],
    ['of the Java SDK, which names no operation', JAVA, [{ said: JAVA, times: 1 }], ''],
    [
      'of one operation, twice, in two buckets',
      `s3://bucket-one/a ${CLI} s3://bucket-two/b ${CLI}`,
      [{ operation: 'HeadObject', said: CLI, times: 2 }],
      's3://bucket-one/a  s3://bucket-two/b ',
    ],
  ];
  for (const [name, text, refusals, rest] of CASES) {
    it(name, () => {
      assert.deepEqual(readHeadRefusals(text), { refusals, rest });
    });
  }

  it('of an object: open, with commands that settle it', () => {
    const result = diagnoseText(`aws s3 cp s3://linked-bucket/test.txt .\nfatal error: ${CLI}`);
    assert.equal(result.status, 'broken');
    const [{ layer, confidence, step, sure, unsure, changes, account }, ...others] = result.diagnoses;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [layer, confidence, step, account.role, changes],
      ['open', 'open', 'upload-and-mount', 'bucket', []],
    );
    assert.deepEqual(sure, [
      `The text has "${CLI}": S3 refused the caller of it.`,
      'The answer to a HEAD request has no body, so AWS says of no policy that it refuses.',
      'HeadObject takes s3:GetObject on the object. S3 answers 403 as well when there is no such object and the caller may not list the bucket (404 when it may).',
    ]);
    assert.deepEqual(
      unsure.map(({ command }) => command),
      [
        'aws s3api get-object --bucket linked-bucket --key test.txt /dev/null',
        'aws s3api list-objects-v2 --bucket linked-bucket --prefix test.txt --max-items 1',
        'aws s3api get-bucket-policy --bucket linked-bucket',
        'aws sts get-caller-identity',
        'aws s3api head-object --bucket linked-bucket --key test.txt',
      ],
    );
  });

  it('of a bucket: it is not the key, and a listing has the sentence', () => {
    const result = diagnoseText(GO);
    assert.equal(result.status, 'broken');
    const [{ sure, unsure, placeholders }] = result.diagnoses;
    assert.match(sure.join('\n'), /takes s3:ListBucket on the bucket\. The key has no part in it\./);
    assert.equal(unsure[0]?.command, "aws s3api list-objects-v2 --bucket '<BUCKET_NAME>' --max-items 1");
    assert.deepEqual(
      placeholders.map(({ name }) => name),
      ['<BUCKET_NAME>'],
    );
  });

  it('of a bucket that is not the linked one: whose it is is not known', () => {
    const accountOf = (bucket: string) => {
      const result = diagnoseText(`aws s3 cp s3://${bucket}/a .\n${CLI}`, resolved());
      assert.equal(result.status, 'broken');
      return result.diagnoses[0].account;
    };
    assert.deepEqual(accountOf(resolved().buckets[0]?.bucketName ?? ''), {
      role: 'bucket',
      id: '222222222222',
    });
    assert.deepEqual(accountOf('other-bucket'), { role: 'bucket' });
  });

  it('stand beside what else the text has', () => {
    const result = diagnoseText(
      `${CLI}\nAn error occurred (AccessDenied) when calling the PutObject operation: Access Denied`,
    );
    assert.equal(result.status, 'broken');
    assert.deepEqual(
      result.diagnoses.map(({ title }) => title),
      [
        'S3 refuses s3:PutObject, and does not say which policy is missing',
        'S3 refuses HeadObject, in an answer that has no reason',
      ],
    );
  });
});
