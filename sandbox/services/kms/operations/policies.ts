import { ok } from '../../../gateway/outcome';
import { currentPolicy, pinPolicy } from '../../../identity/pinned-policy';
import type { OperationTable } from '../../service';
import { flag, required, text } from '../../shape';
import { notFound, validation } from '../errors';
import type { KmsGround } from '../ground';
import { lockOut, policyProblem } from '../key-policy';
import { LIMIT, MARKER, POLICY } from '../members';
import { KEY_ID, onKey } from '../on-key';

const POLICY_NAME = text({ min: 1, max: 128, pattern: /^\w+$/ });
/** The only name that a key policy can have. */
const DEFAULT = 'default';

/** Key policies. Source: KMS API Reference, PutKeyPolicy, GetKeyPolicy, ListKeyPolicies. */
export function policyOperations(ground: KmsGround): OperationTable {
  const { store, world } = ground;
  return {
    PutKeyPolicy: onKey(ground, {
      shape: {
        KeyId: KEY_ID,
        PolicyName: POLICY_NAME,
        Policy: required(POLICY),
        BypassPolicyLockoutSafetyCheck: flag(),
      },
      context: ({ BypassPolicyLockoutSafetyCheck: bypass = false }) => ({
        'kms:BypassPolicyLockoutSafetyCheck': String(bypass),
      }),
      works: 'unless-pending-deletion',
      check: ({ PolicyName: name = DEFAULT }) =>
        name === DEFAULT ? undefined : validation('The only valid PolicyName is default.'),
      run: async ({ call, key, input }) => {
        const { Policy: policy, BypassPolicyLockoutSafetyCheck: bypass } = input;
        const problem =
          (await policyProblem(policy, ground)) ??
          (bypass ? undefined : await lockOut(ground, call, key, policy));
        if (problem) return problem;
        const pinned = await pinPolicy(policy, world.directory);
        await store.change(() => {
          key.policy = pinned;
        });
        return ok();
      },
    }),
    GetKeyPolicy: onKey(ground, {
      shape: { KeyId: KEY_ID, PolicyName: POLICY_NAME },
      works: 'always',
      run: async ({ key, input }) => {
        const { PolicyName: name = DEFAULT } = input;
        if (name !== DEFAULT) return notFound('No such policy exists');
        return ok({ Policy: await currentPolicy(key.policy, world.directory), PolicyName: DEFAULT });
      },
    }),
    ListKeyPolicies: onKey(ground, {
      shape: { KeyId: KEY_ID, Limit: LIMIT, Marker: MARKER },
      works: 'always',
      run: () => ok({ PolicyNames: [DEFAULT], Truncated: false }),
    }),
  };
}
