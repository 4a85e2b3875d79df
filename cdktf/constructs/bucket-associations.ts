import { FsxDataRepositoryAssociation } from '@cdktf/provider-aws/lib/fsx-data-repository-association';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ResolvedBucket } from '../../core/deployment/resolve';
import { recordCreation } from '../created-at';

/** What `BucketAssociations` are made from. */
export interface BucketAssociationsProps {
  /** The file system, new or existing. */
  fileSystemId: string;
  /** What it is linked to, in this order: at most 8 (FSx for Lustre User Guide, "Quotas"). */
  buckets: readonly ResolvedBucket[];
  /** What the first association has to wait for. */
  dependsOn?: ITerraformDependable[];
}

/**
 * The associations of one file system, one after another: FSx works on one at a time and queues only a few.
 *
 * @example
 * const { associations } = new BucketAssociations(stack, 'associations', {
 *   fileSystemId: 'fs-0123456789abcdef0',
 *   buckets: deployment.buckets,
 * });
 * for (const { bucket, resource } of associations) {
 *   new TerraformOutput(stack, `association_of_${bucket.name}`, { value: resource.id });
 * }
 */
export class BucketAssociations extends Construct {
  /** One for each bucket, in their order; the resource's `id` is the association's. */
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
