/** From a pasted text to the broken link. */
import type { ResolvedDeployment } from '../deployment/resolve';
import type { TrailEvent } from '../evidence/cloudtrail-event';
import { readMixedText, type Sighting } from '../evidence/mixed-text';
import { isExported, isReleased } from '../evidence/lfs-output';
import { STEPS } from '../journey/steps';
import { callerText } from './caller';
import { command } from './changes/shell';
import { denyRefusal, isLimit } from './deny-refusal';
import type { Confidence, OpenPoint, TextDiagnosis } from './diagnosis';
import { withPlaceholders, type Found } from './found';
import { knownErrorFound } from './known-error';
import { callerKmsRefusal } from './kms-caller-refusal';
import { fileSystemKmsRefusal } from './kms-role-refusal';
import { otherRefusal } from './other-refusal';
import { allowedSince, refusalsOf, type DenialSighting, type Refusal } from './refusal';
import { callerS3Refusal, fileSystemS3Refusal, actionOf } from './s3-refusal';
import { accountIn, callerIn, narrowed, sceneOf, type Scene } from './scene';
import type { Direction, Symptom } from './symptom';
import { symptomOf } from './symptoms';

/**
 * Diagnoses what a text shows: refusals as AWS words them, events of CloudTrail, records of the file system's log and
 * output of `lfs` and `cat`, in any mixture. What the text does not prove is listed as open. Never throws.
 * @param deployment of the folder: it tells which account is which, where the text is about the same ones
 */
export function diagnoseText(text: string, deployment?: ResolvedDeployment): TextDiagnosis {
  const sightings = readMixedText(text);
  if (sightings.length === 0) return { status: 'unreadable' };
  const scene = sceneOf(sightings, deployment);
  const calls = sightings.flatMap((one) => (one.kind === 'call' ? [one.event] : []));
  const denials = sightings.filter((one): one is DenialSighting => one.kind === 'denial');
  const standing = denials.filter((one) => allowedSince(one, calls) === undefined);
  const refusals = refusalsOf(standing).map((refusal) => ({
    refusal,
    found: refusalFound(refusal, narrowed(scene, refusal.sightings)),
  }));
  const errors = sightings.flatMap((one) =>
    one.kind === 'known-error' ? [knownErrorFound(one.error, narrowed(scene, [one]))] : [],
  );
  const symptoms = sightings.flatMap((one) => symptomOf(one, narrowed(scene, [one])) ?? []);
  const found = [
    ...refusals.map(({ refusal, found: one }) => withSeen(one, refusal, symptoms)),
    ...distinct(errors),
    ...distinct(
      unexplained(
        symptoms,
        refusals.map(({ refusal }) => refusal),
      ),
    ),
  ];
  const [first, ...others] = ordered(found, refusals).map(withPlaceholders);
  if (first) return { status: 'broken', diagnoses: [first, ...others] };
  return nothingBroken(sightings, denials, calls, scene);
}

function refusalFound(refusal: Refusal, scene: Scene): Found {
  const { caller, layer, explicit } = refusal;
  if (explicit === true || isLimit(layer)) return denyRefusal(refusal, scene);
  const [service = ''] = (refusal.actions[0] ?? actionOfOperation(refusal) ?? '').toLowerCase().split(':');
  const isFileSystem = caller.kind === 'file-system';
  if (service === 'kms')
    return isFileSystem ? fileSystemKmsRefusal(refusal, scene) : callerKmsRefusal(refusal, scene);
  if (service === 's3')
    return isFileSystem ? fileSystemS3Refusal(refusal, scene) : callerS3Refusal(refusal, scene);
  return otherRefusal(refusal, scene);
}

/** What the AWS CLI calls an operation of S3, where nothing else is known: no other service has these. */
function actionOfOperation({ operations }: Refusal): string | undefined {
  const [operation] = operations;
  return operation !== undefined && /Object|Bucket|Multipart/.test(operation)
    ? actionOf(operation)
    : undefined;
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

/** Adds what the client or the log shows of it. */
function withSeen(found: Found, refusal: Refusal, symptoms: readonly Symptom[]): Found {
  const directions = directionsOf(refusal);
  const fitting = symptoms.filter(
    ({ direction, found: { layer } }) => layer === 'open' && directions.includes(direction),
  );
  const seen = [...new Set(fitting.map((one) => one.seen))];
  return seen.length === 0
    ? found
    : { ...found, sure: [...found.sure, ...seen.map((one) => `${one} It fits this refusal.`)] };
}

function unexplained(symptoms: readonly Symptom[], refusals: readonly Refusal[]): Found[] {
  const explained = refusals.flatMap(directionsOf);
  return symptoms
    .filter(({ direction, found: { layer } }) => layer !== 'open' || !explained.includes(direction))
    .map(({ found }) => found);
}

/** The same twice is once, with what was seen of each. */
function distinct(all: readonly Found[]): Found[] {
  const byTitle = new Map<string, Found>();
  for (const found of all) {
    const id = `${found.layer} ${found.title}`;
    const first = byTitle.get(id);
    byTitle.set(id, first ? { ...first, sure: [...new Set([...first.sure, ...found.sure])] } : found);
  }
  return [...byTitle.values()];
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

function nothingBroken(
  sightings: readonly Sighting[],
  denials: readonly DenialSighting[],
  calls: readonly TrailEvent[],
  scene: Scene,
): TextDiagnosis {
  const states = sightings.flatMap((one) => (one.kind === 'hsm-state' ? [one.file] : []));
  const actions = sightings.flatMap((one) => (one.kind === 'hsm-action' ? [one.file] : []));
  const sure = [
    ...denials.flatMap((one) => {
      const since = allowedSince(one, calls);
      const action = one.denial.action ?? 'A call';
      return since === undefined
        ? []
        : [
            `${action} was refused to ${callerText(callerIn(one))} at ${one.event?.time ?? ''}, and allowed at ${since}.`,
          ];
    }),
    ...calls
      .filter(({ errorCode }) => errorCode === undefined)
      .map(
        ({ name, time, principalArn }) => `${name} of ${principalArn ?? 'a service'} was allowed at ${time}.`,
      ),
    ...states
      .filter(isExported)
      .map(({ path, flags }) =>
        isReleased({ flags })
          ? `${path} is exported and released: its content is in the bucket alone, and is loaded when it is read.`
          : `${path} is exported: the bucket has its content.`,
      ),
    ...actions.map(({ path, action }) =>
      action === 'NOOP'
        ? `${path}: nothing is going on (NOOP). It does not say that anything was done.`
        : `${path}: ${action} is going on.`,
    ),
  ];
  const account = accountIn(scene, 'fileSystem');
  const known = new Set(states.map(({ path }) => path));
  const unsure = [
    ...actions
      .filter(({ path }) => !known.has(path))
      .map(({ path }): OpenPoint => ({
        text: `Whether ${path} is exported.`,
        command: command('lfs', 'hsm_state', path),
        account,
      })),
    ...states.filter(isReleased).map(({ path }): OpenPoint => ({
      text: `Whether ${path} can be loaded: that takes Decrypt on the key.`,
      command: command('cat', path),
      account,
    })),
    ...calls
      .filter(({ errorCode }) => errorCode !== undefined)
      .map(({ name, errorCode = '', errorMessage = '' }): OpenPoint => ({
        text: `What ${errorCode} of ${name} means: it is no refusal. AWS said "${errorMessage}".`,
      })),
  ];
  return { status: 'nothing-broken', sure: [...new Set(sure)], unsure };
}
