import assert from 'node:assert/strict';
import { askForAnswers } from '../../../core/project/ask';
import type { Answers } from '../../../core/project/fields';
import { formatAnswerMistake } from '../../../core/project/mistakes';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../../support/deployments';

/** Somebody who types lines, until there are none. */
async function asked(lines: readonly string[], given: Answers = {}) {
  const rest = [...lines];
  const questions: string[] = [];
  const told: string[] = [];
  const answers = await askForAnswers({
    given,
    suggested: { region: 'us-east-1' },
    ask: (question) => {
      questions.push(question);
      return Promise.resolve(rest.shift());
    },
    tell: (mistake) => told.push(formatAnswerMistake(mistake)),
  });
  return { answers, questions, told, left: rest };
}

describe('askForAnswers', () => {
  it('asks for everything in order, and takes Enter for the default', async () => {
    const { answers, questions, told } = await asked([
      ACCOUNT_A,
      ACCOUNT_B,
      ACCOUNT_C,
      'team-a',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
    ]);
    assert.deepEqual(answers, {
      fileSystemAccount: ACCOUNT_A,
      bucketAccount: ACCOUNT_B,
      keyAccount: ACCOUNT_C,
      fileSystemProfile: 'team-a',
      region: 'us-east-1',
    });
    assert.deepEqual(told, []);
    assert.deepEqual(questions, [
      'Account A, which holds the file system: its 12 digits: ',
      'Account B, which holds the S3 bucket: ',
      'Account C, which holds the KMS key: ',
      'Profile of your AWS configuration for account A (Enter: the usual credentials): ',
      'Profile for account B (Enter: the usual credentials): ',
      'Profile for account C (Enter: the usual credentials): ',
      'Region of file system, bucket and key [us-east-1]: ',
      'Id of a file system that is there already (Enter: a new one): ',
      'Full ARN of a key that is there already (Enter: a new one): ',
      'Name of a bucket that is there already (Enter: a new one): ',
      'Name of the new bucket (Enter: made from account, Region and prefix): ',
    ]);
  });

  it('does not ask for what is given, nor for the name of a new bucket where one is there', async () => {
    const given: Answers = {
      fileSystemAccount: ACCOUNT_A,
      bucketAccount: ACCOUNT_B,
      keyAccount: ACCOUNT_C,
      fileSystemProfile: 'a',
      bucketProfile: 'b',
      keyProfile: 'c',
      region: 'eu-west-1',
      existingFileSystem: 'fs-0123456789abcdef0',
    };
    const { answers, questions } = await asked(['', 'genomics'], given);
    assert.equal(questions.length, 2);
    assert.deepEqual(answers, { ...given, existingBucket: 'genomics' });
  });

  it('says at once what is wrong with an answer, and asks again', async () => {
    const { questions, told } = await asked(['1234', '']);
    assert.deepEqual(told, [
      `"1234" does not have the right form
    why:   AWS account ids have 12 digits; as a number, leading zeros would be lost.
    right: twelve digits, such as 111111111111`,
      `An answer is missing
    why:   AWS account ids have 12 digits; as a number, leading zeros would be lost.
    right: twelve digits, such as 111111111111`,
    ]);
    assert.deepEqual(new Set(questions).size, 1);
  });

  it('goes back to the answer that was wrong', async () => {
    const { questions, told, answers } = await asked([
      ACCOUNT_A,
      ACCOUNT_A,
      ACCOUNT_C,
      ACCOUNT_B,
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
    ]);
    assert.equal(told.length, 1);
    assert.match(questions[3] ?? '', /^Account B/);
    assert.equal(answers?.bucketAccount, ACCOUNT_B);
  });

  it('names no option, not even where an answer stands against one', async () => {
    const given: Answers = { fileSystemAccount: ACCOUNT_A, bucketAccount: ACCOUNT_B, keyAccount: ACCOUNT_C };
    const lines = ['', '', '', '', '', '', 'genomics'];
    const { told, answers } = await asked(lines, { ...given, newBucket: 'results' });
    assert.match(told.join('\n'), /^"results" stands beside a bucket that is there already\n/);
    assert.doesNotMatch(told.join('\n'), /--/);
    assert.deepEqual([answers?.existingBucket, answers?.newBucket], ['genomics', undefined]);
  });

  it('gives no answers when no more come', async () => {
    const { answers } = await asked([ACCOUNT_A]);
    assert.equal(answers, undefined);
  });
});
