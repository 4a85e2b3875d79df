import { FsxDataRepositoryAssociation } from '@cdktf/provider-aws/lib/fsx-data-repository-association';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ResolvedBucket } from '../../core/deployment/resolve';
import { recordCreation } from '../created-at';

export interface BucketAssociationsProps {
  fileSystemId: string;
  buckets: readonly ResolvedBucket[];
  /** What the first association has to wait for. */
  dependsOn?: ITerraformDependable[];
}

/** The associations of one file system, one after another: FSx works on one at a time and queues only a few. */
export class BucketAssociations extends Construct {
  readonly associations: { bucket: ResolvedBucket; resource: FsxDataRepositoryAssociation }[] = [];

  constructor(scope: Construct, id: string, props: BucketAssociationsProps) {
    super(scope, id);
    recordCreation(this, BucketAssociations);
    for (const bucket of props.buckets) {
      const previous = this.associations.at(-1)?.resource;
      const resource = new FsxDataRepositoryAssociation(this, bucket.name, {
        fileSystemId: props.fileSystemId,
        fileSystemPath: bucket.fileSystemPath,
        dataRepositoryPath: bucket.dataRepositoryPath,
        // AWS's default is false, and then the file system shows nothing of what is in the bucket already.
        batchImportMetaDataOnCreate: true,
        s3: {
          autoImportPolicy: bucket.autoImport.length ? { events: bucket.autoImport } : undefined,
          autoExportPolicy: bucket.autoExport.length ? { events: bucket.autoExport } : undefined,
        },
        timeouts: { create: '30m', update: '30m', delete: '30m' },
        dependsOn: previous ? [previous] : props.dependsOn,
      });
      this.associations.push({ bucket, resource });
    }
  }
}
