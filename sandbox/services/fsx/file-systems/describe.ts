import type { Call } from '../../../gateway/call';
import { ok, type Outcome } from '../../../gateway/outcome';
import { integer, list } from '../../shape';
import { refusal } from '../access';
import { fileSystemNotFound } from '../errors';
import { ownOf } from '../find';
import type { FsxGround } from '../ground';
import { pageOf } from '../pages';
import { FILE_SYSTEM_ID, NEXT_TOKEN, readRequest } from '../read-request';
import { fileSystemView } from './view';

const SHAPE = {
  FileSystemIds: list(FILE_SYSTEM_ID, { max: 50 }),
  MaxResults: integer(1, 2_147_483_647),
  NextToken: NEXT_TOKEN,
};

/** DescribeFileSystems: all of the account and Region, or those that are named. */
export async function describeFileSystems({ world, state }: FsxGround, call: Call): Promise<Outcome> {
  const denied = await refusal(world, call);
  if (denied) return denied;
  const read = readRequest(SHAPE, call.input);
  if (read.status === 'error') return read;
  const { FileSystemIds: ids = [], MaxResults: maxResults, NextToken: nextToken } = read.input;
  const own = ownOf(state().fileSystems, call);
  const missing = ids.find((id) => !own.some((record) => record.id === id));
  if (missing !== undefined) return fileSystemNotFound(missing);
  const asked = ids.length === 0 ? own : own.filter(({ id }) => ids.includes(id));
  const page = pageOf(asked, { maxResults, nextToken });
  if (page.status === 'error') return page;
  return ok({ FileSystems: page.items.map((record) => fileSystemView(record, world.now())), ...page.next });
}
