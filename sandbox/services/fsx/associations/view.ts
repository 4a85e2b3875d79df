import type { JsonObject } from '../../../json';
import type { LinkEvent } from '../../../lustre/link';
import { epochSeconds } from '../file-systems/view';
import { associationLifecycle } from '../lifecycle';
import { associationArn } from '../names';
import type { AssociationRecord } from '../state';

/** An association as FSx answers it. Source: FSx API Reference, DataRepositoryAssociation. */
export function associationView(record: AssociationRecord, now: Date): JsonObject {
  const lifecycle = associationLifecycle(record, now);
  const { misconfigured } = record;
  return {
    AssociationId: record.id,
    ResourceARN: associationArn(record),
    FileSystemId: record.fileSystemId,
    Lifecycle: lifecycle,
    ...(lifecycle === 'MISCONFIGURED' && { FailureDetails: { Message: misconfigured } }),
    FileSystemPath: record.fileSystemPath,
    DataRepositoryPath: record.dataRepositoryPath,
    BatchImportMetaDataOnCreate: record.batchImport,
    ImportedFileChunkSize: record.chunkSizeMiB,
    S3: {
      ...policy('AutoImportPolicy', record.autoImport),
      ...policy('AutoExportPolicy', record.autoExport),
    },
    Tags: record.tags,
    CreationTime: epochSeconds(record.createdAt),
  };
}

function policy(name: string, events: readonly LinkEvent[]): JsonObject {
  return events.length === 0 ? {} : { [name]: { Events: events } };
}
