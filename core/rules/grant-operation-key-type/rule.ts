import {
  isGrantOperation,
  KEY_TYPES,
  keyTypesTaking,
  type AnyGrantOperation,
  type KeyType,
} from '../../facts/grant-operations';
import { grantsOf, type Grant } from '../../model/grant';
import { keyTypeOf } from '../../model/key-type';
import type { StringValue } from '../../syntax/value';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** A key of each type can do certain operations; a grant with another one is refused. */
export const rule: Rule = {
  meta: {
    id: 'grant-operation-key-type',
    severity: 'error',
    title: 'A grant lists an operation that its key cannot do',
    why: 'KMS checks the operations against the spec and the usage of the key. With `Sign` on a symmetric key, or `GenerateDataKey` on an RSA key, it refuses the grant with `ValidationException`, and with it the operations that would have been right.',
    fix: 'Leave the operation out, or name a key of the right type. For a bucket and its file system that is a symmetric key (`SYMMETRIC_DEFAULT`).',
    sources: [
      'KMS API Reference, CreateGrant, "Operations" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
      'KMS Developer Guide, "Key type reference" (https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-compare.html)',
    ],
  },
  *check(model) {
    for (const grant of grantsOf(model)) yield* checkGrant(grant);
  },
};

function* checkGrant(grant: Grant): Generator<Finding> {
  const type = grant.key?.resource && keyTypeOf(grant.key.resource);
  for (const operation of grant.operations.texts) {
    const { text } = operation;
    if (!isGrantOperation(text)) continue;
    if (type) {
      if (!KEY_TYPES[type].operations.includes(text)) yield wrongType(grant, operation, text, type);
    } else if (grant.role && !KEY_TYPES.symmetric.operations.includes(text)) {
      yield noUseToFileSystem(grant, operation, text);
    }
  }
}

function wrongType(grant: Grant, operation: StringValue, name: AnyGrantOperation, type: KeyType): Finding {
  const takers = keyTypesTaking(name).map((taker) => KEY_TYPES[taker].words);
  const message = `The key is ${KEY_TYPES[type].words}, and "${name}" takes ${takers.join(' or ')}: KMS refuses the whole grant with ValidationException. Leave it out, or name another key.`;
  const key = grant.key?.resource;
  return findingAt(grant.located.file, operation, message, {
    related: key ? [{ file: key.file, range: key.resource.head, message: 'The key' }] : [],
  });
}

function noUseToFileSystem({ located }: Grant, operation: StringValue, name: AnyGrantOperation): Finding {
  const message = `"${name}" is no operation of symmetric keys, and objects that a file system reads are encrypted with symmetric keys only: KMS refuses the whole grant with ValidationException. Leave it out.`;
  return findingAt(located.file, operation, message);
}
