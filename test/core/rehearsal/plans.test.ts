import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rehearse } from '../../../core/rehearsal/rehearse';
import type { Rehearsal } from '../../../core/rehearsal/result';
import { readWorld } from '../../../core/rehearsal/world/read-world';
import { readAs } from '../../../core/syntax/read-file';
import { notAsExpected, rehearsePlans, stepOf, verdicts } from './rehearse-stacks';

const FOLDER = join('test', 'core', 'rehearsal', 'plans');
const ALL_WELL = Array<boolean>(7).fill(true);

/** The plan of a folder, or its three plans. */
const SETS = {
  literals: ['literals/a.json', 'literals/b.json', 'literals/c.json'],
  'one plan with aliased providers': ['one-plan/plan.json'],
  'modules and for_each': ['modules/plan.json'],
} as const;

const pathsOf = (set: keyof typeof SETS) => SETS[set].map((name) => join(FOLDER, name));

type Edit = readonly [from: string | RegExp, to: string];

/** A set with texts replaced, each of which must be there. */
function edited(set: keyof typeof SETS, ...edits: readonly Edit[]): Rehearsal {
  const texts = pathsOf(set).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  for (const [from, to] of edits) {
    assert.ok(
      texts.some(({ text }) => (typeof from === 'string' ? text.includes(from) : from.test(text))),
      `${String(from)} is in none of the plans`,
    );
    for (const one of texts)
      one.text = one.text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'g'), to);
  }
  return rehearse(readWorld(texts.map((input) => readAs('plan', input, undefined, undefined))), 7);
}

describe('plans that are not ours, made by real Terraform', () => {
  for (const set of Object.keys(SETS) as (keyof typeof SETS)[]) {
    it(`${set}: everything is decided, and as expected`, () => {
      assert.deepEqual(verdicts(rehearsePlans(pathsOf(set))), ALL_WELL);
    });
  }

  it('a key that is made from nothing is the one whose ARN the bucket names', () => {
    const { requests } = stepOf(rehearsePlans(pathsOf('literals')), 2);
    assert.deepEqual(
      new Set(requests.map(({ resource }) => resource)),
      new Set(['arn:aws:kms:eu-central-1:303030303030:key/5f0c1c1e-52f2-4f9d-9a52-0a6a4b3d2f11']),
    );
  });

  it('the test object lies under the prefix of the association', () => {
    const { requests } = stepOf(rehearsePlans(pathsOf('literals')), 5);
    assert.equal(requests[0]?.resource, 'arn:aws:s3:::frames-of-account-b/in/test.txt');
  });

  it('a prefix that the plan does not show leaves open what it decides', () => {
    const path: Edit = [/"data_repository_path": "s3:[^"]*",/, '"data_repository_path": null,'];
    const unknown: Edit = [
      /("after_unknown": \{)(\s+"arn": true,\s+"association_id": true)/,
      '$1"data_repository_path": true,$2',
    ];
    const expression: Edit = [
      /"data_repository_path": \{\s*"references": \[/,
      '"data_repository_path": { "references": ["aws_s3_bucket.data.id", ',
    ];
    const set = 'one plan with aliased providers';
    assert.deepEqual(verdicts(edited(set, path, unknown, expression)), ALL_WELL);
    const narrowed: Edit = ['arn:aws:s3:::one-plan-data/*', 'arn:aws:s3:::one-plan-data/in/*'];
    const rehearsal = edited(set, path, unknown, expression, narrowed);
    assert.deepEqual(verdicts(rehearsal), [null, true, true, true, null, null, null]);
  });

  it('says that the text around a grantee made from references could not be seen', () => {
    const { requests } = stepOf(rehearsePlans(pathsOf('literals')), 6);
    assert.match(
      requests[0]?.reasons.at(-1) ?? '',
      /not the text around it: it is taken to be arn:aws:iam::101010101010:role/,
    );
  });

  const CHANGES: readonly (readonly [string, keyof typeof SETS, readonly Edit[], readonly number[]])[] = [
    [
      'the bucket policy is for another account',
      'literals',
      [['\\"AWS\\":\\"101010101010\\"', '\\"AWS\\":\\"404040404040\\"']],
      [1, 4, 5, 6, 7],
    ],
    [
      'the objects are not in the bucket policy',
      'literals',
      [['arn:aws:s3:::frames-of-account-b/*', 'arn:aws:s3:::frames-of-account-b/out/*']],
      [1, 5, 6, 7],
    ],
    [
      'ViaService of another Region',
      'literals',
      [['s3.eu-central-1.amazonaws.com', 's3.us-east-1.amazonaws.com']],
      [4],
    ],
    ['no CreateGrant', 'literals', [['kms:CreateGrant', 'kms:ListGrants']], [6, 7]],
    [
      'a grant that cannot write',
      'literals',
      [[/"Decrypt",(\s*)"GenerateDataKey"/g, '"Decrypt",$1"DescribeKey"']],
      [7],
    ],
    ['the key in another Region', 'literals', [['kms:eu-central-1:', 'kms:us-east-1:']], [3, 4, 6, 7]],
    ['SCRATCH_1', 'literals', [['"deployment_type": "SCRATCH_2"', '"deployment_type": "SCRATCH_1"']], [4]],
    [
      'a disabled key',
      'one plan with aliased providers',
      [['"is_enabled": true', '"is_enabled": false']],
      [2, 4, 6, 7],
    ],
    [
      'the account of the key looks at it alone',
      'one plan with aliased providers',
      [['kms:DescribeKey', 'kms:GetKeyPolicy']],
      [2],
    ],
    [
      'only objects of one bucket as encryption context, with Bucket Keys',
      'modules and for_each',
      [['\\"arn:aws:s3:::datasets-ice\\",', '']],
      [1, 4],
    ],
  ];
  for (const [name, set, edits, steps] of CHANGES) {
    it(`${set}, ${name}: steps ${steps.join(', ')} are not as expected`, () => {
      assert.deepEqual(notAsExpected(edited(set, ...edits)), steps);
    });
  }

  describe('accounts', () => {
    const withoutAccount: Edit = [
      /"allowed_account_ids": \{[^}]*\}/g,
      '"max_retries": {"constant_value": 1}',
    ];

    it('come from the identity that a plan has read', () => {
      assert.equal(verdicts(edited('one plan with aliased providers', withoutAccount)).includes(null), false);
    });

    it('that nothing tells stay open, and --account tells them', () => {
      const files = pathsOf('literals').map((path) =>
        readAs(
          'plan',
          { path, text: readFileSync(path, 'utf8').replace(...withoutAccount) },
          undefined,
          undefined,
        ),
      );
      const open = rehearse(readWorld(files), 7);
      assert.deepEqual(notAsExpected(open), []);
      assert.ok(verdicts(open).includes(null));
      const [a = '', , c = ''] = pathsOf('literals');
      const told = readWorld(
        files,
        new Map([
          [a, '101010101010'],
          [c, '303030303030'],
        ]),
      );
      assert.deepEqual(verdicts(rehearse(told, 7)), ALL_WELL);
    });
  });

  it('a bucket policy of which the plan shows nothing leaves open what it decides', () => {
    const policy = /"policy": "\{\\"Statement\\":\{.*\}",/g;
    const rehearsal = edited(
      'literals',
      [policy, '"policy": null,'],
      ['"bucket_domain_name": true', '"bucket_domain_name": true, "policy": true'],
      [/"policy": \{\}/g, '"policy": {"references": ["local.policy"]}'],
    );
    assert.deepEqual(verdicts(rehearsal), [null, true, true, null, null, null, null]);
  });
});
