/**
 * What mount says of a Lustre file system.
 * Sources: FSx for Lustre User Guide, "File system mount troubleshooting", "File system access control with Amazon VPC" and
 * "Installing the Lustre client"; amazonlinux/amazon-linux-2023 issues 309 and 723 (Lustre 2.10).
 */
import type { MountErrorKind } from '../../../evidence/mount-error';
import { fileSystemPoint, here, securityGroups, type ClientMeaning } from './meaning';

const NO_PART = 'The key and the bucket have no part in it.';
const SAME_VPC =
  "Whether the client is in the file system's VPC (or a connected one), where DNS hostnames are on.";

export const MOUNT_MEANINGS: Readonly<Record<MountErrorKind, ClientMeaning>> = {
  'mount-not-there': {
    title: 'The file system cannot be mounted under this name',
    step: 'upload-and-mount',
    means:
      'The key and the bucket have no part in it. The mount name is often wrong: of a SCRATCH_2 or PERSISTENT file system it is one of its own, and not "fsx".',
    unsure: ({ path }, scene) => [
      fileSystemPoint(scene, 'What the mount name is (LustreConfiguration.MountName).'),
      ...(path === '' ? [] : [{ text: 'Whether the folder is there.', ...here(scene, 'ls', '-ld', path) }]),
    ],
  },
  'mount-input-output': {
    title: 'The client does not reach the file system',
    step: 'upload-and-mount',
    means: NO_PART,
    unsure: (_, scene) => [fileSystemPoint(scene, SAME_VPC), securityGroups(scene)],
  },
  'mount-timed-out': {
    title: 'The mount gets no answer from the file system',
    step: 'upload-and-mount',
    means: `${NO_PART} Most often it is a security group, of the client or of the file system.`,
    unsure: (_, scene) => [
      securityGroups(scene),
      fileSystemPoint(scene, `${SAME_VPC} And whether the file system is AVAILABLE.`),
    ],
  },
  'mount-invalid': {
    title: 'The mount is refused as invalid',
    step: 'upload-and-mount',
    means: `${NO_PART} The error (EINVAL) has several causes: mount.lustre asks for the mount name and the options itself.`,
    unsure: (_, scene) => [
      fileSystemPoint(
        scene,
        'What mount name and version of Lustre it has (LustreConfiguration.MountName, FileSystemTypeVersion). The client of Amazon Linux 2023 does not mount 2.10.',
      ),
      { text: 'Which version the client has.', ...here(scene, 'lfs', '--version') },
      {
        text: 'Which option or name Lustre does not take: the messages of the kernel say it.',
        ...here(scene, 'dmesg'),
      },
    ],
  },
  'mount-no-module': {
    title: 'The client has no Lustre in its kernel',
    step: 'upload-and-mount',
    means: `${NO_PART} The kernel does not know this type of file system (ENODEV): its Lustre module is not installed, not loaded, or for another kernel.`,
    unsure: (_, scene) => [
      { text: 'Whether the module is there for the kernel that runs.', ...here(scene, 'modinfo', 'lustre') },
      { text: 'Which kernel that is.', ...here(scene, 'uname', '-r') },
    ],
  },
  'mount-no-name': {
    title: "The file system's DNS name is not found",
    step: 'upload-and-mount',
    means: `${NO_PART} "Can't parse NID" is what mount.lustre says of a host that it cannot resolve.`,
    unsure: ({ said }, scene) => [
      {
        text: 'Whether the client resolves the name.',
        ...here(scene, 'getent', 'hosts', /NID '(?<host>[^'@]+)/.exec(said)?.groups?.['host'] ?? 'localhost'),
      },
      fileSystemPoint(scene, `Whether it is the name of this file system (DNSName). ${SAME_VPC}`),
    ],
  },
};
