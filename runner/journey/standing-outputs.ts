import type { Way } from '../../core/journey/journey';
import { DEPLOY_ORDER, type AccountRole } from '../../core/journey/steps';

export type StackOutputs = Partial<Record<AccountRole, Record<string, string>>>;

/**
 * Outputs of the stacks that stand: of their state, else as the journey has them.
 * @param read from a stack's state; undefined when there is none
 * @param onMessage told why a state could not be read
 */
export async function standingOutputs(
  { stacks }: Way,
  read: (account: AccountRole) => Promise<Record<string, string> | undefined>,
  onMessage: (message: string) => void,
): Promise<StackOutputs> {
  const isKnown = Object.keys(stacks).length > 0;
  const outputs: StackOutputs = {};
  await Promise.all(
    DEPLOY_ORDER.map(async (account) => {
      const record = stacks[account];
      if (isKnown && (record === undefined || record.status === 'destroyed')) return;
      const inState = await read(account).catch((error: unknown) => {
        onMessage((error as Error).message);
        return undefined;
      });
      const found = inState ?? record?.outputs;
      if (found !== undefined) outputs[account] = found;
    }),
  );
  return outputs;
}
