import type { Call } from '../../../gateway/call';
import { ok, type Outcome } from '../../../gateway/outcome';
import { parseDataRepositoryPath } from '../../../lustre/link';
import { flag, required } from '../../shape';
import { accountOf, refusal } from '../access';
import { bucketAccessProblem } from '../bucket-access';
import { badRequest, fileSystemNotFound } from '../errors';
import { DEFAULT_CHUNK_MIB, otherRegion } from '../file-systems/create';
import { idOnly } from '../file-systems/update';
import { findFileSystem } from '../find';
import type { FsxGround } from '../ground';
import { fileSystemLifecycle, pending } from '../lifecycle';
import { giveRoleBuckets, openLink } from '../linking';
import { associationLink } from '../links';
import { fileSystemArn, newId } from '../names';
import { CLIENT_TOKEN, digestOf, FILE_SYSTEM_ID, madeBefore, readRequest, TAGS } from '../read-request';
import { roleRefusal } from '../role';
import type { AssociationRecord } from '../state';
import { ARCHIVE_PATH, CHUNK_SIZE, NAMESPACE, S3_CONFIGURATION } from './request';
import { associationProblem } from './validate';
import { associationView } from './view';

const SHAPE = {
  FileSystemId: required(FILE_SYSTEM_ID),
  FileSystemPath: NAMESPACE,
  DataRepositoryPath: required(ARCHIVE_PATH),
  BatchImportMetaDataOnCreate: flag(),
  ImportedFileChunkSize: CHUNK_SIZE,
  S3: S3_CONFIGURATION,
  ClientRequestToken: CLIENT_TOKEN,
  Tags: TAGS,
};

/**
 * CreateDataRepositoryAssociation. The caller's access to the bucket is seen to before; the file system's role comes
 * into being here, and imports the names. Source: FSx API Reference, CreateDataRepositoryAssociation.
 */
export async function createAssociation(ground: FsxGround, call: Call): Promise<Outcome> {
  const { world, document, objects } = ground;
  const account = accountOf(call);
  const { region } = call;
  const read = readRequest(SHAPE, call.input);
  if (read.status === 'error') return read;
  const { input } = read;
  const { FileSystemId: fileSystemId } = input;
  const denied = await refusal(world, call, [
    `arn:aws:fsx:${region}:${account}:association/${fileSystemId}/*`,
    fileSystemArn(idOnly(call, fileSystemId)),
  ]);
  if (denied) return denied;
  const state = ground.state();
  const fileSystem = findFileSystem(state, call, fileSystemId);
  if (!fileSystem) return fileSystemNotFound(fileSystemId);
  const origin = { account, region, token: input.ClientRequestToken, request: digestOf(call.input) };
  const before = madeBefore(state.associations, origin);
  if (before.status === 'error') return before;
  if (before.status === 'made') return ok({ Association: associationView(before.record, world.now()) });

  const others = state.associations.filter((other) => other.fileSystemId === fileSystemId);
  const paths = {
    fileSystemPath: input.FileSystemPath ?? '/',
    dataRepositoryPath: input.DataRepositoryPath,
  };
  const lifecycle = fileSystemLifecycle(fileSystem, world.now());
  const problem =
    associationProblem(fileSystem, others, paths) ??
    (lifecycle === 'CREATING' || lifecycle === 'DELETING'
      ? badRequest(`File system '${fileSystemId}' is ${lifecycle}.`)
      : undefined);
  if (problem) return problem;
  const place = parseDataRepositoryPath(paths.dataRepositoryPath) ?? { bucket: '', prefix: '' };
  const refused =
    (await roleRefusal(world, call, fileSystem)) ?? (await bucketAccessProblem(objects, call, place));
  if (refused) return refused;
  const autoImport = input.S3?.AutoImportPolicy?.Events ?? [];
  if (autoImport.length > 0 && objects.bucket(place.bucket)?.region !== region) return otherRegion();

  const record: AssociationRecord = {
    ...origin,
    id: newId('dra'),
    createdAt: world.now().toISOString(),
    tags: input.Tags ?? [],
    pending: pending('CREATING', world),
    fileSystemId,
    ...paths,
    batchImport: input.BatchImportMetaDataOnCreate ?? false,
    chunkSizeMiB: input.ImportedFileChunkSize ?? DEFAULT_CHUNK_MIB,
    autoImport,
    autoExport: input.S3?.AutoExportPolicy?.Events ?? [],
  };
  await giveRoleBuckets(ground, fileSystem, [place.bucket]);
  await document.change(({ associations }) => associations.push(record));
  const misconfigured = await openLink(ground, fileSystem, associationLink(record), record.batchImport);
  await document.change(() => {
    record.misconfigured = misconfigured;
  });
  return ok({ Association: associationView(record, world.now()) });
}
