import type { Call } from '../../../gateway/call';
import { ok, type Outcome } from '../../../gateway/outcome';
import type { Link } from '../../../lustre/link';
import { flag, required } from '../../shape';
import { refusal } from '../access';
import { associationNotFound } from '../errors';
import { findAssociation, findFileSystem } from '../find';
import { CONTENTS, filesDocument, type FsxGround } from '../ground';
import { forgetGone, pending } from '../lifecycle';
import { closeLink } from '../linking';
import { associationLink } from '../links';
import { associationArn } from '../names';
import { ASSOCIATION_ID, CLIENT_TOKEN, readRequest } from '../read-request';

const SHAPE = {
  AssociationId: required(ASSOCIATION_ID),
  ClientRequestToken: CLIENT_TOKEN,
  DeleteDataInFileSystem: flag(),
};

/**
 * DeleteDataRepositoryAssociation: the bucket stays as it is; the file system keeps what it has, or not. Files that it
 * had only by their names cannot be read any more. The file system's role stays, as long as the file system does.
 * Source: FSx API Reference, DeleteDataRepositoryAssociation.
 */
export async function deleteAssociation(ground: FsxGround, call: Call): Promise<Outcome> {
  const { world, document } = ground;
  const read = readRequest(SHAPE, call.input);
  if (read.status === 'error') return read;
  const { AssociationId: id, DeleteDataInFileSystem: isDeletingData } = read.input;
  const record = findAssociation(ground.state(), call, id);
  const denied = await refusal(world, call, record ? [associationArn(record)] : ['*']);
  if (denied) return denied;
  const fileSystem = record && findFileSystem(ground.state(), call, record.fileSystemId);
  if (!record || !fileSystem) return associationNotFound(id);
  const gone = ok({
    AssociationId: id,
    Lifecycle: 'DELETING',
    ...(isDeletingData === undefined ? {} : { DeleteDataInFileSystem: isDeletingData }),
  });
  if (record.pending?.lifecycle === 'DELETING') return gone;
  const link = associationLink(record);
  await closeLink(ground, fileSystem, link);
  await document.change((state) => {
    forgetGone(state, world.now());
    record.pending = pending('DELETING', world);
  });
  await forgetLink(ground, record.fileSystemId, link, isDeletingData === true);
  return gone;
}

/** Drops what was seen of the bucket, and the data where that is wanted. */
async function forgetLink(
  { world }: FsxGround,
  fileSystemId: string,
  link: Link,
  isDeletingData: boolean,
): Promise<void> {
  const top = link.path === '/' ? '/' : `${link.path}/`;
  const unused = await filesDocument(world, fileSystemId).change(({ tree, seen }) => {
    for (const path of Object.keys(seen)) if (path.startsWith(top)) Reflect.deleteProperty(seen, path);
    const doomed = isDeletingData ? Object.entries(tree).filter(([path]) => path.startsWith(top)) : [];
    for (const [path] of doomed) Reflect.deleteProperty(tree, path);
    return doomed.flatMap(([, node]) => (node.kind === 'file' ? node.id : []));
  });
  const contents = world.store.blobs(CONTENTS);
  for (const id of unused) await contents.delete(id);
}
