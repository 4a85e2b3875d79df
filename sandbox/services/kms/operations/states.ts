import { DELETION_WINDOW_DAYS } from '../../../../core/facts/kms';
import { ok, type AwsError } from '../../../gateway/outcome';
import type { OperationTable } from '../../service';
import { integer } from '../../shape';
import type { KmsGround } from '../ground';
import { epochSeconds } from '../metadata';
import { KEY_ID, onKey } from '../on-key';
import type { KeyRecord } from '../records';
import { denied, kmsError, stateProblem } from '../errors';

const DAY_MS = 86_400_000;
const ONLY_KEY = { KeyId: KEY_ID } as const;
const WINDOW = integer(DELETION_WINDOW_DAYS.min, DELETION_WINDOW_DAYS.max);

/** The states of a key. Source: KMS API Reference, EnableKey, DisableKey, ScheduleKeyDeletion, CancelKeyDeletion. */
export function stateOperations(ground: KmsGround): OperationTable {
  const { store, world } = ground;
  const change = (key: KeyRecord, state: KeyRecord['state'], deletion?: string) =>
    store.change(() => {
      key.state = state;
      key.deletion = deletion;
    });
  return {
    EnableKey: onKey(ground, {
      shape: ONLY_KEY,
      works: 'unless-pending-deletion',
      check: (_, key) => managed(key) ?? (key.state === 'PendingImport' ? stateProblem(key) : undefined),
      run: async ({ key }) => {
        await change(key, 'Enabled');
        return ok();
      },
    }),
    DisableKey: onKey(ground, {
      shape: ONLY_KEY,
      works: 'unless-pending-deletion',
      check: (_, key) => managed(key) ?? (key.state === 'PendingImport' ? stateProblem(key) : undefined),
      run: async ({ key }) => {
        await change(key, 'Disabled');
        return ok();
      },
    }),
    ScheduleKeyDeletion: onKey(ground, {
      shape: { KeyId: KEY_ID, PendingWindowInDays: WINDOW },
      context: ({ PendingWindowInDays: days = DELETION_WINDOW_DAYS.default }) => ({
        'kms:ScheduleKeyDeletionPendingWindowInDays': String(days),
      }),
      works: 'unless-pending-deletion',
      check: (_, key) => managed(key),
      run: async ({ key, input }) => {
        const { PendingWindowInDays: days = DELETION_WINDOW_DAYS.default } = input;
        const deletion = new Date(world.now().getTime() + days * DAY_MS).toISOString();
        await change(key, 'PendingDeletion', deletion);
        return ok({
          KeyId: key.arn,
          DeletionDate: epochSeconds(deletion),
          KeyState: key.state,
          PendingWindowInDays: days,
        });
      },
    }),
    CancelKeyDeletion: onKey(ground, {
      shape: ONLY_KEY,
      works: 'always',
      check: (_, key) =>
        key.state === 'PendingDeletion'
          ? undefined
          : kmsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`),
      run: async ({ key }) => {
        await change(key, 'Disabled');
        return ok({ KeyId: key.arn });
      },
    }),
  };
}

/** Keys of AWS services are not the customer's to change. */
function managed({ manager, arn }: KeyRecord): AwsError | undefined {
  if (manager === 'CUSTOMER') return undefined;
  return denied(`${arn} is managed by AWS and cannot be changed.`);
}
