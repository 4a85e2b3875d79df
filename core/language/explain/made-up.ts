/** Ids that are known after apply only: what they are of, in the place of what stands for them. */
import { unknownText } from '../../rehearsal/world/text';
import type { World } from '../../rehearsal/world/world';

const MADE_UP_KEY = /^(00000000-0000-4000-8000-|mrk-0{20})/;
const MADE_UP_FILE_SYSTEM = /^fs-0{10}/;

/** `fs-00000000000000001` as `${id of the file system aws_fsx_lustre_file_system.fs, …}`, and keys the same. */
export function withoutMadeUpIds(text: string, { keys, fileSystems }: World): string {
  const ids = [
    ...keys.filter(({ id }) => MADE_UP_KEY.test(id)).map((key) => ({ ...key, what: 'key' })),
    ...fileSystems
      .filter(({ id }) => MADE_UP_FILE_SYSTEM.test(id))
      .map((fileSystem) => ({ ...fileSystem, what: 'file system' })),
  ];
  return ids.reduce((changed, { id, place, what }) => {
    if (!place) return changed;
    return changed.replaceAll(id, () => unknownText(`id of the ${what} ${place.resource.address}`));
  }, text);
}
