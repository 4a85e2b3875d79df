import {
  ASSOCIATION_LIMITS,
  LUSTRE_DEPLOYMENT_TYPES,
  type DeploymentType,
} from '../../../../core/facts/fsx-lustre';
import type { AwsError } from '../../../gateway/outcome';
import { parseDataRepositoryPath } from '../../../lustre/link';
import { isAtOrUnder } from '../../../lustre/tree';
import { badRequest, fsxError, unsupported } from '../errors';
import { withoutSlash } from '../links';
import type { AssociationRecord, FileSystemRecord } from '../state';

export interface AssociationPaths {
  readonly fileSystemPath: string;
  readonly dataRepositoryPath: string;
}

/**
 * What stands against an association, as far as FSx's own resources tell.
 * Source: FSx API Reference, CreateDataRepositoryAssociation.
 */
export function associationProblem(
  fileSystem: FileSystemRecord,
  others: readonly AssociationRecord[],
  paths: AssociationPaths,
): AwsError | undefined {
  return (
    fileSystemProblem(fileSystem) ??
    limitProblem(others) ??
    pathProblem(paths) ??
    others.map((other) => overlap(paths, other)).find((problem) => problem !== undefined)
  );
}

function fileSystemProblem({
  deploymentType,
  storageType,
  version,
  repository,
}: FileSystemRecord): AwsError | undefined {
  const { association, associationVersions } = LUSTRE_DEPLOYMENT_TYPES[deploymentType as DeploymentType];
  if (!association || storageType === 'INTELLIGENT_TIERING') {
    return unsupported(
      `Data repository associations are not supported for deployment type ${deploymentType} with storage type ${storageType}.`,
    );
  }
  if (!associationVersions.some((supported) => supported === version)) {
    return unsupported(
      `Data repository associations are not supported for file systems with Lustre version ${version}. Supported versions: ${associationVersions.join(', ')}.`,
    );
  }
  return (
    repository && badRequest('A file system with an ImportPath cannot have data repository associations.')
  );
}

function limitProblem(others: readonly AssociationRecord[]): AwsError | undefined {
  const { perFileSystem } = ASSOCIATION_LIMITS;
  return others.length < perFileSystem
    ? undefined
    : fsxError(
        'ServiceLimitExceeded',
        `A file system can have at most ${perFileSystem} data repository associations.`,
      );
}

function pathProblem({ fileSystemPath, dataRepositoryPath }: AssociationPaths): AwsError | undefined {
  const names = withoutSlash(fileSystemPath).split('/').slice(1);
  const isRoot = fileSystemPath === '/';
  if (!fileSystemPath.startsWith('/') || (!isRoot && names.some((name) => /^\.{0,2}$/.test(name)))) {
    return badRequest(
      `The file system path '${fileSystemPath}' is not valid: it has to begin with a slash and name a directory.`,
    );
  }
  return parseDataRepositoryPath(dataRepositoryPath)
    ? undefined
    : badRequest(
        `The data repository path '${dataRepositoryPath}' is not valid: it has to be of the form s3://bucket/prefix/.`,
      );
}

function overlap(paths: AssociationPaths, other: AssociationPaths): AwsError | undefined {
  const [own, theirs] = [withoutSlash(paths.fileSystemPath), withoutSlash(other.fileSystemPath)];
  if (isAtOrUnder(own, theirs) || isAtOrUnder(theirs, own)) {
    return badRequest(
      `The file system path '${own}' overlaps with '${theirs}' of another data repository association.`,
    );
  }
  const [from, others] = [
    parseDataRepositoryPath(paths.dataRepositoryPath),
    parseDataRepositoryPath(other.dataRepositoryPath),
  ];
  if (from?.bucket !== others?.bucket || !from || !others) return undefined;
  return from.prefix.startsWith(others.prefix) || others.prefix.startsWith(from.prefix)
    ? badRequest(
        `The data repository path '${paths.dataRepositoryPath}' overlaps with '${other.dataRepositoryPath}' of another data repository association.`,
      )
    : undefined;
}
