/** The file system's associations. Source: FSx API Reference, DescribeDataRepositoryAssociations. */
import { DescribeDataRepositoryAssociationsCommand } from '@aws-sdk/client-fsx';
import type { AssociationFacts, Fact } from '../../core/live/evidence';
import { ask, given, notHere, type Collection } from './question';

/** Pages that are read at most; a file system has 8 associations. */
const MAX_PAGES = 5;

export async function readAssociations(on: Collection): Promise<Fact<AssociationFacts[]>> {
  const found: AssociationFacts[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = await ask(on, 'fileSystem', ({ fsx }) =>
      fsx.send(
        new DescribeDataRepositoryAssociationsCommand({
          Filters: [{ Name: 'file-system-id', Values: [on.fileSystemId] }],
          NextToken: nextToken,
        }),
      ),
    );
    if (asked.status === 'unknown' && asked.code === 'FileSystemNotFound') return notHere(on);
    if (asked.status === 'unknown') return { status: 'unknown', why: asked.why };
    if (asked.status === 'absent') return { status: 'unknown', why: 'FSx did not say.' };
    const { Associations: items = [], NextToken: next } = asked.answer;
    for (const one of items) {
      found.push({
        id: one.AssociationId ?? '',
        lifecycle: one.Lifecycle ?? '',
        ...given({ failure: one.FailureDetails?.Message, fileSystemPath: one.FileSystemPath }),
        dataRepositoryPath: one.DataRepositoryPath ?? '',
        importsAtCreation: one.BatchImportMetaDataOnCreate ?? false,
        autoImport: one.S3?.AutoImportPolicy?.Events ?? [],
        autoExport: one.S3?.AutoExportPolicy?.Events ?? [],
      });
    }
    if (next === undefined || next === '') break;
    nextToken = next;
  }
  return { status: 'seen', value: found };
}
