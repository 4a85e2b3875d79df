import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDeployment } from '../../../core/deployment/parse';
import type { Deployment, DeploymentInput } from '../../../core/deployment/schema';
import { deploymentOfAnswers, PROJECT_FIELDS, type Answers } from '../../../core/project/fields';
import { contradictions, hasDeployment, readKept } from '../../../core/project/kept';
import { mistakesIn } from '../../../core/project/mistakes';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../../support/deployments';

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT_C}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ANSWERS: Answers = {
  fileSystemAccount: ACCOUNT_A,
  bucketAccount: ACCOUNT_B,
  keyAccount: ACCOUNT_C,
  keyProfile: 'team-c',
  region: 'eu-west-1',
  existingFileSystem: 'fs-0123456789abcdef0',
  existingKey: KEY,
  existingBucket: 'genomics',
};

function parsed(input: Partial<DeploymentInput>): Deployment {
  const result = parseDeployment(input);
  assert.equal(result.status, 'valid');
  return result.deployment;
}

function configuration(changes: object = {}): Record<string, unknown> {
  return {
    language: 'typescript',
    app: 'node --import tsx main.ts',
    context: { fsxLustreKms: deploymentOfAnswers(ANSWERS) },
    ...changes,
  };
}

describe('readKept', () => {
  it('fits where the other files can stand beside it, whatever else is in it', () => {
    const kept = readKept(configuration({ output: 'out', terraformProviders: ['mine'] }));
    assert.deepEqual(kept, { status: 'fits', deployment: parsed(deploymentOfAnswers(ANSWERS)) });
  });

  const WRONG: readonly (readonly [name: string, changes: object, why: readonly string[]])[] = [
    [
      'another language',
      { language: 'python' },
      ['has "python" as "language"; the files that are written beside it need "typescript"'],
    ],
    [
      'no app',
      { app: undefined },
      ['has no "app"; the files that are written beside it need "node --import tsx main.ts"'],
    ],
    [
      'no key account, and a property that is not known',
      {
        context: {
          fsxLustreKms: {
            ...deploymentOfAnswers({ ...ANSWERS, keyAccount: undefined }),
            throughStpe: 1,
          },
        },
      },
      [
        'has a mistake: context.fsxLustreKms.accounts.key.id is missing; right: twelve digits in quotes, such as "111111111111"',
        'has a mistake: context.fsxLustreKms.throughStpe 1 is not a property of the deployment; right: "throughStep"',
      ],
    ],
  ];
  for (const [name, changes, why] of WRONG) {
    it(`is wrong with ${name}`, () => {
      assert.deepEqual(readKept(configuration(changes)), { status: 'wrong', why });
    });
  }

  it('knows whether there is a deployment at all', () => {
    assert.deepEqual(
      [configuration(), configuration({ context: {} }), {}, { context: null }].map(hasDeployment),
      [true, false, false, false],
    );
  });
});

describe('contradictions', () => {
  const said = (answers: Answers, kept: Answers = ANSWERS) =>
    contradictions(answers, parsed(deploymentOfAnswers(kept))).map(({ field, problem }) => [
      field.option,
      problem.problem,
      problem.right,
    ]);

  it('has the value of the file, and what to do', () => {
    assert.deepEqual(said({ ...ANSWERS, region: 'eu-central-1' }), [
      [
        '--region',
        'is not what the cdktf.json that is there has: "eu-west-1"',
        '"eu-west-1", or leave --region out; to have another, change context.fsxLustreKms.region in that file first',
      ],
    ]);
  });

  it('tells what the file does not have', () => {
    assert.deepEqual(said({ bucketProfile: 'team-b', newBucket: 'genomics' }), [
      [
        '--bucket-profile',
        'is not in the cdktf.json that is there',
        'leave --bucket-profile out, or write context.fsxLustreKms.accounts.bucket.profile into that file first',
      ],
      [
        '--new-bucket',
        'is not in the cdktf.json that is there',
        'leave --new-bucket out, or write context.fsxLustreKms.buckets[0].bucketName into that file first',
      ],
    ]);
  });

  it('takes each of several buckets', () => {
    const input = deploymentOfAnswers(ANSWERS);
    const [bucket] = input.buckets ?? [];
    assert.ok(bucket);
    const second = { ...bucket, name: 'more', bucketName: 'more-genomics', fileSystemPath: '/more' };
    const deployment = parsed({ ...input, buckets: [{ ...bucket, fileSystemPath: '/data' }, second] });
    assert.deepEqual(contradictions({ existingBucket: 'more-genomics' }, deployment), []);
    const [mistake] = contradictions({ existingBucket: 'other' }, deployment);
    assert.equal(
      mistake?.problem.problem,
      'is not what the cdktf.json that is there has: "genomics" or "more-genomics"',
    );
  });

  it('knows the name that a new bucket gets by itself', () => {
    const { existingBucket: _, ...kept } = ANSWERS;
    assert.deepEqual(said({ newBucket: `fsx-lustre-kms-${ACCOUNT_B}-eu-west-1-data` }, kept), []);
  });

  it('are none just where a file that is made of answers has each that is given', () => {
    const values = fc.constantFrom(...Object.values(ANSWERS), 'other', undefined);
    const shape = Object.fromEntries(PROJECT_FIELDS.map(({ name }) => [name, values]));
    assert.deepEqual(mistakesIn(ANSWERS), []);
    fc.assert(
      fc.property(fc.record(shape), (answers: Answers) => {
        const different = PROJECT_FIELDS.filter(
          ({ name }) => answers[name] !== undefined && answers[name] !== ANSWERS[name],
        );
        assert.deepEqual(
          said(answers).map(([option]) => option),
          different.map(({ option }) => option),
        );
      }),
    );
  });
});
