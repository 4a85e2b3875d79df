/** Reads what the rehearsal needs of three live accounts, by Describe, Get, List and LookupEvents alone. */
import { fileSystemRoleArn, parseArn } from '../../core/facts/arns';
import { partitionOfRegion } from '../../core/facts/regions';
import {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  valueOf,
  type BucketFacts,
  type Evidence,
  type FileSystemFacts,
} from '../../core/live/evidence';
import { bucketAndPrefix } from '../../core/live/world';
import type { TrailEvent } from '../../core/evidence/cloudtrail-event';
import { readAssociations } from './associations';
import { readBucket } from './bucket';
import { readFileSystem } from './file-system';
import { readKey } from './key';
import { readLog } from './log';
import type { Collection } from './question';
import { readRefusals } from './refusals';
import { readRole } from './role';

export interface Wanted {
  /** Buckets beside those that are linked. */
  buckets: readonly string[];
  /** Keys beside those that the buckets name. */
  keys: readonly string[];
  /** Whether CloudTrail's event history is read too: it takes two calls a second. */
  events: boolean;
}

export async function collectEvidence(on: Collection, wanted: Wanted): Promise<Evidence> {
  const { fileSystemId, region } = on;
  const [fileSystem, associations] = await Promise.all([readFileSystem(on), readAssociations(on)]);
  const facts = valueOf(fileSystem);
  const role = await readRole(on, facts?.account);
  const linked = (valueOf(associations) ?? [])
    .filter(({ lifecycle }) => lifecycle !== 'DELETING')
    .map(({ dataRepositoryPath }) => dataRepositoryPath);
  const paths = [...linked, ...(facts?.imported === undefined ? [] : [facts.imported.importPath])];
  const names = new Set([...paths.map((path) => bucketAndPrefix(path).name), ...wanted.buckets]);
  const buckets: BucketFacts[] = [];
  for (const name of names) buckets.push(await readBucket(on, name));
  const roleArn = roleOf(facts, on);
  const arns = new Set([...buckets.flatMap(keyOf), ...wanted.keys]);
  const keys: Evidence['keys'] = [];
  for (const arn of arns) keys.push(await readKey(on, arn, roleArn));
  // What others may do with the key is no link of this chain.
  const concerns = (event: TrailEvent) =>
    event.principalArn?.includes(fileSystemId) === true ||
    (event.name === 'CreateGrant' && event.keyArns.some((arn) => arns.has(arn)));
  const [refusals, log] = await Promise.all([
    wanted.events ? readRefusals(on, concerns) : { status: 'absent' as const },
    readLog(on, facts),
  ]);
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    collectedAt: on.now().toISOString(),
    fileSystemId,
    region,
    fileSystem,
    role,
    associations,
    buckets,
    keys,
    named: { buckets: [...wanted.buckets], keys: [...wanted.keys] },
    refusals,
    log,
  };
}

function roleOf(
  facts: FileSystemFacts | undefined,
  { region, fileSystemId }: Collection,
): string | undefined {
  return facts && fileSystemRoleArn(partitionOfRegion(region) ?? 'aws', facts.account, fileSystemId);
}

/** The full ARN that a bucket names its key by; anything else cannot be looked up across accounts. */
function keyOf({ encryption }: BucketFacts): string[] {
  const key = valueOf(encryption)?.key;
  return key !== undefined && parseArn(key)?.resource.startsWith('key/') === true ? [key] : [];
}
