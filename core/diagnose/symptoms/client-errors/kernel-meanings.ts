/**
 * What Lustre says in the kernel's log of the client.
 * Sources: errno(3); Lustre Operations Manual, "Error Numbers"; FSx for Lustre User Guide, "File system mount
 * troubleshooting" and "Maintenance windows".
 */
import type { KernelErrorKind } from '../../../evidence/kernel-error';
import { getBucketPolicy, listGrants, lookupEvents } from '../../commands';
import type { OpenPoint } from '../../diagnosis';
import type { Scene } from '../../scene';
import {
  fileSystemPoint,
  here,
  kernelMessages,
  securityGroups,
  serversReached,
  type ClientMeaning,
} from './meaning';

const BETWEEN =
  'It is about client and file system, and not about the bucket or the key: neither is asked by the client.';

export const KERNEL_MEANINGS: Readonly<Record<KernelErrorKind, ClientMeaning>> = {
  'kernel-not-connected': {
    title: 'The client is not connected to a server of the file system',
    step: 'upload-and-mount',
    means: `-107 is ENOTCONN. ${BETWEEN} A client connects again by itself, unless the network keeps it from it; one line of it is no fault yet.`,
    unsure: (_, scene) => connection(scene),
  },
  'kernel-timed-out': {
    title: 'A server of the file system does not answer the client in time',
    step: 'upload-and-mount',
    means: `-110 is ETIMEDOUT. ${BETWEEN}`,
    unsure: (_, scene) => connection(scene),
  },
  'kernel-input-output': {
    title: 'A read or a write between client and file system failed',
    step: 'upload-and-mount',
    means: '-5 is EIO. A content that S3 or KMS refuses ends with ENODATA (-61), and this is another error.',
    unsure: (_, scene) => connection(scene),
  },
  'kernel-no-data': {
    title: 'The kernel says that there are no data',
    step: 'read-fails',
    means:
      '-61 is ENODATA, "No data available". A read whose content cannot be loaded from the bucket ends with it; so does a look at an attribute that a file does not have.',
    unsure: (_, scene) => [
      {
        text: 'Whether KMS refuses Decrypt: the sentence in CloudTrail of account A says which policy is missing.',
        ...lookupEvents(scene, 'Decrypt'),
      },
      { text: 'Whether the role has a grant with Decrypt.', ...listGrants(scene) },
      { text: 'Whether the bucket policy lets the role get the object.', ...getBucketPolicy(scene) },
    ],
  },
  'kernel-port-taken': {
    title: "Another program has taken Lustre's port on the client",
    step: 'upload-and-mount',
    means:
      'Lustre listens on port 988 of the client, and cannot mount without it. The key and the bucket have no part in it. At a start of the machine it is most often an NFS mount that came first; its options noresvport or noauto keep it from the port.',
    unsure: (_, scene) => [
      { text: 'Which program has the port.', ...here(scene, 'ss', '-tanp', 'sport = :988') },
    ],
  },
};

function connection(scene: Scene): OpenPoint[] {
  return [
    serversReached(scene),
    kernelMessages(scene),
    securityGroups(scene),
    fileSystemPoint(
      scene,
      'Whether the file system is AVAILABLE. In its maintenance window it may be away for some minutes.',
    ),
  ];
}
