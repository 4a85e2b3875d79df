import { KEY_TYPES } from '../../facts/grant-operations';
import { keyTypeOf } from '../../model/key-type';
import type { Model } from '../../model/model';
import { settingOf } from '../../model/setting';
import type { Located } from '../../syntax/project';
import { removeEntry } from '../edits';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** Only symmetric keys whose material KMS made and keeps are rotated automatically. */
export const rule: Rule = {
  meta: {
    id: 'kms-key-rotation',
    severity: 'error',
    title: 'Automatic rotation is on for a key that KMS cannot rotate',
    why: 'KMS rotates symmetric encryption keys whose material it made itself. For asymmetric and HMAC keys, and for keys in custom key stores, `EnableKeyRotation` ends in `UnsupportedOperationException`: Terraform creates the key and then fails.',
    fix: 'Leave `enable_key_rotation` out, and rotate by hand: a new key, and the alias set to it.',
    sources: [
      'KMS Developer Guide, "Rotating AWS KMS keys" (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html)',
      'KMS API Reference, EnableKeyRotation (https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html)',
    ],
  },
  *check(model) {
    for (const located of model.resources('aws_kms_key')) {
      const rotation = settingOf(located, 'enable_key_rotation', model);
      if (rotation.status !== 'given' || rotation.text !== 'true') continue;
      const reason = notRotated(located, model);
      if (reason === undefined) continue;
      const message = `The key ${reason}, which KMS does not rotate: EnableKeyRotation ends in UnsupportedOperationException. Leave enable_key_rotation out.`;
      yield findingAt(located.file, rotation.value, message, {
        fixes: removeEntry(located.file, rotation.entry, { safe: true }),
      } satisfies Pick<Finding, 'fixes'>);
    }
  },
};

function notRotated(located: Located, model: Model): string | undefined {
  const type = keyTypeOf(located);
  if (type && type !== 'symmetric') return `is ${KEY_TYPES[type].words}`;
  if (settingOf(located, 'xks_key_id', model).status === 'given') return 'has its material outside of AWS';
  return settingOf(located, 'custom_key_store_id', model).status === 'given'
    ? 'is in a custom key store'
    : undefined;
}
