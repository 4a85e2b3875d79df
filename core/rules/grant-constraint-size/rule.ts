import { GRANT_LIMITS } from '../../facts/grant-operations';
import { constraintPairs, grantsOf, type ConstraintPair, type Grant } from '../../model/grant';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const { constraintPairs: MAX_PAIRS, constraintLength: MAX_LENGTH } = GRANT_LIMITS;

/** A constraint has up to eight pairs, of names and values up to 384 characters. */
export const rule: Rule = {
  meta: {
    id: 'grant-constraint-size',
    severity: 'error',
    title: "A grant's constraint has too many pairs, or too long ones",
    why: `KMS takes up to ${MAX_PAIRS} pairs in the constraint of a grant, with names and values of up to ${MAX_LENGTH} characters each. With more, \`CreateGrant\` ends in \`ValidationException\`.`,
    fix: 'Leave pairs out: `encryption_context_subset` lets others be. A long object ARN cannot be cut, since it is compared letter by letter: name the bucket, with S3 Bucket Keys.',
    sources: [
      'KMS API Reference, GrantConstraints (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html)',
    ],
  },
  *check(model) {
    for (const grant of grantsOf(model)) {
      if (grant.constraints.length > 0) yield* checkGrant(grant);
    }
  },
};

function* checkGrant(grant: Grant): Generator<Finding> {
  const { file } = grant.located;
  const pairs = constraintPairs(grant);
  for (const map of new Set(pairs.map((pair) => pair.map))) {
    const own = pairs.filter((pair) => pair.map === map);
    const tooMany = own[MAX_PAIRS];
    if (!tooMany) continue;
    const message = `The constraint has ${own.length} pairs, and KMS takes up to ${MAX_PAIRS}: it refuses the grant with ValidationException. Leave "${tooMany.key.text}" and what else is too much out.`;
    yield findingAt(file, tooMany.key, message);
  }
  for (const pair of pairs) yield* checkLength(file, pair);
}

function* checkLength(file: Grant['located']['file'], { key, value }: ConstraintPair): Generator<Finding> {
  for (const text of value.kind === 'string' ? [key, value] : [key]) {
    const { length } = text.text;
    if (length <= MAX_LENGTH) continue;
    const message = `The ${text === key ? 'name' : 'value'} has ${length} characters, and KMS takes up to ${MAX_LENGTH} in a grant's constraint: it refuses the grant with ValidationException. Write a shorter one, such as the ARN of the bucket.`;
    yield findingAt(file, text, message);
  }
}
