import type { Call } from '../../../gateway/call';
import { ok, type Outcome } from '../../../gateway/outcome';
import { required } from '../../shape';
import { refusal } from '../access';
import { badRequest, fileSystemNotFound } from '../errors';
import { findFileSystem } from '../find';
import { CONTENTS, filesDocument, type FsxGround } from '../ground';
import { fileSystemLifecycle, forgetGone, pending, taskLifecycle } from '../lifecycle';
import { closeLink } from '../linking';
import { linksOf } from '../links';
import { fileSystemArn } from '../names';
import { CLIENT_TOKEN, FILE_SYSTEM_ID, readRequest } from '../read-request';
import { takeRole } from '../role';
import type { FileSystemRecord } from '../state';
import { removeInterfaces } from './network';
import { idOnly } from './update';

const SHAPE = { FileSystemId: required(FILE_SYSTEM_ID), ClientRequestToken: CLIENT_TOKEN };

/**
 * DeleteFileSystem: its associations, its role and its files go with it. What was not exported is lost.
 * Source: FSx API Reference, DeleteFileSystem.
 */
export async function deleteFileSystem(ground: FsxGround, call: Call): Promise<Outcome> {
  const { world, document } = ground;
  const read = readRequest(SHAPE, call.input);
  if (read.status === 'error') return read;
  const { FileSystemId: id } = read.input;
  const record = findFileSystem(ground.state(), call, id);
  const denied = await refusal(world, call, [fileSystemArn(record ?? idOnly(call, id))]);
  if (denied) return denied;
  if (!record) return fileSystemNotFound(id);
  const now = world.now();
  const gone = ok({ FileSystemId: id, Lifecycle: 'DELETING', LustreResponse: {} });
  if (fileSystemLifecycle(record, now) === 'DELETING') return gone;
  const running = ground.state().tasks.filter((task) => task.fileSystemId === id);
  if (running.some((task) => taskLifecycle(task, now) === 'EXECUTING')) {
    return badRequest(`File system '${id}' has a data repository task that is PENDING or EXECUTING.`);
  }
  for (const link of linksOf(ground.state(), id)) await closeLink(ground, record, link);
  await document.change((state) => {
    forgetGone(state, now);
    record.pending = pending('DELETING', world);
    for (const association of state.associations) {
      if (association.fileSystemId === id) association.pending = record.pending;
    }
  });
  await removeInterfaces(world, record, record.networkInterfaceIds);
  await takeRole(world, record);
  await removeFiles(ground, record);
  return gone;
}

async function removeFiles({ world }: FsxGround, { id }: FileSystemRecord): Promise<void> {
  const files = filesDocument(world, id);
  const contents = world.store.blobs(CONTENTS);
  const nodes = Object.values(files.value.tree);
  await files.change(({ tree, seen }) => {
    for (const path of Object.keys(tree)) Reflect.deleteProperty(tree, path);
    for (const path of Object.keys(seen)) Reflect.deleteProperty(seen, path);
  });
  for (const node of nodes) if (node.kind === 'file') await contents.delete(node.id);
}
