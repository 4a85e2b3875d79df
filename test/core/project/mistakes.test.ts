import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDeployment } from '../../../core/deployment/parse';
import { deploymentOfAnswers, PROJECT_FIELDS, type Answers } from '../../../core/project/fields';
import { formatMistakes, mistakesIn, mistakesSoFar } from '../../../core/project/mistakes';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../../support/deployments';

const ANSWERS: Answers = {
  fileSystemAccount: ACCOUNT_A,
  bucketAccount: ACCOUNT_B,
  keyAccount: ACCOUNT_C,
  region: 'eu-west-1',
};
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT_C}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

describe('deploymentOfAnswers', () => {
  it('is the smallest deployment, at its first step', () => {
    assert.deepEqual(deploymentOfAnswers(ANSWERS), {
      accounts: { fileSystem: { id: ACCOUNT_A }, bucket: { id: ACCOUNT_B }, key: { id: ACCOUNT_C } },
      region: 'eu-west-1',
      keys: [{ name: 'data' }],
      buckets: [{ name: 'data', key: 'data' }],
      throughStep: 1,
    });
  });

  it('takes everything that is there already, and profiles', () => {
    const answers: Answers = {
      ...ANSWERS,
      fileSystemProfile: 'a',
      bucketProfile: 'b',
      keyProfile: 'c',
      existingFileSystem: 'fs-0123456789abcdef0',
      existingKey: KEY,
      existingBucket: 'genomics',
    };
    assert.deepEqual(deploymentOfAnswers(answers), {
      accounts: {
        fileSystem: { id: ACCOUNT_A, profile: 'a' },
        bucket: { id: ACCOUNT_B, profile: 'b' },
        key: { id: ACCOUNT_C, profile: 'c' },
      },
      region: 'eu-west-1',
      fileSystem: { existingId: 'fs-0123456789abcdef0' },
      client: { enabled: false },
      keys: [{ name: 'data', existingArn: KEY }],
      buckets: [{ name: 'data', bucketName: 'genomics', existing: {}, key: 'data' }],
      throughStep: 1,
    });
    assert.deepEqual(mistakesIn(answers), []);
  });

  it('names a new bucket', () => {
    assert.deepEqual(deploymentOfAnswers({ ...ANSWERS, newBucket: 'genomics' }).buckets, [
      { name: 'data', bucketName: 'genomics', key: 'data' },
    ]);
  });
});

describe('mistakesIn', () => {
  const CASES: [name: string, changes: Answers, mistakes: [option: string, problem: string][]][] = [
    ['nothing', {}, []],
    [
      'an account of eleven digits',
      { bucketAccount: '22222222222' },
      [['--bucket-account', 'does not have the right form']],
    ],
    [
      'a Region that is misspelt',
      { region: 'eu-wset-1' },
      [['--region', 'is not the name of an AWS Region']],
    ],
    [
      'an alias instead of a key',
      { existingKey: `arn:aws:kms:eu-west-1:${ACCOUNT_C}:alias/data` },
      [['--existing-key', 'is the ARN of an alias, not of a key']],
    ],
    [
      "a key of the bucket's account",
      { existingKey: KEY.replace(ACCOUNT_C, ACCOUNT_B) },
      [['--existing-key', `is in account ${ACCOUNT_B}, not in ${ACCOUNT_C}`]],
    ],
    [
      'no file system id',
      { existingFileSystem: 'fs-1' },
      [['--existing-file-system', 'does not have the right form']],
    ],
    [
      'a bucket in capitals',
      { existingBucket: 'Genomics' },
      [['--existing-bucket', 'has characters other than lower-case letters, digits, hyphens and dots']],
    ],
    [
      'a new bucket in capitals',
      { newBucket: 'Genomics' },
      [['--new-bucket', 'has characters other than lower-case letters, digits, hyphens and dots']],
    ],
    [
      'two buckets',
      { existingBucket: 'one', newBucket: 'two' },
      [['--new-bucket', 'stands beside a bucket that is there already']],
    ],
    [
      'one id twice',
      { bucketAccount: ACCOUNT_A },
      [['--bucket-account', "is the file system's account, while the key is in another one"]],
    ],
  ];
  for (const [name, changes, expected] of CASES) {
    it(name, () => {
      const mistakes = mistakesIn({ ...ANSWERS, ...changes });
      assert.deepEqual(
        mistakes.map(({ field, problem }) => [field.option, problem.problem]),
        expected,
      );
    });
  }

  it('tells everything at once, in the order of the options, in the words of the schema', () => {
    assert.equal(
      formatMistakes(mistakesIn({ keyAccount: '1', existingBucket: 'xy' })),
      `5 mistakes in the options

  --file-system-account
    is missing
    why:   AWS account ids have 12 digits; as a number, leading zeros would be lost.
    right: twelve digits, such as 111111111111

  --bucket-account
    is missing
    why:   AWS account ids have 12 digits; as a number, leading zeros would be lost.
    right: twelve digits, such as 111111111111

  --key-account "1"
    does not have the right form
    why:   AWS account ids have 12 digits; as a number, leading zeros would be lost.
    right: twelve digits, such as 111111111111

  --region
    is missing
    why:   every resource of the three stacks lives in one Region, and key policies name it in kms:ViaService.
    right: a Region name such as "us-east-1"

  --existing-bucket "xy"
    has 2 characters; S3 takes 3 to 63
    why:   S3 answers InvalidBucketName.
    right: 3 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit`,
    );
  });

  it('does not hold the Region and the account of a key against those that are not given or wrong', () => {
    const mistakes = mistakesIn({ existingKey: KEY, keyAccount: '3', bucketAccount: ACCOUNT_B });
    assert.deepEqual(
      mistakes.map(({ field, problem }) => [field.name, problem.problem]),
      [
        ['fileSystemAccount', 'is missing'],
        ['keyAccount', 'does not have the right form'],
        ['region', 'is missing'],
      ],
    );
  });

  it('is empty just when the deployment is valid, and always names a field', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        ACCOUNT_A,
        ACCOUNT_B,
        ACCOUNT_C,
        'eu-west-1',
        'us-gov-west-1',
        KEY,
        'genomics',
        'fs-0123456789abcdef0',
      ),
    );
    const shape = Object.fromEntries(
      PROJECT_FIELDS.map(({ name }) => [name, fc.option(text, { nil: undefined })]),
    );
    fc.assert(
      fc.property(fc.record(shape), (answers: Answers) => {
        const { status } = parseDeployment(deploymentOfAnswers(answers));
        const mistakes = mistakesIn(answers).filter(
          ({ problem }) => problem.problem !== 'stands beside a bucket that is there already',
        );
        assert.equal(mistakes.length === 0, status === 'valid');
      }),
    );
  });
});

describe('mistakesSoFar', () => {
  it('says nothing of what has not been answered', () => {
    const open = new Set(PROJECT_FIELDS.map(({ name }) => name));
    assert.deepEqual(mistakesSoFar({}, open), []);
    open.delete('fileSystemAccount');
    assert.deepEqual(mistakesSoFar({ fileSystemAccount: ACCOUNT_A }, open), []);
    open.delete('bucketAccount');
    assert.deepEqual(mistakesSoFar({ fileSystemAccount: ACCOUNT_A, bucketAccount: ACCOUNT_A }, open), []);
  });

  it('says of an earlier answer what a later one has shown', () => {
    const open = new Set(PROJECT_FIELDS.slice(3).map(({ name }) => name));
    const mistakes = mistakesSoFar(
      { fileSystemAccount: ACCOUNT_A, bucketAccount: ACCOUNT_A, keyAccount: ACCOUNT_C },
      open,
    );
    assert.deepEqual(
      mistakes.map(({ field }) => field.name),
      ['bucketAccount'],
    );
  });
});
