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
import { accountIn, callerIn, named, type Scene } from './scene';

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
  const lines = sightings.flatMap((one) => {
    if (one.kind !== 'hsm-state' && one.kind !== 'hsm-action') return [];
    const front = files.standing.get(one.file);
    const { path } = one.file;
    return front === undefined
      ? []
      : [{ ...one, front, shown: shownOf(files, { path, ...named('where', one.where) }) }];
  });
  const states = lines.flatMap((one) => (one.kind === 'hsm-state' ? [one] : []));
  const actions = lines.flatMap((one) => (one.kind === 'hsm-action' ? [one] : []));
  const account = accountIn(scene, 'fileSystem');
  return {
    status: 'nothing-broken',
    sure: [
      ...new Set([
        ...past.map(pastDenial),
        ...calls.filter(({ errorCode }) => errorCode === undefined).map(allowedCall),
        ...states
          .filter(({ file }) => isExported(file))
          .map(({ front, file }) => `${front}${archivedSeen(file)}`),
        ...actions.map(({ front, file }) => `${front}${actionSeen(file)}`),
      ]),
    ],
    unsure: distinctPoints([
      ...actions.flatMap(({ file, shown }) => actionPoints(file, shown.state !== undefined, scene)),
      ...states
        .filter(({ shown: { hasContent, action } }) => hasContent === false && !(action && isRestore(action)))
        .map(({ file: { path } }): OpenPoint => ({
          text: `Whether ${path} can be loaded: that takes Decrypt on the key.`,
          command: command('cat', path),
          account,
        })),
      ...(states.some(({ file }) => isExported(file)) ? [objectPoint(scene)] : []),
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
