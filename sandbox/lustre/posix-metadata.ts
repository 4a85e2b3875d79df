import type { FileNode, TreeNode } from './tree';

/**
 * Attributes of files as FSx keeps them in the user metadata of objects.
 * Source: FSx for Lustre User Guide, "POSIX metadata support for data repositories".
 */
export type ObjectMetadata = Readonly<Record<string, string>>;

const FILE_TYPES = { file: '0100', directory: '0040' } as const;

export function metadataOf(node: TreeNode): ObjectMetadata {
  const nanoseconds = `${Date.parse(node.mtime)}000000ns`;
  return {
    'user-agent': 'aws-fsx-lustre',
    'file-permissions': `${FILE_TYPES[node.kind]}${node.mode.toString(8).padStart(3, '0')}`,
    'file-owner': String(node.uid),
    'file-group': String(node.gid),
    'file-atime': nanoseconds,
    'file-mtime': nanoseconds,
  };
}

/** The attributes that an object has; what it does not have or what makes no sense is left out. */
export function attributesOf(
  metadata: ObjectMetadata,
): Partial<Pick<FileNode, 'mode' | 'uid' | 'gid' | 'mtime'>> {
  const permissions = /^0?[0-7]{0,3}([0-7]{3})$/.exec(metadata['file-permissions'] ?? '')?.[1];
  const uid = wholeNumber(metadata['file-owner']);
  const gid = wholeNumber(metadata['file-group']);
  const mtime = timeOf(metadata['file-mtime']);
  return {
    ...(permissions === undefined ? {} : { mode: parseInt(permissions, 8) }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    ...(mtime === undefined ? {} : { mtime }),
  };
}

const MAX_ID = 2 ** 32 - 2;

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= MAX_ID ? value : undefined;
}

/** Nanoseconds where it ends in `ns`, else milliseconds. */
function timeOf(text: string | undefined): string | undefined {
  const match = /^(\d{1,22})(ns)?$/.exec(text ?? '');
  if (!match) return undefined;
  const date = new Date(Number(match[1]) / (match[2] ? 1_000_000 : 1));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
