import { ok } from '../../../gateway/outcome';
import type { OperationTable } from '../../service';
import { readInput, required, text } from '../../shape';
import { accountDenial } from '../account-level';
import type { KmsGround } from '../ground';
import { GRANT_TOKENS, LIMIT, MARKER } from '../members';
import { keyMetadata } from '../metadata';
import { KEY_ID, onKey, whereOf } from '../on-key';
import { pageOf } from '../page';

/** Looking at keys. Source: KMS API Reference, DescribeKey, ListKeys, UpdateKeyDescription. */
export function describeOperations(ground: KmsGround): OperationTable {
  return {
    DescribeKey: onKey(ground, {
      shape: { KeyId: KEY_ID, GrantTokens: GRANT_TOKENS },
      takesAlias: true,
      works: 'always',
      run: ({ key }) => ok({ KeyMetadata: keyMetadata(key) }),
    }),
    UpdateKeyDescription: onKey(ground, {
      shape: { KeyId: KEY_ID, Description: required(text({ max: 8192 })) },
      works: 'unless-pending-deletion',
      run: async ({ key, input }) => {
        await ground.store.change(() => {
          key.description = input.Description;
        });
        return ok();
      },
    }),
    ListKeys: async (call) => {
      const read = readInput({ Limit: LIMIT, Marker: MARKER }, call.input);
      if (read.status === 'error') return read;
      const refused = await accountDenial(ground, call);
      if (refused) return refused;
      await ground.store.deleteDueKeys(ground.world.now());
      const where = whereOf(call);
      const own = ground.store.keys.filter(
        ({ account, region }) => account === where.account && region === where.region,
      );
      const page = pageOf(own, { limit: read.input.Limit ?? 100, marker: read.input.Marker });
      if (page.status === 'error') return page;
      return ok({ Keys: page.items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...page.rest });
    },
  };
}
