import { knownTexts } from '../../model/conditions';
import { statementsOf } from '../../model/policy-scope';
import type { Model } from '../../model/model';
import { outsideVariables } from '../../model/variables';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** Who may retire a grant is in the grant itself, not in the key's policy. */
export const rule: Rule = {
  meta: {
    id: 'kms-retire-grant',
    severity: 'note',
    perPolicy: true,
    title: "kms:RetireGrant in a key's policy",
    why: "Whether somebody may retire a grant follows from the grant: its retiring principal, a grantee with the operation `RetireGrant`, or an identity policy in the account that created it. `kms:RetireGrant` in a key's policy is not effective, and `RetireGrant` ends in `AccessDeniedException`.",
    fix: "Allow `kms:RevokeGrant`, which a key's policy does decide about, or set `retiring_principal` on the grant.",
    sources: [
      'KMS Developer Guide, "Retiring and revoking grants" (https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html)',
    ],
  },
  *check(model) {
    yield* outsideVariables(findings(model), model);
  },
};

function* findings(model: Model): Generator<Finding> {
  for (const { policy, statement } of statementsOf(model, 'key')) {
    if (statement.effect !== 'Allow') continue;
    for (const value of knownTexts(statement.action?.items ?? [])) {
      if (value.text.toLowerCase() !== 'kms:retiregrant') continue;
      yield findingAt(
        policy.file,
        value,
        'A key\'s policy does not decide who may retire a grant: this has no effect, and RetireGrant stays denied. Allow "kms:RevokeGrant", or set the grant\'s retiring principal.',
      );
    }
  }
}
