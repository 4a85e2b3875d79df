import { grantsOf } from '../../model/grant';
import { findingAt } from '../finding';
import type { Rule } from '../rule';

/** `CreateGrant` passes on what a grant has: alone it has nothing to pass on. */
export const rule: Rule = {
  meta: {
    id: 'grant-create-grant-alone',
    severity: 'warning',
    title: 'A grant allows CreateGrant and nothing that could be passed on',
    why: 'With `CreateGrant` the grantee makes grants of its own, for a part of the operations of this one. Where there are no others, no grant can be made. KMS was seen to refuse such a grant.',
    fix: 'Add the operations that are meant, such as `Decrypt`, or leave `CreateGrant` out.',
    sources: [
      'KMS Developer Guide, "Grants in AWS KMS" (https://docs.aws.amazon.com/kms/latest/developerguide/grants.html)',
    ],
  },
  *check(model) {
    for (const { located, operations } of grantsOf(model)) {
      const [only] = operations.texts;
      if (!operations.complete || operations.texts.length !== 1 || only?.text !== 'CreateGrant') continue;
      yield findingAt(
        located.file,
        only,
        'The grant allows "CreateGrant" only: the grantee can pass on no more than the grant has, which is nothing. Add the operations that are meant, such as "Decrypt".',
      );
    }
  },
};
