/** What a text shows in which nothing is broken. */
import type { TrailEvent } from '../evidence/cloudtrail-event';
import { isExported } from '../evidence/lfs-output';
import type { Sighting } from '../evidence/mixed-text';
import { callerText } from './caller';
import { command } from './changes/shell';
import { headObject } from './commands';
import type { OpenPoint, TextDiagnosis } from './diagnosis';
import { shownOf, type FilesShown } from './symptoms/files-shown';
import { actionPoints, actionSeen, isRestore } from './symptoms/hsm-action';
import { archivedSeen } from './symptoms/hsm-state';
import { accountIn, callerIn, type Scene } from './scene';

/** A refusal that is over, and since when. */
export interface PastDenial {
  denial: Extract<Sighting, { kind: 'denial' }>;
  allowedAt: string;
}

export function nothingBroken(
  sightings: readonly Sighting[],
  past: readonly PastDenial[],
  files: FilesShown,
  scene: Scene,
): TextDiagnosis {
  const calls = sightings.flatMap((one) => (one.kind === 'call' ? [one.event] : []));
  const states = sightings.flatMap((one) => (one.kind === 'hsm-state' ? [one.file] : []));
  const actions = sightings.flatMap((one) => (one.kind === 'hsm-action' ? [one.file] : []));
  const account = accountIn(scene, 'fileSystem');
  const known = new Set(states.map(({ path }) => path));
  const loading = new Set(actions.filter(isRestore).map(({ path }) => path));
  return {
    status: 'nothing-broken',
    sure: [
      ...new Set([
        ...past.map(pastDenial),
        ...calls.filter(({ errorCode }) => errorCode === undefined).map(allowedCall),
        ...states.filter(isExported).map(archivedSeen),
        ...actions.map(actionSeen),
      ]),
    ],
    unsure: distinctPoints([
      ...actions.flatMap((file) => actionPoints(file, known.has(file.path), scene)),
      ...states
        .filter(({ path }) => shownOf(files, path).hasContent === false && !loading.has(path))
        .map(({ path }): OpenPoint => ({
          text: `Whether ${path} can be loaded: that takes Decrypt on the key.`,
          command: command('cat', path),
          account,
        })),
      ...(states.some(isExported) ? [objectPoint(scene)] : []),
      ...calls
        .filter(({ errorCode }) => errorCode !== undefined)
        .map(({ name, errorCode = '', errorMessage = '' }): OpenPoint => ({
          text: `What ${errorCode} of ${name} means: it is no refusal.${errorMessage.trim() === '' ? '' : ` AWS said "${errorMessage}".`}`,
        })),
    ]),
  };
}

/** What was done in the bucket since, the state of a file does not show. */
function objectPoint(scene: Scene): OpenPoint {
  return {
    text: 'Whether the object is in the bucket, with this content (ContentLength, LastModified) and under the key that is meant (SSEKMSKeyId): the state does not tell an export from an import, and does not see what was changed or deleted in the bucket since.',
    ...headObject(scene),
  };
}

/** What several files leave open is asked once. */
function distinctPoints(points: readonly OpenPoint[]): OpenPoint[] {
  const byText = new Map(points.map((point) => [`${point.text} ${point.command ?? ''}`, point]));
  return [...byText.values()];
}

function pastDenial({ denial: one, allowedAt }: PastDenial): string {
  const action = one.denial.action ?? 'A call';
  return `${action} was refused to ${callerText(callerIn(one))} at ${one.event?.time ?? ''}, and allowed at ${allowedAt}.`;
}

function allowedCall({ name, time, principalArn }: TrailEvent): string {
  return `${name} of ${principalArn ?? 'a service'} was allowed at ${time}.`;
}
