import { randomBytes, randomInt } from 'node:crypto';

/** ARNs and ids of FSx. Source: FSx API Reference, patterns of FileSystemId, DataRepositoryAssociationId, TaskId. */

export function newId(kind: 'fs' | 'dra' | 'task'): string {
  return `${kind}-0${randomBytes(8).toString('hex')}`;
}

const MOUNT_NAME_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** Eight letters and digits, anew for each file system; SCRATCH_1 has always `fsx`. */
export function newMountName(deploymentType: string): string {
  if (deploymentType === 'SCRATCH_1') return 'fsx';
  return Array.from({ length: 8 }, () => MOUNT_NAME_LETTERS[randomInt(MOUNT_NAME_LETTERS.length)]).join('');
}

interface Owned {
  readonly account: string;
  readonly region: string;
  readonly id: string;
}

export function fileSystemArn({ account, region, id }: Owned): string {
  return `arn:aws:fsx:${region}:${account}:file-system/${id}`;
}

export function associationArn(of: Owned & { readonly fileSystemId: string }): string {
  return `arn:aws:fsx:${of.region}:${of.account}:association/${of.fileSystemId}/${of.id}`;
}

export function taskArn({ account, region, id }: Owned): string {
  return `arn:aws:fsx:${region}:${account}:task/${id}`;
}

export function dnsName({ region, id }: Pick<Owned, 'region' | 'id'>): string {
  return `${id}.fsx.${region}.amazonaws.com`;
}
