import { ROTATION_PERIOD_DAYS } from '../../../../core/facts/kms';
import { ok, type AwsError } from '../../../gateway/outcome';
import type { OperationTable } from '../../service';
import { integer, oneOf } from '../../shape';
import { denied, kmsError } from '../errors';
import type { KmsGround } from '../ground';
import { LIMIT, MARKER } from '../members';
import { epochSeconds, materialId, newMaterial } from '../metadata';
import { KEY_ID, onKey } from '../on-key';
import { pageOf } from '../page';
import type { KeyRecord } from '../records';

const DAY_MS = 86_400_000;
const ONLY_KEY = { KeyId: KEY_ID } as const;

/**
 * Rotation. Source: KMS API Reference, EnableKeyRotation, DisableKeyRotation, GetKeyRotationStatus,
 * RotateKeyOnDemand, ListKeyRotations.
 */
export function rotationOperations(ground: KmsGround): OperationTable {
  const { store, world } = ground;
  return {
    EnableKeyRotation: onKey(ground, {
      shape: {
        KeyId: KEY_ID,
        RotationPeriodInDays: integer(ROTATION_PERIOD_DAYS.min, ROTATION_PERIOD_DAYS.max),
      },
      context: ({ RotationPeriodInDays: days = ROTATION_PERIOD_DAYS.default }) => ({
        'kms:RotationPeriodInDays': String(days),
      }),
      works: 'when-enabled',
      check: (_, key) => notRotatable(key),
      run: async ({ key, input }) => {
        const {
          RotationPeriodInDays: periodDays = key.rotation?.periodDays ?? ROTATION_PERIOD_DAYS.default,
        } = input;
        await store.change(() => {
          key.rotation = { periodDays, since: key.rotation?.since ?? world.now().toISOString() };
        });
        return ok();
      },
    }),
    DisableKeyRotation: onKey(ground, {
      shape: ONLY_KEY,
      works: 'when-enabled',
      check: (_, key) => notRotatable(key),
      run: async ({ key }) => {
        await store.change(() => {
          key.rotation = undefined;
        });
        return ok();
      },
    }),
    GetKeyRotationStatus: onKey(ground, {
      shape: ONLY_KEY,
      works: 'always',
      check: (_, key) => notRotatable(key),
      run: ({ key }) => ok({ KeyId: key.arn, KeyRotationEnabled: isRotating(key), ...nextRotation(key) }),
    }),
    RotateKeyOnDemand: onKey(ground, {
      shape: ONLY_KEY,
      works: 'when-enabled',
      check: (_, key) =>
        notRotatable(key) ??
        (rotationsOnDemand(key) < MAX_ON_DEMAND
          ? undefined
          : kmsError('LimitExceededException', `A key can be rotated ${MAX_ON_DEMAND} times on demand.`)),
      run: async ({ key }) => {
        await store.change(() => key.materials.push(newMaterial(world.now(), 'ON_DEMAND')));
        return ok({ KeyId: key.arn });
      },
    }),
    ListKeyRotations: onKey(ground, {
      shape: {
        KeyId: KEY_ID,
        IncludeKeyMaterial: oneOf(['ALL_KEY_MATERIAL', 'ROTATIONS_ONLY']),
        Limit: LIMIT,
        Marker: MARKER,
      },
      works: 'always',
      check: (_, key) => notRotatable(key),
      run: ({ key, input }) => {
        const all = input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL';
        const listed = key.materials.filter(({ rotated }) => all || rotated !== undefined);
        const page = pageOf(listed, { limit: input.Limit ?? 100, marker: input.Marker });
        if (page.status === 'error') return page;
        const rotations = page.items.map((material) => ({
          KeyId: key.arn,
          KeyMaterialId: materialId(material),
          ...(material.rotated === undefined
            ? {}
            : { RotationDate: epochSeconds(material.since), RotationType: material.rotated }),
        }));
        return ok({ Rotations: rotations, ...page.rest });
      },
    }),
  };
}

/** Source: KMS Developer Guide, "Resource quotas". */
const MAX_ON_DEMAND = 25;

function rotationsOnDemand({ materials }: KeyRecord): number {
  return materials.filter(({ rotated }) => rotated === 'ON_DEMAND').length;
}

/** A key that waits for its deletion is not rotated. */
function isRotating({ rotation, state }: KeyRecord): boolean {
  return rotation !== undefined && state !== 'PendingDeletion';
}

function nextRotation({ rotation, state }: KeyRecord): {
  RotationPeriodInDays?: number;
  NextRotationDate?: number;
} {
  if (!rotation || state === 'PendingDeletion') return {};
  const next = new Date(Date.parse(rotation.since) + rotation.periodDays * DAY_MS);
  return { RotationPeriodInDays: rotation.periodDays, NextRotationDate: epochSeconds(next.toISOString()) };
}

function notRotatable({ arn, spec, origin, manager }: KeyRecord): AwsError | undefined {
  if (manager === 'AWS') {
    return denied(`${arn} is managed by AWS and cannot be changed.`);
  }
  if (spec === 'SYMMETRIC_DEFAULT' && origin === 'AWS_KMS') return undefined;
  return kmsError(
    'UnsupportedOperationException',
    `${arn} key spec or origin is not supported for rotation.`,
  );
}
