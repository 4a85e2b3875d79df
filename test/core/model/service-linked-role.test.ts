import assert from 'node:assert/strict';
import { roleArnProblem } from '../../../core/model/service-linked-role';
import { HOLE } from '../../../core/syntax/text-map';

const HEAD = 'arn:aws:iam::111111111111:role/';
const SERVICE = 'aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/';
const NAME = 'AWSServiceRoleForFSxS3Access_';

/** What is wrong in a text, and the text as it should be. */
function problem(text: string): [wrong: string, right: string | undefined] | undefined {
  const found = roleArnProblem(text);
  if (!found) return undefined;
  const { from, to, text: put } = found;
  return [text.slice(from, to), put === undefined ? undefined : text.slice(0, from) + put + text.slice(to)];
}

describe("the ARN of a file system's role", () => {
  const right = `${HEAD}${SERVICE}${NAME}fs-0123456789abcdef0`;

  for (const [text, expected] of [
    [`${HEAD}aws-service-role/`, ['aws-service-role/', undefined]],
    [`${HEAD}aws-service-role`, ['aws-service-role', undefined]],
    [`${HEAD}${SERVICE}`, [SERVICE, undefined]],
    [`${HEAD}${SERVICE}${NAME}`, [NAME, undefined]],
    [`${HEAD}${SERVICE}${NAME}fs-01`, ['fs-01', undefined]],
    [`${HEAD}${SERVICE}${NAME}0123456789abcdef0`, ['0123456789abcdef0', right]],
    [`${HEAD}${NAME}fs-0123456789abcdef0`, ['', right]],
    [`${HEAD}service-role/${NAME}fs-0123456789abcdef0`, ['service-role/', right]],
    [right.replace('s3.data-source.lustre.', ''), ['fsx.amazonaws.com', right]],
    [right.replace('S3Access_', 'S3Access-'), ['AWSServiceRoleForFSxS3Access-', right]],
    [`arn:aws:iam::${HOLE}:role/aws-service-role/`, ['aws-service-role/', undefined]],
  ] as const) {
    it(`finds what is wrong with ${text}`, () => {
      assert.deepEqual(problem(text), expected);
    });
  }

  for (const text of [
    right,
    `${HEAD}${SERVICE}${NAME}${HOLE}`,
    `${HEAD}${SERVICE}${NAME}*`,
    `${HEAD}aws-service-role/*`,
    `${HEAD}*/${NAME}*`,
    `${HEAD}aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx`,
    `${HEAD}aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    `${HEAD}${HOLE}`,
    `${HEAD}admin`,
    'arn:aws:iam::111111111111:root',
  ]) {
    it(`has nothing against ${text}`, () => {
      assert.equal(roleArnProblem(text), undefined);
    });
  }
});
