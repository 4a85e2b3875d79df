/**
 * Whether AWS takes an association, and whether what is uploaded shows in the file system. Source: FSx API
 * Reference, CreateDataRepositoryAssociation; FSx for Lustre User Guide, "Linking your file system to an S3 bucket".
 */
import { ASSOCIATION_LIMITS } from '../../facts/fsx-lustre';
import { blocksOf, entryOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { ASSOCIATION } from '../world/kinds';
import { isKnownText } from '../world/text';
import type { ReadWorld } from '../world/read-world';
import type { Reading } from '../world/reading';
import type { Known, WorldLink } from '../world/world';
import { failsWhen, type Check } from './check';

const RULE = 'rehearsal-association';

export function associationChecks(link: WorldLink, { world, reading }: ReadWorld): Check[] {
  const { bucket, fileSystem, place } = link;
  if (!place) {
    const message = `No association between a file system and ${bucket.name} is in view.`;
    return [{ rule: RULE, holds: false, message, place: fileSystem.place ?? bucket.place }];
  }
  const paid = bucket.requesterPays;
  const requesterPays =
    paid === undefined
      ? `Who pays for requests to ${bucket.name} is not in view: a bucket with Requester Pays cannot be linked.`
      : `${bucket.name} has Requester Pays, and such a bucket cannot be linked.`;
  return [
    ...pathChecks(link, world.links),
    ...(bucket.place || paid !== undefined
      ? [failsWhen(paid, RULE, requesterPays, bucket.place)]
      : [failsWhen(undefined, 'rehearsal-view', `Bucket ${bucket.name} is not in view.`, place)]),
    regionCheck(link, reading),
    importCheck(link, reading),
  ];
}

function pathChecks(link: WorldLink, links: readonly WorldLink[]): Check[] {
  const { place, fileSystem, bucket, fileSystemPath } = link;
  const bad = (message: string): Check => ({ rule: RULE, holds: false, message, place });
  const others = links.filter((other) => other !== link && other.fileSystem.id === fileSystem.id);
  const found: Check[] = [];
  if (others.length + 1 > ASSOCIATION_LIMITS.perFileSystem) {
    found.push(
      bad(
        `A file system has at most ${ASSOCIATION_LIMITS.perFileSystem} associations, and this one has ${others.length + 1}.`,
      ),
    );
  }
  if (fileSystemPath !== undefined && isKnownText(fileSystemPath) && !fileSystemPath.startsWith('/')) {
    found.push(bad(`file_system_path "${fileSystemPath}" has to begin with a slash.`));
  }
  for (const other of others) {
    if (overlap(folder(fileSystemPath), folder(other.fileSystemPath))) {
      found.push(
        bad(
          `The paths ${String(fileSystemPath)} and ${String(other.fileSystemPath)} overlap, and FSx refuses that. "/" is only for a single association.`,
        ),
      );
    }
    if (other.bucket.name === bucket.name && overlap(folder(link.prefix), folder(other.prefix))) {
      found.push(
        bad(
          `Two associations of one file system link s3://${bucket.name}/${link.prefix} and s3://${bucket.name}/${other.prefix}, which overlap.`,
        ),
      );
    }
  }
  return found;
}

function folder(path: string | undefined): string | undefined {
  if (path === undefined || !isKnownText(path)) return undefined;
  const bare = path.replace(/^\/+|\/+$/g, '');
  return bare === '' ? '' : `${bare}/`;
}

function overlap(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

/** Automatic import works within one Region only. */
function regionCheck({ bucket, fileSystem, place }: WorldLink, reading: Reading): Check {
  const imports = place && importEvents(place, reading);
  const known = isKnownText(bucket.region) && isKnownText(fileSystem.region);
  // Where the events are not known, there may be none: then the Regions may differ.
  const differ: Known =
    known && (imports !== undefined || bucket.region === fileSystem.region)
      ? bucket.region !== fileSystem.region
      : undefined;
  if (imports?.length === 0) return { rule: RULE, holds: true, message: '', place };
  return failsWhen(
    differ,
    RULE,
    `Automatic import needs bucket and file system in one Region: ${bucket.name} is in ${bucket.region}, the file system in ${fileSystem.region}.`,
    place,
  );
}

/** Without the import of metadata `ls` shows nothing of what is in the bucket. */
function importCheck({ place }: WorldLink, reading: Reading): Check {
  if (!place || place.resource.type !== ASSOCIATION) return { rule: RULE, holds: true, message: '', place };
  const atOnce = reading.flag(place, 'batch_import_meta_data_on_create', false);
  const events = importEvents(place, reading);
  const automatic: Known = events === undefined ? undefined : events.includes('NEW');
  const holds: Known =
    atOnce === true || automatic === true
      ? true
      : atOnce === undefined || automatic === undefined
        ? undefined
        : false;
  const message = 'Nothing imports the metadata of the uploaded object, so that `ls` does not show it.';
  const advice = 'Set batch_import_meta_data_on_create = true, or auto_import_policy with the event NEW.';
  return { rule: RULE, holds, message, advice, place };
}

/** The events of automatic import; undefined where they are not known. */
export function importEvents(place: Located, reading: Reading): string[] | undefined {
  return eventsOf(place, 'auto_import_policy', reading);
}

function eventsOf(place: Located, policy: string, reading: Reading): string[] | undefined {
  const { body } = place.resource;
  if (place.resource.type !== ASSOCIATION) {
    const text = reading.isGiven(place, 'auto_import_policy')
      ? reading.text(place, 'auto_import_policy')
      : 'NONE';
    return text === 'NONE' ? [] : ['NEW'];
  }
  if (!reading.isGiven(place, 's3')) return [];
  const s3 = blocksOf(body, 's3');
  const found: string[] = [];
  for (const block of s3.blocks) {
    for (const inner of blocksOf(block, policy).blocks) {
      const events = reading.values.json(entryOf(inner, 'events'), place);
      const texts = Array.isArray(events) ? events.map(String) : [];
      if (texts.some((text) => !isKnownText(text))) return undefined;
      found.push(...texts);
    }
  }
  return s3.complete ? found : undefined;
}
