import { given } from '../../model/configuration';
import { findingOnHead } from '../lustre';
import type { Rule } from '../rule';

/** With a name, the same request twice is one grant. */
export const rule: Rule = {
  meta: {
    id: 'grant-name-missing',
    severity: 'note',
    title: 'A grant has no name, so that a retry makes a second one',
    why: 'KMS answers a repeated request that has the same parameters and the same name with the grant that is there. Without a name it makes another one. The spare grant is in no state, stays when the first is revoked, and counts towards the 50,000 of a key.',
    fix: 'Set `name`.',
    sources: [
      'KMS API Reference, CreateGrant, "Name" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
    ],
  },
  *check(model) {
    for (const located of model.resources('aws_kms_grant')) {
      const { body } = located.resource;
      if (!body.complete || given(body, 'name')) continue;
      yield findingOnHead(
        located,
        'The grant has no name: when the request is sent again, after a timeout, KMS makes a second grant that Terraform does not know. Set name.',
      );
    }
  },
};
