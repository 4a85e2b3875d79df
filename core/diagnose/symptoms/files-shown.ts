/** What `lfs` shows of each file in a text: it settles questions about this file, and about no other. */
import type { HsmAction, HsmState } from '../../evidence/lfs-output';
import { isReleased } from '../../evidence/lfs-output';
import type { Sighting } from '../../evidence/mixed-text';
import { actionSeen } from './hsm-action';
import { stateSeen } from './hsm-state';

/** The last that the text has of it. */
export interface FileShown {
  state?: HsmState;
  action?: HsmAction;
  /** Whether its content is on the file system, and not in the bucket alone. Undefined where neither says it. */
  hasContent?: boolean;
}

export type FilesShown = ReadonlyMap<string, FileShown>;

export function filesShown(sightings: readonly Sighting[]): FilesShown {
  const files = new Map<string, FileShown>();
  for (const one of sightings) {
    if (one.kind !== 'hsm-state' && one.kind !== 'hsm-action') continue;
    const path = plain(one.file.path);
    const known = files.get(path) ?? {};
    if (one.kind === 'hsm-state') {
      files.set(path, { ...known, state: one.file, hasContent: !isReleased(one.file) });
    } else {
      const isLoaded = one.file.action === 'RESTORE' && one.file.progress === 'done';
      files.set(path, { ...known, action: one.file, ...(isLoaded ? { hasContent: true } : {}) });
    }
  }
  return files;
}

/** Nothing of a file that no line of `lfs` has. */
export function shownOf(files: FilesShown, path: string | undefined): FileShown {
  return path === undefined ? {} : (files.get(plain(path)) ?? {});
}

/** As sentences. Where the content was loaded since, a state of before says nothing any more. */
export function shownSentences({ state, action, hasContent }: FileShown): string[] {
  const isOld = state !== undefined && isReleased(state) && hasContent === true;
  return [...(state && !isOld ? [stateSeen(state)] : []), ...(action ? [actionSeen(action)] : [])];
}

/** The same path may be written in several ways. */
function plain(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/^(?:\.\/)+(?=.)/, '');
}
