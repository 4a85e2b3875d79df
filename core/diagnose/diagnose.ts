/** From a pasted text to the broken link. */
import type { ResolvedDeployment } from '../deployment/resolve';
import { readClientErrors } from '../evidence/client-error';
import { readHeadRefusals } from '../evidence/head-refusal';
import { readMixedText } from '../evidence/mixed-text';
import { inWordsOfCli, sdkServiceIn, serviceOfOperation } from '../evidence/sdk-error';
import { STEPS } from '../journey/steps';
import { allowedCalls, allowedSince } from './allowed-calls';
import { clientErrorFound } from './client-error-found';
import { cutRefusal } from './cut-refusal';
import { denyRefusal, isLimit } from './deny-refusal';
import type { Confidence, TextDiagnosis } from './diagnosis';
import { withPlaceholders, type Found } from './found';
import { foreignRefusal, isForeign } from './foreign-refusal';
import { headRefusalFound } from './head-refusal';
import { knownErrorFound } from './known-error';
import { callerKmsRefusal } from './kms-caller-refusal';
import { fileSystemKmsRefusal } from './kms-role-refusal';
import { nothingBroken } from './nothing-broken';
import { otherRefusal } from './other-refusal';
import { refusalsOf, type DenialSighting, type Refusal } from './refusal';
import { callerS3Refusal, fileSystemS3Refusal } from './s3-refusal';
import { narrowed, sceneOf, type Scene } from './scene';
import type { Direction, Symptom } from './symptom';
import { symptomOf } from './symptoms';

/**
 * Diagnoses what a text shows: refusals as AWS words them, events of CloudTrail, records of the file system's log and
 * output of `lfs` and `cat`, in any mixture. What the text does not prove is listed as open. Never throws.
 * @param deployment of the folder: it tells which account is which, where the text is about the same ones
 */
export function diagnoseText(text: string, deployment?: ResolvedDeployment): TextDiagnosis {
  const heads = readHeadRefusals(text);
  const sightings = readMixedText(inWordsOfCli(heads.rest));
  const clientErrors = readClientErrors(text);
  if (sightings.length + heads.refusals.length + clientErrors.length === 0) return { status: 'unreadable' };
  const scene = sceneOf(sightings, deployment);
  const calls = allowedCalls(sightings.flatMap((one) => (one.kind === 'call' ? [one.event] : [])));
  const denials = sightings
    .filter((one): one is DenialSighting => one.kind === 'denial')
    .map((denial) => ({ denial, allowedAt: allowedSince(denial.event, calls) }));
  const standing = denials.flatMap(({ denial, allowedAt }) => (allowedAt === undefined ? [denial] : []));
  const service = sdkServiceIn(text);
  const refusals = refusalsOf(standing).map((refusal) => ({
    refusal,
    found: refusalFound(refusal, narrowed(scene, refusal.sightings), service),
  }));
  const errors = sightings.flatMap((one) =>
    one.kind === 'known-error' ? [knownErrorFound(one.error, narrowed(scene, [one]))] : [],
  );
  const symptoms = sightings.flatMap((one) => symptomOf(one, narrowed(scene, [one])) ?? []);
  const seen = seenOf(symptoms);
  const found = [
    ...refusals.map(({ refusal, found: one }) => withSeen(one, refusal, seen)),
    ...distinct(errors),
    ...heads.refusals.map((refusal) => headRefusalFound(refusal, scene)),
    ...clientErrors.map((error) => clientErrorFound(error, scene)),
    ...distinct(
      unexplained(
        symptoms,
        refusals.map(({ refusal }) => refusal),
      ),
    ),
  ];
  const [first, ...others] = ordered(found, refusals).map(withPlaceholders);
  if (first) return { status: 'broken', diagnoses: [first, ...others] };
  const past = denials.flatMap(({ denial, allowedAt }) =>
    allowedAt === undefined ? [] : [{ denial, allowedAt }],
  );
  return nothingBroken(sightings, past, scene);
}

/** @param service of a refusal that names neither action nor operation, where the text has one */
function refusalFound(refusal: Refusal, scene: Scene, service: 's3' | 'kms' | undefined): Found {
  const { caller, layer, explicit, actions, operations, missing } = refusal;
  const isByDeny = explicit === true || isLimit(layer);
  if (missing.length > 0 && (layer === undefined || !isByDeny)) return cutRefusal(refusal, scene);
  if (isForeign(refusal)) return foreignRefusal(refusal, scene);
  if (isByDeny) return denyRefusal(refusal, scene);
  const isFileSystem = caller.kind === 'file-system';
  switch (
    actions[0]?.toLowerCase().split(':')[0] ??
    (operations[0] ? serviceOfOperation(operations[0]) : service)
  ) {
    case 'kms': {
      const named = {
        ...refusal,
        actions: actions.length > 0 ? actions : operations.map((one) => `kms:${one}`),
      };
      return isFileSystem ? fileSystemKmsRefusal(named, scene) : callerKmsRefusal(named, scene);
    }
    case 's3':
      return isFileSystem ? fileSystemS3Refusal(refusal, scene) : callerS3Refusal(refusal, scene);
    default:
      return otherRefusal(refusal, scene);
  }
}

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

/** What was seen of each direction, and does not say why. */
function seenOf(symptoms: readonly Symptom[]): ReadonlyMap<Direction, ReadonlySet<string>> {
  const seen = new Map<Direction, Set<string>>();
  for (const { direction, seen: sentence, found } of symptoms) {
    if (found.layer !== 'open') continue;
    const sentences = seen.get(direction) ?? new Set();
    seen.set(direction, sentences.add(sentence));
  }
  return seen;
}

/** Adds what the client or the log shows of it. */
function withSeen(found: Found, refusal: Refusal, seen: ReadonlyMap<Direction, ReadonlySet<string>>): Found {
  const directions = [...new Set(directionsOf(refusal))];
  const count = directions.reduce((sum, direction) => sum + (seen.get(direction)?.size ?? 0), 0);
  if (count === 0) return found;
  const first = directions
    .flatMap((direction) => firstOf(seen.get(direction) ?? new Set(), MAX_SEEN))
    .slice(0, MAX_SEEN);
  return {
    ...found,
    sure: [
      ...found.sure,
      ...first.map((one) => `${one} It fits this refusal.`),
      ...(count > first.length ? [`${count - first.length} more like these fit it.`] : []),
    ],
  };
}

function firstOf(texts: ReadonlySet<string>, count: number): string[] {
  const first: string[] = [];
  for (const text of texts) {
    if (first.length === count) break;
    first.push(text);
  }
  return first;
}

function unexplained(symptoms: readonly Symptom[], refusals: readonly Refusal[]): Found[] {
  const explained = new Set(refusals.flatMap(directionsOf));
  return symptoms
    .filter(({ direction, found: { layer } }) => layer !== 'open' || !explained.has(direction))
    .map(({ found }) => found);
}

/** The same twice is once, with what was seen of each. */
function distinct(all: readonly Found[]): Found[] {
  const byTitle = new Map<string, { first: Found; sure: Set<string> }>();
  for (const found of all) {
    const id = `${found.layer} ${found.title}`;
    const known = byTitle.get(id);
    if (known) for (const sentence of found.sure) known.sure.add(sentence);
    else byTitle.set(id, { first: found, sure: new Set(found.sure) });
  }
  return [...byTitle.values()].map(({ first, sure }) => ({ ...first, sure: [...sure] }));
}

const CONFIDENCE: readonly Confidence[] = ['certain', 'likely', 'open'];

/** The file system's own refusals first; then what is surest; then in the order of the steps. */
function ordered(all: readonly Found[], refusals: readonly { refusal: Refusal; found: Found }[]): Found[] {
  const own = new Set(
    refusals.filter(({ refusal }) => refusal.caller.kind === 'file-system').map(({ found }) => found.title),
  );
  const rank = (found: Found): number[] => [
    own.has(found.title) ? 0 : 1,
    CONFIDENCE.indexOf(found.confidence),
    STEPS.find(({ id }) => id === found.step)?.number ?? STEPS.length + 1,
  ];
  return [...all].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
  });
}
