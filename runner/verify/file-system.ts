/** The file system and its links, as FSx in account A has them. */
import {
  DescribeDataRepositoryAssociationsCommand,
  DescribeFileSystemsCommand,
  type DataRepositoryAssociation,
  type FileSystem,
} from '@aws-sdk/client-fsx';
import type { ResolvedBucket } from '../../core/deployment/resolve';
import { ask, type Asked } from './ask';
import type { LinkedFolder } from './client-files';
import { fileSystemIdOf, notDeployed } from './subjects';
import type { Verification } from './verification';

/** What is not there, and why. */
export interface Absent {
  status: 'absent';
  why: string;
}

export async function describeFileSystem(on: Verification): Promise<Asked<FileSystem> | Absent> {
  const id = fileSystemIdOf(on);
  if (id === undefined) return { status: 'absent', why: notDeployed('fileSystem', 'file_system_id') };
  const question = { account: 'fileSystem', action: 'fsx:DescribeFileSystems', resource: id } as const;
  const asked = await ask(on, question, ({ fsx }, options) =>
    fsx.send(new DescribeFileSystemsCommand({ FileSystemIds: [id] }), options),
  );
  if (asked.status !== 'answered') return asked;
  const [fileSystem] = asked.answer.FileSystems ?? [];
  return fileSystem
    ? { status: 'answered', answer: fileSystem }
    : { status: 'absent', why: `FSx has no file system ${id}.` };
}

/** How a bucket is linked: an association, or the older ImportPath of the file system. */
export interface Link {
  folder: LinkedFolder;
  /** What keys of exported files begin with. */
  exportPrefix: string;
  association?: DataRepositoryAssociation;
}

/**
 * The link of a bucket: the association that the stack made, else one that covers the bucket's folder, else the
 * file system's import path.
 */
export async function findLink(on: Verification, bucket: ResolvedBucket): Promise<Asked<Link> | Absent> {
  const id = fileSystemIdOf(on);
  if (id === undefined) return { status: 'absent', why: notDeployed('fileSystem', 'file_system_id') };
  const associationId = on.outputs.fileSystem?.[`association_id_${bucket.name}`];
  const asked = await describeAssociations(on, id);
  if (asked.status !== 'answered') return asked;
  const association =
    asked.answer.find((one) => one.AssociationId === associationId) ??
    asked.answer.find(({ DataRepositoryPath: path = '' }) => withSlash(path) === bucket.dataRepositoryPath) ??
    asked.answer.find(({ DataRepositoryPath: path = '' }) =>
      bucket.dataRepositoryPath.startsWith(withSlash(path)),
    );
  if (association) return { status: 'answered', answer: linkOf(association) };
  return findImportPath(on, bucket);
}

/** Associations of a file system that FSx gives at most: eight. */
async function describeAssociations(
  on: Verification,
  fileSystemId: string,
): Promise<Asked<DataRepositoryAssociation[]>> {
  const question = {
    account: 'fileSystem',
    action: 'fsx:DescribeDataRepositoryAssociations',
    resource: fileSystemId,
  } as const;
  const asked = await ask(on, question, ({ fsx }, options) =>
    fsx.send(
      new DescribeDataRepositoryAssociationsCommand({
        Filters: [{ Name: 'file-system-id', Values: [fileSystemId] }],
      }),
      options,
    ),
  );
  return asked.status === 'answered'
    ? { status: 'answered', answer: asked.answer.Associations ?? [] }
    : asked;
}

function linkOf(association: DataRepositoryAssociation): Link {
  const prefix = prefixOf(association.DataRepositoryPath ?? '');
  return {
    folder: { fileSystemPath: association.FileSystemPath ?? '/', prefix },
    exportPrefix: prefix,
    association,
  };
}

async function findImportPath(on: Verification, bucket: ResolvedBucket): Promise<Asked<Link> | Absent> {
  const described = await describeFileSystem(on);
  if (described.status !== 'answered') return described;
  const { ImportPath: importPath, ExportPath: exportPath } =
    described.answer.LustreConfiguration?.DataRepositoryConfiguration ?? {};
  if (importPath === undefined || !bucket.dataRepositoryPath.startsWith(withSlash(importPath))) {
    const why = `The file system has no association with ${bucket.dataRepositoryPath}.`;
    return { status: 'absent', why };
  }
  const prefix = prefixOf(importPath);
  return {
    status: 'answered',
    answer: {
      folder: { fileSystemPath: '/', prefix },
      exportPrefix: exportPath === undefined ? prefix : prefixOf(exportPath),
    },
  };
}

/** Prefix of `s3://bucket/prefix/`, empty or with a slash at its end. */
function prefixOf(path: string): string {
  return withSlash(path).replace(/^s3:\/\/[^/]*\//, '');
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
