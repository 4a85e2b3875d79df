import { KEY_SPEC_TYPES, KEY_TYPES } from '../../facts/grant-operations';
import { keySpecification } from '../../model/key-type';
import { findEntry } from '../../syntax/inspect';
import { insertAfter, replaceValue } from '../edits';
import { findingAt, quotedList } from '../finding';
import type { Rule } from '../rule';
import { outsideVariables } from '../../model/variables';
import type { Model } from '../../model/model';
import type { Finding } from '../rule';

/** A key's spec says what the key can be used for; Terraform's default usage fits symmetric and RSA keys only. */
export const rule: Rule = {
  meta: {
    id: 'kms-key-spec-usage',
    severity: 'error',
    title: "A key's usage does not go with its spec",
    why: 'KMS creates a key for one usage, and each spec has its own. Terraform sends `ENCRYPT_DECRYPT` where none is written, which HMAC keys and elliptic curves do not have: `CreateKey` ends in `ValidationException`.',
    fix: 'Write a usage that the spec has. A key for a bucket or a file system is `SYMMETRIC_DEFAULT` and `ENCRYPT_DECRYPT`.',
    sources: [
      'KMS API Reference, CreateKey, "KeySpec" and "KeyUsage" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(checkKeys(model), model);
  },
};

function* checkKeys(model: Model): Generator<Finding> {
  for (const located of model.resources('aws_kms_key')) {
    const { file, resource } = located;
    const specification = keySpecification(located);
    const types = Object.entries(KEY_SPEC_TYPES).find(([spec]) => spec === specification?.spec)?.[1];
    if (!specification || !types) continue;
    const usages = [...new Set(types.map((type) => KEY_TYPES[type].usage as string))];
    const { spec, specValue, usage, usageValue } = specification;
    const marked = usageValue ?? specValue;
    if (usages.includes(usage) || !marked) continue;
    const [only] = usages;
    const isDefault = usageValue === undefined;
    const message = `A key with the spec "${spec}" cannot have the usage "${usage}"${isDefault ? ', which is what Terraform sends when there is none' : ''}: KMS refuses to create it. Write ${quotedList(usages)}.`;
    const after = findEntry(resource.body, 'customer_master_key_spec');
    const isCertain = only !== undefined && usages.length === 1;
    yield findingAt(file, marked, message, {
      fixes: !isCertain
        ? []
        : usageValue
          ? replaceValue(file, usageValue, only, { safe: false })
          : after
            ? insertAfter(file, after, 'key_usage', `"${only}"`, { safe: true })
            : [],
    });
  }
}
