import { regionOf } from '../../model/accounts';
import { grantsOf } from '../../model/grant';
import { findingAt } from '../finding';
import type { Rule } from '../rule';

/** KMS is regional: a key is known in its own Region only. */
export const rule: Rule = {
  meta: {
    id: 'grant-region',
    severity: 'note',
    title: 'A grant is created in another Region than that of its key',
    why: "Terraform sends the request to the Region of the grant's provider, and KMS knows a key in its own Region only. Where file system and key are in different Regions, the grant needs a provider with the account of the file system and the Region of the key.",
    fix: "Add a provider with an alias for the file system's account in the key's Region, and name it in the grant.",
    sources: [
      'KMS API Reference, CreateGrant, "KeyId" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
      'KMS Developer Guide, "Multi-Region keys in AWS KMS" (https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html)',
    ],
  },
  *check(model) {
    for (const { located, key } of grantsOf(model)) {
      const region = regionOf(located, model);
      if (!key || key.region === undefined || region === undefined || key.region === region) continue;
      const message = `The key is in "${key.region}", and the grant is created in "${region}", where KMS does not know the key. Use a provider of the file system's account with the Region "${key.region}".`;
      yield findingAt(located.file, key.value, message);
    }
  },
};
