import type { Call } from '../../../gateway/call';
import { ok, type Outcome } from '../../../gateway/outcome';
import { parseDataRepositoryPath } from '../../../lustre/link';
import { required } from '../../shape';
import { refusal } from '../access';
import { bucketAccessProblem } from '../bucket-access';
import { associationNotFound } from '../errors';
import { otherRegion } from '../file-systems/create';
import { findAssociation, findFileSystem } from '../find';
import type { FsxGround } from '../ground';
import { pending } from '../lifecycle';
import { closeLink, openLink } from '../linking';
import { associationLink } from '../links';
import { associationArn } from '../names';
import { ASSOCIATION_ID, CLIENT_TOKEN, readRequest } from '../read-request';
import { CHUNK_SIZE, S3_CONFIGURATION } from './request';
import { associationView } from './view';

const SHAPE = {
  AssociationId: required(ASSOCIATION_ID),
  ClientRequestToken: CLIENT_TOKEN,
  ImportedFileChunkSize: CHUNK_SIZE,
  S3: S3_CONFIGURATION,
};

/**
 * UpdateDataRepositoryAssociation: which changes are imported and exported. It also puts a MISCONFIGURED one right.
 * A policy that is left out stays. Source: FSx API Reference, UpdateDataRepositoryAssociation.
 */
export async function updateAssociation(ground: FsxGround, call: Call): Promise<Outcome> {
  const { world, document, objects } = ground;
  const read = readRequest(SHAPE, call.input);
  if (read.status === 'error') return read;
  const { AssociationId: id, ImportedFileChunkSize: chunkSizeMiB, S3: s3 } = read.input;
  const record = findAssociation(ground.state(), call, id);
  const denied = await refusal(world, call, record ? [associationArn(record)] : ['*']);
  if (denied) return denied;
  const fileSystem = record && findFileSystem(ground.state(), call, record.fileSystemId);
  if (!record || !fileSystem || record.pending?.lifecycle === 'DELETING') return associationNotFound(id);
  const autoImport = s3?.AutoImportPolicy ? (s3.AutoImportPolicy.Events ?? []) : record.autoImport;
  const autoExport = s3?.AutoExportPolicy ? (s3.AutoExportPolicy.Events ?? []) : record.autoExport;
  const place = parseDataRepositoryPath(record.dataRepositoryPath) ?? { bucket: '', prefix: '' };
  const refused = await bucketAccessProblem(objects, call, place);
  if (refused) return refused;
  if (autoImport.length > 0 && objects.bucket(place.bucket)?.region !== call.region) return otherRegion();
  if (autoImport.length === 0) await closeLink(ground, fileSystem, associationLink(record));
  await document.change(() => {
    record.autoImport = autoImport;
    record.autoExport = autoExport;
    if (chunkSizeMiB !== undefined) record.chunkSizeMiB = chunkSizeMiB;
    record.pending = pending('UPDATING', world);
  });
  const misconfigured = await openLink(ground, fileSystem, associationLink(record), false);
  await document.change(() => {
    record.misconfigured = misconfigured;
  });
  return ok({ Association: associationView(record, world.now()) });
}
