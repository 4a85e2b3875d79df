import type { Call } from '../../../gateway/call';
import { ok, type Outcome } from '../../../gateway/outcome';
import { integer, list, oneOf, required, structure, text } from '../../shape';
import { refusal } from '../access';
import { associationNotFound, fileSystemNotFound } from '../errors';
import { findFileSystem, ownOf } from '../find';
import type { FsxGround } from '../ground';
import { pageOf } from '../pages';
import { ASSOCIATION_ID, NEXT_TOKEN, readRequest } from '../read-request';
import { refreshAssociation } from './refresh';
import { associationView } from './view';

const FILTER_NAMES = [
  'file-system-id',
  'backup-type',
  'file-system-type',
  'volume-id',
  'data-repository-type',
  'file-cache-id',
  'file-cache-type',
] as const;

const SHAPE = {
  AssociationIds: list(ASSOCIATION_ID, { max: 50 }),
  Filters: list(
    structure({ Name: required(oneOf(FILTER_NAMES)), Values: list(text({ min: 1, max: 128 }), { max: 20 }) }),
    { max: 10 },
  ),
  MaxResults: integer(1, 25),
  NextToken: NEXT_TOKEN,
};

/** DescribeDataRepositoryAssociations, by ids or by filters. */
export async function describeAssociations(ground: FsxGround, call: Call): Promise<Outcome> {
  const { world } = ground;
  const denied = await refusal(world, call);
  if (denied) return denied;
  const read = readRequest(SHAPE, call.input);
  if (read.status === 'error') return read;
  const { AssociationIds: ids = [], Filters: filters = [], MaxResults: size, NextToken: token } = read.input;
  const state = ground.state();
  const own = ownOf(state.associations, call);
  const missing = ids.find((id) => !own.some((record) => record.id === id));
  if (missing !== undefined) return associationNotFound(missing);
  for (const { Name: name, Values: values = [] } of filters) {
    const unknown = name === 'file-system-id' && values.find((id) => !findFileSystem(state, call, id));
    if (unknown) return fileSystemNotFound(unknown);
  }
  const asked = own
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter((record) =>
      filters.every(({ Name: name, Values: values = [] }) => values.includes(VALUE_OF[name](record) ?? '')),
    );
  const page = pageOf(asked, { maxResults: size, nextToken: token });
  if (page.status === 'error') return page;
  for (const record of page.items) await refreshAssociation(ground, record);
  return ok({ Associations: page.items.map((record) => associationView(record, world.now())), ...page.next });
}

type ValueOf = (record: { readonly fileSystemId: string }) => string | undefined;

/** What each filter looks at; associations of Lustre have no other of these. */
const VALUE_OF: Readonly<Record<(typeof FILTER_NAMES)[number], ValueOf>> = {
  'file-system-id': ({ fileSystemId }) => fileSystemId,
  'backup-type': () => undefined,
  'file-system-type': () => 'LUSTRE',
  'volume-id': () => undefined,
  'data-repository-type': () => 'S3',
  'file-cache-id': () => undefined,
  'file-cache-type': () => undefined,
};
