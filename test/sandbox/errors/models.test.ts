import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  EC2_ERRORS,
  JSON_ERRORS,
  QUERY_ERRORS,
  REST_XML_ERRORS,
} from '../../../sandbox/gateway/common-errors';
import type { ErrorCodes } from '../../../sandbox/gateway/error-codes';
import { SANDBOX_ERRORS } from '../../../sandbox/gateway/not-implemented';
import type { Protocol } from '../../../sandbox/gateway/protocol';
import { CLOUDTRAIL_ERRORS } from '../../../sandbox/services/cloudtrail/errors';
import { FSX_ERRORS } from '../../../sandbox/services/fsx/errors';
import { IAM_ERRORS } from '../../../sandbox/services/iam/errors';
import { KMS_ERRORS } from '../../../sandbox/services/kms/errors';
import { S3_CONTROL_ERRORS } from '../../../sandbox/services/s3/control';
import { S3_ERRORS } from '../../../sandbox/services/s3/errors';
import { SSM_ERRORS } from '../../../sandbox/services/ssm/errors';
import { STS_ERRORS } from '../../../sandbox/services/sts/errors';
import { refusalOf } from '../../../sandbox/signature/problems';
import type { SignatureProblem } from '../../../sandbox/signature/verify';
import { botocoreData, needs } from '../../support/requirements';
import { COMMON_ERRORS, SERVICE_ERRORS } from './documented';
import { readServiceModel } from './service-model';
import { documentedOf, problemOf, type AnsweredError } from './unmodelled';

/** Every file of the sandbox that has a table of errors, the service and the protocol whose errors they are. */
const TABLES: readonly (readonly [
  file: string,
  service: string,
  protocol: Protocol['kind'],
  codes: ErrorCodes,
])[] = [
  ['sandbox/gateway/common-errors.ts', 'kms', 'json', JSON_ERRORS],
  ['sandbox/gateway/common-errors.ts', 'iam', 'query', QUERY_ERRORS],
  ['sandbox/gateway/common-errors.ts', 'ec2', 'ec2', EC2_ERRORS],
  ['sandbox/gateway/common-errors.ts', 's3', 'rest-xml', REST_XML_ERRORS],
  ['sandbox/gateway/not-implemented.ts', 'kms', 'json', SANDBOX_ERRORS],
  ['sandbox/gateway/not-implemented.ts', 'iam', 'query', SANDBOX_ERRORS],
  ['sandbox/gateway/not-implemented.ts', 'ec2', 'ec2', SANDBOX_ERRORS],
  ['sandbox/services/cloudtrail/errors.ts', 'cloudtrail', 'json', CLOUDTRAIL_ERRORS],
  ['sandbox/services/fsx/errors.ts', 'fsx', 'json', FSX_ERRORS],
  ['sandbox/services/iam/errors.ts', 'iam', 'query', IAM_ERRORS],
  ['sandbox/services/kms/errors.ts', 'kms', 'json', KMS_ERRORS],
  ['sandbox/services/s3/control.ts', 's3control', 'rest-xml', S3_CONTROL_ERRORS],
  ['sandbox/services/s3/errors.ts', 's3', 'rest-xml', S3_ERRORS],
  ['sandbox/services/ssm/errors.ts', 'ssm', 'json', SSM_ERRORS],
  ['sandbox/services/sts/errors.ts', 'sts', 'query', STS_ERRORS],
];

const SIGNATURE_PROBLEMS: Readonly<Record<SignatureProblem, true>> = {
  missing: true,
  malformed: true,
  'unknown-key': true,
  'wrong-token': true,
  'expired-token': true,
  'wrong-signature': true,
  'wrong-time': true,
  'expired-url': true,
  'wrong-payload-hash': true,
  'incomplete-body': true,
};

const PROTOCOLS: readonly (readonly [service: string, protocol: Protocol])[] = [
  ['kms', { kind: 'json', version: '1.1', target: 'TrentService' }],
  ['iam', { kind: 'query', namespace: '' }],
  ['ec2', { kind: 'ec2', namespace: '' }],
  ['s3', { kind: 'rest-xml' }],
];

function errorsOfTables(): AnsweredError[] {
  return TABLES.flatMap(([, service, protocol, codes]) =>
    Object.entries(codes).map(([code, status]) => ({ service, protocol, code, status })),
  );
}

function errorsOfSignatures(): AnsweredError[] {
  return PROTOCOLS.flatMap(([service, protocol]) =>
    Object.keys(SIGNATURE_PROBLEMS).map((problem) => {
      const { code, httpStatus } = refusalOf(problem as SignatureProblem, protocol);
      return { service, protocol: protocol.kind, code, status: httpStatus };
    }),
  );
}

describe('errors of the sandbox', () => {
  it('stand in tables, all of which are compared here', () => {
    const files = readdirSync('sandbox', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join('sandbox', file));
    const calling = (name: string) =>
      files
        .filter((file) => new RegExp(`(?<!function )\\b${name}\\(`).test(readFileSync(file, 'utf8')))
        .sort();
    assert.deepEqual(calling('errorsOf'), [...new Set(TABLES.map(([file]) => file))].sort());
    // problems.ts has a table of its own, by what is wrong with a signature and by protocol.
    assert.deepEqual(calling('awsError'), [
      'sandbox/gateway/error-codes.ts',
      'sandbox/signature/problems.ts',
    ]);
  });

  it("have the code and the status of AWS's models, or of what AWS documents beside", function () {
    needs(this, 'botocore');
    const data = botocoreData() ?? '';
    const errors = [...errorsOfTables(), ...errorsOfSignatures()];
    const services = [...new Set(errors.map(({ service }) => service))];
    const problems = services.flatMap((service) => {
      const model = readServiceModel(data, service);
      return errors
        .filter((error) => error.service === service)
        .flatMap((error) => problemOf(error, model) ?? []);
    });
    assert.deepEqual(problems, []);
  });

  it('need every error that is documented beside the models', () => {
    const used = new Set([...errorsOfTables(), ...errorsOfSignatures()].map((error) => documentedOf(error)));
    const documented = [COMMON_ERRORS, SERVICE_ERRORS].flatMap((all) =>
      Object.entries(all).flatMap(([of, codes]) =>
        Object.entries(codes).map(([code, entry]) => ({ name: `${of} ${code}`, entry })),
      ),
    );
    assert.deepEqual(
      documented.filter(({ entry }) => !used.has(entry)).map(({ name }) => name),
      [],
    );
  });
});

describe('comparing an error with its model', () => {
  const model = {
    codes: new Map([
      ['DisabledException', 400],
      ['LimitExceededException', 400],
      ['NotFoundException', 400],
    ]),
    operations: new Map([['Decrypt', ['DisabledException']]]),
    anywhere: new Set(['LimitExceededException']),
  };
  const error = { service: 'kms', protocol: 'json', operation: 'Decrypt', status: 400 } as const;
  const cases: [string, Omit<AnsweredError, 'service' | 'protocol'>, string | undefined][] = [
    ['the model has', { ...error, code: 'DisabledException' }, undefined],
    ['any operation has', { ...error, code: 'LimitExceededException' }, undefined],
    ['all services have', { ...error, code: 'ValidationException' }, undefined],
    [
      'another operation has',
      { ...error, code: 'NotFoundException' },
      'kms Decrypt 400 NotFoundException: neither the model nor documented.ts has it (json)',
    ],
    [
      'has another status',
      { ...error, code: 'DisabledException', status: 409 },
      'kms Decrypt 409 DisabledException: AWS answers with status 400',
    ],
    [
      'is documented for other operations',
      { ...error, code: 'NotAuthorizedException' },
      'kms Decrypt 400 NotAuthorizedException: neither the model nor documented.ts has it (json)',
    ],
    ['has no operation', { code: 'NotFoundException', status: 400 }, undefined],
  ];
  for (const [name, answered, problem] of cases) {
    it(`says of one that ${name}: ${problem ?? 'nothing'}`, () => {
      assert.equal(problemOf({ service: 'kms', protocol: 'json', ...answered }, model), problem);
    });
  }
});
