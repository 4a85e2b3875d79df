import { isGrantOperation, meantGrantOperations } from '../../facts/grant-operations';
import { grantsOf, type Grant } from '../../model/grant';
import type { StringValue } from '../../syntax/value';
import { findingAt, replaceText } from '../finding';
import type { Finding, Fix, Rule } from '../rule';

/** Operations of a grant are names of KMS operations: no prefix, no wildcard, case counts. */
export const rule: Rule = {
  meta: {
    id: 'grant-operation-unknown',
    severity: 'error',
    title: 'A grant lists an operation that KMS does not know',
    why: 'A grant takes names of operations from a closed list, and compares them letter by letter. What a policy would take, `kms:Decrypt` or `ReEncrypt*`, is no operation: `CreateGrant` ends in `ValidationException`, and Terraform refuses the plan.',
    fix: 'Write the bare name, one item an operation: `Decrypt`, `GenerateDataKey`, `ReEncryptFrom` and `ReEncryptTo`.',
    sources: [
      'KMS API Reference, CreateGrant, "Operations" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
    ],
  },
  *check(model) {
    for (const grant of grantsOf(model)) {
      for (const operation of grant.operations.texts) {
        if (!isGrantOperation(operation.text)) yield unknownOperation(grant, operation);
      }
    }
  },
};

function unknownOperation(grant: Grant, operation: StringValue): Finding {
  const { file } = grant.located;
  const meant = meantGrantOperations(operation.text);
  const advice =
    meant.length > 0
      ? `Write ${meant.map((name) => `"${name}"`).join(' and ')}.`
      : 'Write one of the operations that KMS lists for grants.';
  const message = `"${operation.text}" ${reason(operation.text)}, and KMS refuses the whole grant. ${advice}`;
  return findingAt(file, operation, message, { fixes: fixesFor(grant, operation, meant) });
}

function reason(text: string): string {
  if (/^kms:/i.test(text)) return 'has the prefix of a policy: operations of a grant have none';
  if (text.includes('*')) return 'is a pattern: operations of a grant are named one by one';
  return 'is no operation that a grant can allow';
}

/** One name in its place; the names of a pattern one by one, where the list is written in the file. */
function fixesFor(grant: Grant, operation: StringValue, meant: readonly string[]): Fix[] {
  const { file } = grant.located;
  const present = new Set(grant.operations.texts.map(({ text }) => text));
  const missing = meant.filter((name) => !present.has(name));
  const [only, ...others] = missing;
  if (only === undefined) return [];
  const isExact =
    /^(kms:)?\w+$/i.test(operation.text) && operation.text.toLowerCase().endsWith(only.toLowerCase());
  if (others.length === 0) return [replaceText(file, operation, only, { safe: isExact })];
  const before = file.text[operation.range.start];
  const isPlain = before === '"' || before === "'";
  if (!isPlain || operation.range.path !== undefined || operation.use) return [];
  const text = missing.join(`${before}, ${before}`);
  const title = `Replace by ${missing.join(', ')}`;
  // GenerateDataKey* covers operations that a file system has no use for: a look is needed.
  return [replaceText(file, operation, text, { safe: missing.length === 2, title })];
}
