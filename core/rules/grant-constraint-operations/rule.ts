import {
  CONTEXT_FREE_OPERATIONS,
  ENCRYPTION_CONTEXT_OPERATIONS,
  isGrantOperation,
  KEY_TYPES,
} from '../../facts/grant-operations';
import { constraintPairs, grantsOf, type Grant } from '../../model/grant';
import { keyTypeOf } from '../../model/key-type';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** A constraint on the encryption context needs operations that have one. */
export const rule: Rule = {
  meta: {
    id: 'grant-constraint-operations',
    severity: 'error',
    title: 'A grant has a constraint on the encryption context, and an operation that has none',
    why: 'Only the cryptographic operations of symmetric keys have an encryption context. KMS refuses a grant whose constraint stands beside others, such as `Sign` or `GetPublicKey`, or on an asymmetric or HMAC key; `DescribeKey`, `RetireGrant` and `CreateGrant` may stand beside it. Where these are the only ones, the constraint limits no use of data.',
    fix: 'Put the operation into a grant of its own, without a constraint.',
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
  const { located, operations } = grant;
  const [pair] = constraintPairs(grant);
  if (!pair) return;
  const type = grant.key?.resource && keyTypeOf(grant.key.resource);
  if (type && type !== 'symmetric') {
    const message = `The key is ${KEY_TYPES[type].words}, whose operations have no encryption context: KMS refuses a grant with ${pair.name} on it. Leave the constraint out.`;
    yield { file: located.file, range: pair.key.range, message };
    return;
  }
  const known = operations.texts.filter(({ text }) => isGrantOperation(text));
  for (const operation of known) {
    if (hasContext(operation.text) || isLetBe(operation.text)) continue;
    const message = `"${operation.text}" has no encryption context, and KMS refuses it beside ${pair.name}. Put it into a grant without a constraint.`;
    yield findingAt(located.file, operation, message);
  }
  const only = known.every(({ text }) => text === 'DescribeKey' || text === 'RetireGrant');
  const { value } = operations;
  if (value && operations.complete && known.length > 0 && known.length === operations.texts.length && only) {
    const names = known.map(({ text }) => text).join(' and ');
    const message = `${names} ${known.length === 1 ? 'has' : 'have'} no encryption context: ${pair.name} limits nothing here. Add the operations that it is meant for, or leave it out.`;
    yield findingAt(located.file, value, message, { severity: 'warning' });
  }
}

function hasContext(text: string): boolean {
  return ENCRYPTION_CONTEXT_OPERATIONS.some((operation) => operation === text);
}

function isLetBe(text: string): boolean {
  return CONTEXT_FREE_OPERATIONS.some((operation) => operation === text);
}
