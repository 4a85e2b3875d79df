/** What was seen on the client or in the log, and which refusal or record explains it. */
import type { Found } from './found';
import type { Refusal } from './refusals/refusal';
import type { Direction, Symptom } from './symptoms/symptom';

/** Which failures a refusal of the file system's role shows as. */
function directionsOf({ caller, actions }: Refusal): Direction[] {
  if (caller.kind !== 'file-system') return [];
  return actions.flatMap((action): Direction[] => {
    switch (action.toLowerCase()) {
      case 'kms:decrypt':
        return ['read', 'export'];
      case 's3:getobject':
        return ['read'];
      case 's3:listbucket':
        return ['list'];
      case 'kms:generatedatakey':
      case 's3:putobject':
        return ['export'];
      default:
        return [];
    }
  });
}

/** Sentences of one refusal about what the client or the log shows of it; of more than these, their number. */
const MAX_SEEN = 100;

/** Folders in a path of which keys are looked for. */
const MAX_DEPTH = 20;

/** What was seen of a direction, and what `lfs` shows of its file beside it. */
type Seen = ReadonlyMap<string, readonly string[]>;

/** What was seen of each direction, and does not say why. */
export function seenOf(symptoms: readonly Symptom[]): ReadonlyMap<Direction, Seen> {
  const seen = new Map<Direction, Map<string, readonly string[]>>();
  for (const { direction, seen: sentence, beside, found } of symptoms) {
    if (found.layer !== 'open') continue;
    const sentences = seen.get(direction) ?? new Map<string, readonly string[]>();
    seen.set(direction, sentences.set(sentence, beside));
  }
  return seen;
}

/** Adds what the client or the log shows of it. */
export function withSeen(found: Found, refusal: Refusal, seen: ReadonlyMap<Direction, Seen>): Found {
  const directions = [...new Set(directionsOf(refusal))];
  const count = directions.reduce((sum, direction) => sum + (seen.get(direction)?.size ?? 0), 0);
  if (count === 0) return found;
  const first = directions
    .flatMap((direction) => firstOf(seen.get(direction) ?? new Map<string, string[]>(), MAX_SEEN))
    .slice(0, MAX_SEEN);
  return {
    ...found,
    sure: [
      ...found.sure,
      ...new Set(first.flatMap(([one, beside]) => [`${one} It fits this refusal.`, ...beside])),
      ...(count > first.length ? [`${count - first.length} more like these fit it.`] : []),
    ],
  };
}

function firstOf<Key, Value>(all: ReadonlyMap<Key, Value>, count: number): [Key, Value][] {
  const first: [Key, Value][] = [];
  for (const one of all) {
    if (first.length === count) break;
    first.push(one);
  }
  return first;
}

/** What no refusal explains; what the log says of an object has with it what the client shows of its file. */
export function unexplained(symptoms: readonly Symptom[], refusals: readonly Refusal[]): Found[] {
  const explained = new Set(refusals.flatMap(directionsOf));
  const left = symptoms.filter(
    ({ direction, found: { layer } }) => layer !== 'open' || !explained.has(direction),
  );
  const records = new Map(
    left.flatMap((one) =>
      one.deniedKey === undefined ? [] : [[`${one.direction} ${one.deniedKey}`, one] as const],
    ),
  );
  return left.map(({ direction, path, seen, beside, found }) => {
    const keys = path === undefined ? [] : keysOf(path);
    const record = keys.flatMap((key) => records.get(`${direction} ${key}`) ?? [])[0]?.found;
    if (!record) return found;
    return { ...record, sure: [...record.sure, `${seen} It fits this record.`, ...beside], unsure: [] };
  });
}

/** Keys that the object of a file may have: where the bucket is linked, and under which prefix, the text does not say. */
function keysOf(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  return names.slice(0, MAX_DEPTH).map((_, index) => names.slice(index).join('/'));
}
