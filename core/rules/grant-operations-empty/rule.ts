import { grantsOf } from '../../model/grant';
import { findingAt } from '../finding';
import type { Rule } from '../rule';

/** A grant allows at least one operation. */
export const rule: Rule = {
  meta: {
    id: 'grant-operations-empty',
    severity: 'error',
    title: 'A grant lists no operation',
    why: 'A grant without operations allows nothing, and KMS refuses it with `ValidationException`. Terraform plans it without a word.',
    fix: 'List what the grantee needs: for reading and exporting `Decrypt`, `GenerateDataKey` and `DescribeKey`.',
    sources: [
      'KMS API Reference, CreateGrant, "Operations" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
    ],
  },
  *check(model) {
    for (const { located, operations } of grantsOf(model)) {
      const { value } = operations;
      if (value?.kind !== 'list' || !value.complete || value.items.length > 0) continue;
      yield findingAt(
        located.file,
        value,
        'The grant lists no operation: KMS refuses it with ValidationException. For a file system write "Decrypt", "GenerateDataKey" and "DescribeKey".',
      );
    }
  },
};
