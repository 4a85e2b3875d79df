/** Ids that are known after apply only: the files' own expressions in the place of what stands for them. */
import type { World } from '../../rehearsal/world/world';

const MADE_UP_KEY = /^(00000000-0000-4000-8000-|mrk-0{20})/;
const MADE_UP_FILE_SYSTEM = /^fs-0{10}/;

/** `fs-00000000000000001` as `${aws_fsx_lustre_file_system.fs.id}`, and keys the same. */
export function inFilesWords(text: string, { keys, fileSystems }: World): string {
  const ids = [
    ...keys.filter(({ id }) => MADE_UP_KEY.test(id)),
    ...fileSystems.filter(({ id }) => MADE_UP_FILE_SYSTEM.test(id)),
  ].flatMap(({ id, place }) => (place ? [[id, place.resource.address] as const] : []));
  return ids.reduce((changed, [id, address]) => changed.replaceAll(id, () => `\${${address}.id}`), text);
}
