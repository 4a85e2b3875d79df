/** What commands say of a file. */
import type { FileErrorKind } from '../../../evidence/client-error';
import { command } from '../../changes/shell';
import { valuesOf } from '../../changes/values';
import { describeAssociations, lookupEvents } from '../../commands';
import { accountIn } from '../../scene';
import { onClient } from '../symptom-points';
import { fileSystemPoint, here, kernelMessages, securityGroups, type ClientMeaning } from './meaning';

const ROOT_SQUASH =
  'Whether root is squashed on this client: RootSquashConfiguration makes another user of it, except for clients in its list.';

/** Commands that change nothing when they are run again. */
const READING: readonly string[] = ['cat', 'head', 'tail', 'ls', 'stat'];

export const FILE_MEANINGS: Readonly<Record<FileErrorKind, ClientMeaning>> = {
  'read-only': {
    title: 'A file system is read-only for this client',
    step: 'upload-and-mount',
    means:
      'It is no refusal of S3 or KMS: the write ends before either is asked, and no policy or grant changes it.',
    unsure: ({ path }, scene) => [
      {
        text: 'Whether the path is on the Lustre file system, and mounted with ro among its options.',
        ...here(scene, 'findmnt', '--target', path),
      },
      {
        text: 'If it is mounted with rw: whether the client or a server met an error. Lustre names it in the messages of the kernel.',
        ...here(scene, 'dmesg'),
      },
    ],
  },
  'not-permitted': {
    title: 'The client may not do this with a file',
    means:
      'It is no refusal of S3 or KMS: one of those shows as "No data available" when a file is read, and not at all when it is exported.',
    unsure: ({ path }, scene) => [
      {
        text: 'Whether it was run as root, or by the owner of the file: lfs hsm_archive takes root (sudo), and chmod takes either.',
        ...here(scene, 'id'),
      },
      fileSystemPoint(scene, ROOT_SQUASH),
      {
        text: 'Whether the file is immutable or append-only (i or a among its attributes).',
        ...here(scene, 'lsattr', '-d', path),
      },
    ],
  },
  'not-there': {
    title: 'A file is not on the file system',
    step: 'upload-and-mount',
    means: 'It is not the key: names and sizes of files come without it.',
    unsure: ({ path }, scene) => [
      {
        text: 'Whether the path is on the Lustre file system, and that is mounted.',
        ...here(scene, 'findmnt', '--target', path),
      },
      {
        text: 'Whether the path is in a linked directory, and the association imports: BatchImportMetaDataOnCreate for objects that were there before it, AutoImportPolicy for later ones. Without them no object shows.',
        ...describeAssociations(scene),
      },
      {
        text: 'Whether the object is in the bucket.',
        command: command(
          'aws',
          's3api',
          'list-objects-v2',
          '--bucket',
          valuesOf(scene).bucket,
          '--max-items',
          '20',
        ),
        account: accountIn(scene, 'bucket'),
      },
      {
        text: "Whether the object was left out: a key that is no path of a file, or a storage class that cannot be imported, is in the file system's log as S3Import…",
        command: command(
          'aws',
          'logs',
          'filter-log-events',
          '--region',
          valuesOf(scene).region,
          '--log-group-name',
          '/aws/fsx/lustre',
          '--filter-pattern',
          '%S3Import%',
        ),
        account: accountIn(scene, 'fileSystem'),
      },
    ],
  },
  'input-output': {
    title: 'The client cannot read or write a file',
    step: 'upload-and-mount',
    means:
      'A content that S3 or KMS refuses shows as "No data available", and this is another error: a read or a write failed.',
    unsure: ({ path, hasContent }, scene) => [
      {
        text: 'Whether the path is on the Lustre file system, and the client reaches its servers.',
        ...here(scene, 'lfs', 'check', 'servers'),
      },
      kernelMessages(scene),
      securityGroups(scene),
      ...(hasContent === undefined
        ? [
            {
              text: 'Whether the content is on the file system, or has to come from the bucket first.',
              ...onClient(scene, 'hsm_state', path),
            },
          ]
        : []),
      ...(hasContent === true
        ? []
        : [
            {
              text:
                hasContent === false
                  ? 'Whether KMS refuses Decrypt all the same: the content has to come from the bucket.'
                  : 'If it has to come from the bucket: whether KMS refuses Decrypt all the same.',
              ...lookupEvents(scene, 'Decrypt'),
            },
          ]),
    ],
  },
  'permission-denied': {
    title: 'The client may not open a file, or a folder above it',
    means:
      'It is no refusal of S3 or KMS: a content that they refuse shows as "No data available" (ENODATA), and this is EACCES, which owners and mode bits decide before any content is asked for.',
    unsure: ({ path }, scene) => [
      {
        text: 'Whether owner and mode of the file, and of each folder above it, let this user in. A file that was imported has those of its object (x-amz-meta-file-owner, -group and -permissions), where it has them.',
        ...here(scene, 'namei', '-l', path),
      },
      { text: 'As which user, and in which groups, it was run.', ...here(scene, 'id') },
      fileSystemPoint(scene, ROOT_SQUASH),
      {
        text: 'Whether an access control list says otherwise.',
        ...here(scene, 'getfacl', '--absolute-names', path),
      },
    ],
  },
  'other-words': {
    title: 'A command reports an error in words that are not read here',
    means: 'The words may be of another language, or of an error that is not known here.',
    unsure: ({ path, said }, scene) => {
      const [name = ''] = /^[\w./-]+/.exec(said) ?? [];
      const program = name.split('/').at(-1) ?? '';
      const text =
        'What it is in English: run the same command again with LC_ALL=C in front of it, and paste what it says.';
      return [
        READING.includes(program) && path !== ''
          ? { text, ...here(scene, 'LC_ALL=C', program, path) }
          : { text },
      ];
    },
  },
};
