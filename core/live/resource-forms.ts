/** Resources of Terraform and CDKTF for changes of live settings. */
import { asResource, type ResourceArguments } from '../diagnose/changes/as-resource';
import type { Change } from './change';

type Forms = Pick<Change, 'terraform' | 'cdktf'>;

/** Default encryption of a bucket. */
export function encryptionForms(bucket: string, keyArn: string, bucketKey: boolean): Forms {
  return asResource(
    {
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      name: 'linked_bucket',
      id: 'linked-bucket-encryption',
      // The provider has this name for a nested class, and adds a letter to the resource's.
      construct: 'S3BucketServerSideEncryptionConfigurationA',
      note: 'with the provider of account B; in the resource of the bucket, where there is one',
    },
    {
      bucket,
      rule: [
        {
          bucket_key_enabled: bucketKey,
          apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: keyArn },
        },
      ],
    },
  );
}

/** An association with what it imports and exports. */
export interface AssociationSettings {
  fileSystemId: string;
  /** On the file system. */
  path: string;
  /** `s3://bucket/prefix` */
  repository: string;
  autoImport: readonly string[];
  autoExport: readonly string[];
  /** Whether what is in the bucket is imported when the association is made. */
  importsAtCreation: boolean;
}

export function associationForms(settings: AssociationSettings): Forms {
  const { fileSystemId, path, repository, autoImport, autoExport, importsAtCreation } = settings;
  const s3: ResourceArguments = {
    auto_import_policy: { events: autoImport },
    ...(autoExport.length > 0 && { auto_export_policy: { events: autoExport } }),
  };
  return asResource(
    {
      type: 'aws_fsx_data_repository_association',
      name: 'linked_bucket',
      id: 'linked-bucket-association',
      construct: 'FsxDataRepositoryAssociation',
      note: 'with the provider of account A; in the resource of the association, where there is one',
    },
    {
      file_system_id: fileSystemId,
      file_system_path: path,
      data_repository_path: repository,
      // Terraform makes the association again where this changes.
      ...(importsAtCreation && { batch_import_meta_data_on_create: true }),
      s3,
    },
  );
}
