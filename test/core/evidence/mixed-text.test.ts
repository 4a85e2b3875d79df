import assert from 'node:assert/strict';
import fc from 'fast-check';
import { embeddedJson } from '../../../core/evidence/embedded-json';
import { knownErrorsIn } from '../../../core/evidence/known-errors';
import { readMixedText } from '../../../core/evidence/mixed-text';
import { repositoryRecordOf, repositoryRecordsIn } from '../../../core/evidence/repository-events';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 500);
const USER = 'arn:aws:iam::111111111111:user/U';
const SENTENCE = `User: ${USER} is not authorized to perform: kms:Decrypt because no session policy allows the kms:Decrypt action`;
const DENIAL = {
  status: 'denied',
  principal: USER,
  action: 'kms:Decrypt',
  explicit: false,
  layer: 'session',
};

describe('JSON in a text', () => {
  const CASES: [text: string, values: unknown[], rest: string][] = [
    ['', [], ''],
    ['a {b} [c] {', [], 'a {b} [c] {'],
    ['a {"b": [1]} c', [{ b: [1] }], 'a \n\n c'],
    ['[{"a": 1}]{"b": 2}', [[{ a: 1 }], { b: 2 }], '\n\n\n\n'],
    ['{"a": "x\\"}{"}', [{ a: 'x"}{' }], '\n\n'],
    ['{"a": "wrap\nped"}', [{ a: 'wrapped' }], '\n\n'],
    ['{"a": {"b": 1}', [{ b: 1 }], '{"a": \n\n'],
    ['[] {}', [[], {}], '\n\n \n\n'],
  ];
  for (const [text, values, rest] of CASES) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(embeddedJson(text), { values, rest });
    });
  }

  it('is found between lines of any kind', () => {
    const value = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
    const words = fc.stringMatching(/^[\w .:]{0,30}$/);
    fc.assert(
      fc.property(value, words, words, fc.boolean(), (one, before, after, isPretty) => {
        const json = JSON.stringify(one, null, isPretty ? 2 : 0);
        // A list of numbers is no form that anything comes in.
        fc.pre(/^[{[]\s*["{[\]}]/.test(json));
        assert.deepEqual(embeddedJson(`${before}\n${json}\n${after}`).values, [JSON.parse(json)]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('records of the log', () => {
  it('are read from JSON, with what their message says', () => {
    assert.deepEqual(
      repositoryRecordOf({
        errorCode: 'S3ImportAccessDenied',
        message:
          'Failed to import S3 object with key a b.txt in S3 bucket data because access to the S3 object was denied.',
      }),
      { code: 'S3ImportAccessDenied', bucket: 'data', key: 'a b.txt' },
    );
    assert.equal(repositoryRecordOf({ errorCode: 'AccessDenied' }), undefined);
    assert.equal(repositoryRecordOf({ errorCode: 'constructor' }), undefined);
    assert.equal(repositoryRecordOf(null), undefined);
  });

  it('are read from lines', () => {
    assert.deepEqual(
      repositoryRecordsIn(
        'x datarepo_fs-0123456789abcdef0 S3ExportAccessDenied\nXS3ExportAccessDenied NoDiskSpace',
      ),
      [{ code: 'S3ExportAccessDenied' }, { code: 'NoDiskSpace' }],
    );
  });
});

describe('errors that name the wrong part', () => {
  const CASES: [text: string, id: string][] = [
    ['Policy contains a statement with one or more\n invalid principals.', 'key-policy-principal'],
    ['Invalid principal in policy', 'bucket-policy-principal'],
    ['KMS.DisabledException: arn is disabled', 'key-disabled'],
    ['An error occurred (KMSInvalidStateException): arn:x is pending deletion.', 'key-state'],
    ['KMS.NotFoundException', 'key-not-found'],
    ["Key 'arn:aws:kms:us-east-1:333333333333:key/x' does not exist", 'key-not-found'],
    ['InvalidKeyUsageException', 'key-type'],
    ['More than one constraint supplied', 'grant-two-constraints'],
    ['InvalidArnException: ARN does not refer to a valid principal', 'grantee-unknown'],
    ['Lifecycle: MISCONFIGURED', 'association-misconfigured'],
    ['Amazon FSx is unable to validate access to the S3 bucket.', 'bucket-not-validated'],
  ];
  for (const [text, id] of CASES) {
    it(id, () => {
      assert.deepEqual(
        knownErrorsIn(text).map((error) => error.id),
        [id],
      );
    });
  }

  it('are not found in other errors', () => {
    for (const text of [
      'ResourceNotFoundException',
      'NotFoundException',
      'AVAILABLE',
      'arn:aws:x is enabled',
    ]) {
      assert.deepEqual(knownErrorsIn(text), []);
    }
  });
});

describe('a mixed text', () => {
  const kindsIn = (text: string) => readMixedText(text).map(({ kind }) => kind);

  it('is read in all its parts', () => {
    const text = `$ cat /fsx/a\ncat: /fsx/a: No data available\n$ lfs hsm_state /fsx/a\n/fsx/a: (0x0000000d) released exists archived, archive_id:1\n/fsx/a: NOOP\n{"errorCode": "S3ExportAccessDenied"}\n${SENTENCE}\n`;
    assert.deepEqual(kindsIn(text).sort(), ['denial', 'hsm-action', 'hsm-state', 'no-data', 'record']);
  });

  for (const [form, text] of [
    ['in an error of the AWS CLI as JSON', JSON.stringify({ Code: 'AccessDenied', Message: SENTENCE })],
    [
      'in JSON in JSON',
      JSON.stringify({ events: [{ message: JSON.stringify({ a: { error: SENTENCE } }) }] }),
    ],
    [
      'in an event of which the end is cut',
      `{"eventName": "Decrypt", "errorMessage": "${SENTENCE}", "requestPar`,
    ],
  ] as const) {
    it(`has one refusal ${form}`, () => {
      assert.deepEqual(readMixedText(text), [{ kind: 'denial', denial: DENIAL }]);
    });
  }

  it('takes from an event what its message leaves out', () => {
    const key = 'arn:aws:kms:us-east-1:333333333333:key/k';
    const event = {
      eventName: 'PutBucketEncryption',
      eventSource: 's3.amazonaws.com',
      eventTime: 't',
      userIdentity: { arn: USER },
      errorCode: 'AccessDenied',
      errorMessage: 'Access Denied',
      resources: [{ ARN: key }],
    };
    const [sighting] = readMixedText(JSON.stringify(event));
    assert.ok(sighting?.kind === 'denial');
    assert.deepEqual(sighting.denial, {
      status: 'denied',
      principal: USER,
      action: 's3:PutEncryptionConfiguration',
      resource: key,
    });
  });

  it('never makes it throw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.json(), fc.constantFrom(SENTENCE, '{"a":"', '\n'))),
        (pieces) => {
          assert.ok(Array.isArray(readMixedText(pieces.join(''))));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
