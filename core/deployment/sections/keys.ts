import { z } from 'zod';
import { DELETION_WINDOW_DAYS, ROTATION_PERIOD_DAYS } from '../../facts/kms';
import { partitionOfRegion } from '../../facts/regions';
import { keyArnProblem } from '../arn-problems';
import { field, type Report } from '../problem';
import type { Accounts } from './accounts';
import type { FileSystem } from './file-system';

/** A short name that Terraform outputs and construct ids are made from. */
export const shortName = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/);
export const SHORT_NAME_NOTES = {
  reason: 'it becomes part of resource names and Terraform outputs.',
  right: 'at most 20 lower-case letters, digits and hyphens, beginning with a letter, such as "data"',
};

export const keyShape = z.strictObject({
  name: field(shortName, 'Short name; buckets refer to it.', SHORT_NAME_NOTES),
  existingArn: field(
    z.string().optional(),
    'Full ARN of a key that is there already. It is left untouched: the statements its policy needs are an output and a file for its owner.',
  ),
  existingGrant: field(
    z.boolean().optional(),
    'Whether the role of the existing file system has its grant on the key already. Then the stacks make none, nor the policy for whoever creates it. Default: false.',
  ),
  rotationPeriodDays: field(
    z.int().min(ROTATION_PERIOD_DAYS.min).max(ROTATION_PERIOD_DAYS.max).optional(),
    'Automatic rotation, every 90 to 2560 days. Default: 365.',
    {
      reason: 'KMS rotates symmetric keys every 90 to 2560 days; EnableKeyRotation refuses others.',
      right: 'a whole number from 90 to 2560, such as 365',
    },
  ),
  deletionWindowDays: field(
    z.int().min(DELETION_WINDOW_DAYS.min).max(DELETION_WINDOW_DAYS.max).optional(),
    'Waiting time between destroy and the end of the key, 7 to 30 days. Default: 30.',
    {
      reason: 'ScheduleKeyDeletion waits 7 to 30 days, and until then the key can be saved.',
      right: 'a whole number from 7 to 30, such as 30',
    },
  ),
});

export const keysShape = field(
  z.array(keyShape).min(1),
  'The KMS keys that encrypt the buckets. One or more.',
  {
    reason: 'the buckets are encrypted with a customer managed key of account C.',
    right: '[{ "name": "data" }]',
  },
);

export type Key = z.output<typeof keyShape>;

/** Reports every entry whose `name` an earlier entry has. */
export function checkDistinctNames(
  section: 'keys' | 'buckets',
  entries: readonly { name: string }[],
  report: Report,
): void {
  entries.forEach(({ name }, index) => {
    if (entries.findIndex((other) => other.name === name) === index) return;
    report({
      path: [section, index, 'name'],
      value: name,
      problem: `is the name of an earlier entry of ${section} too`,
      reason: 'Terraform outputs and constructs are named after it.',
      right: `another name, such as "${name}-${index + 1}"`,
    });
  });
}

/** Keys: distinct names, and existing ones by a full ARN in the key account and the Region. */
export function checkKeys(
  { keys, accounts, region }: { keys: readonly Key[]; accounts: Accounts; region: string },
  report: Report,
): void {
  checkDistinctNames('keys', keys, report);
  keys.forEach((key, index) => {
    const { existingArn } = key;
    if (existingArn === undefined) return;
    const problem = keyArnProblem(existingArn, region, accounts.key.id);
    if (problem) {
      report({
        path: ['keys', index, 'existingArn'],
        value: existingArn,
        problem,
        reason:
          "across accounts KMS and S3 take the full ARN of a key only: an alias or a bare id is looked up in the caller's own account, and the key must be in the bucket's Region.",
        right: `"arn:${partitionOfRegion(region) ?? 'aws'}:kms:${region}:${accounts.key.id}:key/KEY-ID"`,
      });
    }
    const earlier = keys.findIndex((other) => other.existingArn === existingArn);
    if (earlier < index) {
      report({
        path: ['keys', index, 'existingArn'],
        value: existingArn,
        problem: `is the key of keys[${earlier}] too`,
        reason: 'one key needs one grant and one set of statements.',
        right: `no such entry, and "${keys[earlier]?.name ?? ''}" as the buckets' key`,
      });
    }
    for (const name of ['rotationPeriodDays', 'deletionWindowDays'] as const) {
      if (key[name] === undefined) continue;
      report({
        path: ['keys', index, name],
        value: key[name],
        problem: 'stands beside existingArn',
        reason: 'an existing key is left untouched, so this would have no effect.',
        right: `no ${name}`,
      });
    }
  });
}

/** A grant is there before the stacks are only where its key is, and the file system that its grantee is named after. */
export function checkExistingGrants(
  { keys, fileSystem }: { keys: readonly Key[]; fileSystem: FileSystem },
  report: Report,
): void {
  keys.forEach(({ existingGrant, existingArn }, index) => {
    if (existingGrant !== true || (existingArn !== undefined && fileSystem.existingId !== undefined)) return;
    const isKey = existingArn === undefined;
    report({
      path: ['keys', index, 'existingGrant'],
      value: true,
      problem: `stands beside a ${isKey ? 'key' : 'file system'} that is created`,
      reason: isKey
        ? 'a new key has no grant, and the file system could not use it.'
        : "a grant names its file system's role, and that of a new one has none yet.",
      right: `no existingGrant, or ${isKey ? "the key's ARN as existingArn" : "the file system's id as fileSystem.existingId"}`,
    });
  });
}
