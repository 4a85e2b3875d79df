/** What an error on the client may be about, and how that is settled. */
import { command } from './changes/shell';
import { valuesOf } from './changes/values';
import type { ClientError, ClientErrorKind } from '../evidence/client-error';
import { describeAssociations, lookupEvents } from './commands';
import type { OpenPoint } from './diagnosis';
import type { Found } from './found';
import { accountIn, named, type Scene } from './scene';
import { onClient } from './symptom-points';
import type { StepId } from '../journey/steps';

interface Meaning {
  title: string;
  step?: StepId;
  /** What is sure of it, as a sentence. */
  means: string;
  unsure: (path: string, scene: Scene) => OpenPoint[];
}

const MEANINGS: Readonly<Record<ClientErrorKind, Meaning>> = {
  'read-only': {
    title: 'A file system is read-only for this client',
    step: 'upload-and-mount',
    means:
      'It is no refusal of S3 or KMS: the write ends before either is asked, and no policy or grant changes it.',
    unsure: (path, scene) => [
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
    unsure: (path, scene) => [
      {
        text: 'Whether it was run as root, or by the owner of the file: lfs hsm_archive takes root (sudo), and chmod takes either.',
        ...here(scene, 'id'),
      },
      {
        text: 'Whether root is squashed on this client: RootSquashConfiguration makes another user of it, except for clients in its list.',
        command: describeFileSystem(scene),
        account: accountIn(scene, 'fileSystem'),
      },
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
    unsure: (path, scene) => [
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
    unsure: (path, scene) => [
      {
        text: 'Whether the path is on the Lustre file system, and the client reaches its servers.',
        ...here(scene, 'lfs', 'check', 'servers'),
      },
      {
        text: 'Whether the client was evicted, or lost its connection. Lustre names it in the messages of the kernel.',
        ...here(scene, 'dmesg'),
      },
      securityGroups(scene),
      {
        text: 'Whether the content is on the file system, or has to come from the bucket first.',
        ...onClient(scene, 'hsm_state', path),
      },
      {
        text: 'If it has to come from the bucket: whether KMS refuses Decrypt all the same.',
        ...lookupEvents(scene, 'Decrypt'),
      },
    ],
  },
  'mount-not-there': {
    title: 'The file system cannot be mounted under this name',
    step: 'upload-and-mount',
    means:
      'The key and the bucket have no part in it. The mount name is often wrong: of a SCRATCH_2 or PERSISTENT file system it is one of its own, and not "fsx".',
    unsure: (path, scene) => [
      {
        text: 'What the mount name is (LustreConfiguration.MountName).',
        command: describeFileSystem(scene),
        account: accountIn(scene, 'fileSystem'),
      },
      { text: 'Whether the folder is there.', ...here(scene, 'ls', '-ld', path) },
    ],
  },
  'mount-input-output': {
    title: 'The client does not reach the file system',
    step: 'upload-and-mount',
    means: 'The key and the bucket have no part in it.',
    unsure: (_, scene) => [
      {
        text: "Whether the client is in the file system's VPC (or a connected one), where DNS hostnames are on.",
        command: describeFileSystem(scene),
        account: accountIn(scene, 'fileSystem'),
      },
      securityGroups(scene),
    ],
  },
};

/** None of these errors says by itself what is wrong. */
export function clientErrorFound({ kind, path, said, times }: ClientError, scene: Scene): Found {
  const { title, step, means, unsure } = MEANINGS[kind];
  const others = times > 1 ? ` (and ${times - 1} more like it)` : '';
  return {
    layer: 'open',
    title,
    account: accountIn(scene, 'fileSystem'),
    ...named('step', step),
    confidence: 'open',
    sure: [`The text has "${said}"${others}.`, means],
    unsure: unsure(path, scene),
    changes: [],
  };
}

/** A command on the client. */
function here(scene: Scene, ...words: string[]): Pick<OpenPoint, 'command' | 'account'> {
  return { command: command(...words), account: accountIn(scene, 'fileSystem') };
}

function securityGroups(scene: Scene): OpenPoint {
  return {
    text: 'Whether the security groups of client and file system let TCP 988 and 1018-1023 through, in both directions.',
    command: command('aws', 'ec2', 'describe-security-groups', '--region', valuesOf(scene).region),
    account: accountIn(scene, 'fileSystem'),
  };
}

function describeFileSystem(scene: Scene): string {
  const { region, fileSystemId } = valuesOf(scene);
  return command(
    'aws',
    'fsx',
    'describe-file-systems',
    '--region',
    region,
    '--file-system-ids',
    fileSystemId,
  );
}
