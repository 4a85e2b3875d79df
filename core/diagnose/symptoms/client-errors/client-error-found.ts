/** What an error on the client may be about, and how that is settled. */
import type { ClientError, ClientErrorKind } from '../../../evidence/client-error';
import type { ClientMeaning } from './meaning';
import { FILE_MEANINGS } from './file-meanings';
import { KERNEL_MEANINGS } from './kernel-meanings';
import { MOUNT_MEANINGS } from './mount-meanings';
import { shownSentences, type FileShown } from '../files-shown';
import type { Found } from '../../found';
import { accountIn, named, type Scene } from '../../scene';

const MEANINGS: Readonly<Record<ClientErrorKind, ClientMeaning>> = {
  ...FILE_MEANINGS,
  ...MOUNT_MEANINGS,
  ...KERNEL_MEANINGS,
};

/**
 * None of these errors says by itself what is wrong.
 * @param shown what `lfs` shows of the same file
 */
export function clientErrorFound(
  { kind, path, said, times }: ClientError,
  shown: FileShown,
  whole: Scene,
): Found {
  const scene = sceneOfMount(said, whole);
  const { title, step, means, unsure } = MEANINGS[kind];
  const others = times > 1 ? ` (and ${times - 1} more like it)` : '';
  return {
    layer: 'open',
    title,
    account: accountIn(scene, 'fileSystem'),
    ...(step === undefined ? { stepIsOpen: true as const } : { step }),
    confidence: 'open',
    sure: [`The text has "${said}"${others}.`, means, ...shownSentences(shown)],
    unsure: unsure({ path, said, ...named('hasContent', shown.hasContent) }, scene),
    changes: [],
  };
}

/** Whether the kernel says it, and no command does. */
export function isOfKernel(kind: ClientErrorKind): boolean {
  return Object.hasOwn(KERNEL_MEANINGS, kind);
}

/** A mount names the file system, and its Region. */
function sceneOfMount(said: string, scene: Scene): Scene {
  const { id, region } =
    /\b(?<id>fs-[0-9a-f]{8,17})\.fsx\.(?<region>[a-z0-9-]{1,30})\./.exec(said)?.groups ?? {};
  return { ...named('fileSystemId', id), ...named('region', region), ...scene };
}
