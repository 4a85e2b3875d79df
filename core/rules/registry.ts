/** Every rule, in the order of their ids. Made by `npm run generate` from the folders beside this file. */
import { rule as fsxAssociationCount } from './fsx-association-count/rule';
import { rule as fsxAssociationEvents } from './fsx-association-events/rule';
import { rule as fsxAssociationMetadata } from './fsx-association-metadata/rule';
import { rule as fsxAssociationOverlap } from './fsx-association-overlap/rule';
import { rule as fsxAssociationPath } from './fsx-association-path/rule';
import { rule as fsxAssociationTimeout } from './fsx-association-timeout/rule';
import { rule as fsxBackup } from './fsx-backup/rule';
import { rule as fsxDeploymentType } from './fsx-deployment-type/rule';
import { rule as fsxDriveCache } from './fsx-drive-cache/rule';
import { rule as fsxEfa } from './fsx-efa/rule';
import { rule as fsxHsmProof } from './fsx-hsm-proof/rule';
import { rule as fsxId } from './fsx-id/rule';
import { rule as fsxImportPath } from './fsx-import-path/rule';
import { rule as fsxIntelligentTiering } from './fsx-intelligent-tiering/rule';
import { rule as fsxKmsKey } from './fsx-kms-key/rule';
import { rule as fsxLogDestination } from './fsx-log-destination/rule';
import { rule as fsxLustreClient } from './fsx-lustre-client/rule';
import { rule as fsxLustreVersion } from './fsx-lustre-version/rule';
import { rule as fsxMetadataConfiguration } from './fsx-metadata-configuration/rule';
import { rule as fsxMountName } from './fsx-mount-name/rule';
import { rule as fsxMountOptions } from './fsx-mount-options/rule';
import { rule as fsxSecurityGroup } from './fsx-security-group/rule';
import { rule as fsxSecurityGroupOrder } from './fsx-security-group-order/rule';
import { rule as fsxStorageCapacity } from './fsx-storage-capacity/rule';
import { rule as fsxStorageType } from './fsx-storage-type/rule';
import { rule as fsxSubnet } from './fsx-subnet/rule';
import { rule as fsxThroughput } from './fsx-throughput/rule';
import { rule as fsxVpcDns } from './fsx-vpc-dns/rule';
import { rule as grantConstraintBucketKey } from './grant-constraint-bucket-key/rule';
import { rule as grantConstraintConflict } from './grant-constraint-conflict/rule';
import { rule as grantConstraintContext } from './grant-constraint-context/rule';
import { rule as grantConstraintObject } from './grant-constraint-object/rule';
import { rule as grantConstraintOperations } from './grant-constraint-operations/rule';
import { rule as grantConstraintSize } from './grant-constraint-size/rule';
import { rule as grantConstraintWildcard } from './grant-constraint-wildcard/rule';
import { rule as grantCreateGrantAlone } from './grant-create-grant-alone/rule';
import { rule as grantGrantee } from './grant-grantee/rule';
import { rule as grantGranteeAccount } from './grant-grantee-account/rule';
import { rule as grantGranteeFileSystem } from './grant-grantee-file-system/rule';
import { rule as grantGranteeRole } from './grant-grantee-role/rule';
import { rule as grantGranteeSession } from './grant-grantee-session/rule';
import { rule as grantIssuingAccount } from './grant-issuing-account/rule';
import { rule as grantKeyArn } from './grant-key-arn/rule';
import { rule as grantLeastPrivilege } from './grant-least-privilege/rule';
import { rule as grantMissing } from './grant-missing/rule';
import { rule as grantName } from './grant-name/rule';
import { rule as grantNameMissing } from './grant-name-missing/rule';
import { rule as grantOperationKeyType } from './grant-operation-key-type/rule';
import { rule as grantOperationUnknown } from './grant-operation-unknown/rule';
import { rule as grantOperationsEmpty } from './grant-operations-empty/rule';
import { rule as grantOperationsIncomplete } from './grant-operations-incomplete/rule';
import { rule as grantRegion } from './grant-region/rule';
import { rule as grantRetiringPrincipal } from './grant-retiring-principal/rule';
import { rule as iamActionUnknown } from './iam-action-unknown/rule';
import { rule as iamArnPartition } from './iam-arn-partition/rule';
import { rule as iamEffect } from './iam-effect/rule';
import { rule as iamElementRepeated } from './iam-element-repeated/rule';
import { rule as iamKmsEverything } from './iam-kms-everything/rule';
import { rule as iamKmsResource } from './iam-kms-resource/rule';
import { rule as iamNotPrincipal } from './iam-not-principal/rule';
import { rule as iamPolicyElement } from './iam-policy-element/rule';
import { rule as iamPolicyVersion } from './iam-policy-version/rule';
import { rule as iamPrincipalDeleted } from './iam-principal-deleted/rule';
import { rule as iamPrincipalElement } from './iam-principal-element/rule';
import { rule as iamPrincipalForm } from './iam-principal-form/rule';
import { rule as iamPrincipalService } from './iam-principal-service/rule';
import { rule as iamPrincipalSession } from './iam-principal-session/rule';
import { rule as iamPrincipalWildcard } from './iam-principal-wildcard/rule';
import { rule as iamRoleBeforeAssociation } from './iam-role-before-association/rule';
import { rule as iamRoleCreation } from './iam-role-creation/rule';
import { rule as iamServiceLinkedRole } from './iam-service-linked-role/rule';
import { rule as iamStatementIncomplete } from './iam-statement-incomplete/rule';
import { rule as iamTerraformCloudAudience } from './iam-terraform-cloud-audience/rule';
import { rule as iamTerraformCloudSubject } from './iam-terraform-cloud-subject/rule';
import { rule as kmsActionCrossAccount } from './kms-action-cross-account/rule';
import { rule as kmsActionNotOnKey } from './kms-action-not-on-key/rule';
import { rule as kmsBucketKeyContext } from './kms-bucket-key-context/rule';
import { rule as kmsCallerAccount } from './kms-caller-account/rule';
import { rule as kmsConditionKeyNotCarried } from './kms-condition-key-not-carried/rule';
import { rule as kmsConditionKeyType } from './kms-condition-key-type/rule';
import { rule as kmsConditionKeyUnknown } from './kms-condition-key-unknown/rule';
import { rule as kmsConditionOperator } from './kms-condition-operator/rule';
import { rule as kmsConditionServicePrincipal } from './kms-condition-service-principal/rule';
import { rule as kmsConditionSetOperator } from './kms-condition-set-operator/rule';
import { rule as kmsConditionValue } from './kms-condition-value/rule';
import { rule as kmsConditionWildcard } from './kms-condition-wildcard/rule';
import { rule as kmsCreateGrantConditions } from './kms-create-grant-conditions/rule';
import { rule as kmsEncryptionContext } from './kms-encryption-context/rule';
import { rule as kmsKeyDeletionWindow } from './kms-key-deletion-window/rule';
import { rule as kmsKeyEarlyDeletion } from './kms-key-early-deletion/rule';
import { rule as kmsKeyNotSymmetric } from './kms-key-not-symmetric/rule';
import { rule as kmsKeyRotation } from './kms-key-rotation/rule';
import { rule as kmsKeyRotationPeriod } from './kms-key-rotation-period/rule';
import { rule as kmsKeySpecUsage } from './kms-key-spec-usage/rule';
import { rule as kmsLockoutBypass } from './kms-lockout-bypass/rule';
import { rule as kmsPolicyCharacters } from './kms-policy-characters/rule';
import { rule as kmsPolicyLockout } from './kms-policy-lockout/rule';
import { rule as kmsPolicySelfReference } from './kms-policy-self-reference/rule';
import { rule as kmsPolicySize } from './kms-policy-size/rule';
import { rule as kmsPrincipalEveryone } from './kms-principal-everyone/rule';
import { rule as kmsReplicaPrimary } from './kms-replica-primary/rule';
import { rule as kmsRetireGrant } from './kms-retire-grant/rule';
import { rule as kmsStatementIneffective } from './kms-statement-ineffective/rule';
import { rule as kmsViaService } from './kms-via-service/rule';
import { rule as kmsViaServiceRegion } from './kms-via-service-region/rule';
import { rule as s3AutoImportRegion } from './s3-auto-import-region/rule';
import { rule as s3BucketPolicyActions } from './s3-bucket-policy-actions/rule';
import { rule as s3BucketPolicyResources } from './s3-bucket-policy-resources/rule';
import { rule as s3DenyUnencryptedUpload } from './s3-deny-unencrypted-upload/rule';
import { rule as s3EncryptionKey } from './s3-encryption-key/rule';
import { rule as s3EncryptionKeyRegion } from './s3-encryption-key-region/rule';
import { rule as s3EncryptionManagedKey } from './s3-encryption-managed-key/rule';
import { rule as s3NotificationOverwrite } from './s3-notification-overwrite/rule';
import { rule as s3RequesterPays } from './s3-requester-pays/rule';
import { rule as s3SourceVpc } from './s3-source-vpc/rule';
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [
  fsxAssociationCount,
  fsxAssociationEvents,
  fsxAssociationMetadata,
  fsxAssociationOverlap,
  fsxAssociationPath,
  fsxAssociationTimeout,
  fsxBackup,
  fsxDeploymentType,
  fsxDriveCache,
  fsxEfa,
  fsxHsmProof,
  fsxId,
  fsxImportPath,
  fsxIntelligentTiering,
  fsxKmsKey,
  fsxLogDestination,
  fsxLustreClient,
  fsxLustreVersion,
  fsxMetadataConfiguration,
  fsxMountName,
  fsxMountOptions,
  fsxSecurityGroup,
  fsxSecurityGroupOrder,
  fsxStorageCapacity,
  fsxStorageType,
  fsxSubnet,
  fsxThroughput,
  fsxVpcDns,
  grantConstraintBucketKey,
  grantConstraintConflict,
  grantConstraintContext,
  grantConstraintObject,
  grantConstraintOperations,
  grantConstraintSize,
  grantConstraintWildcard,
  grantCreateGrantAlone,
  grantGrantee,
  grantGranteeAccount,
  grantGranteeFileSystem,
  grantGranteeRole,
  grantGranteeSession,
  grantIssuingAccount,
  grantKeyArn,
  grantLeastPrivilege,
  grantMissing,
  grantName,
  grantNameMissing,
  grantOperationKeyType,
  grantOperationUnknown,
  grantOperationsEmpty,
  grantOperationsIncomplete,
  grantRegion,
  grantRetiringPrincipal,
  iamActionUnknown,
  iamArnPartition,
  iamEffect,
  iamElementRepeated,
  iamKmsEverything,
  iamKmsResource,
  iamNotPrincipal,
  iamPolicyElement,
  iamPolicyVersion,
  iamPrincipalDeleted,
  iamPrincipalElement,
  iamPrincipalForm,
  iamPrincipalService,
  iamPrincipalSession,
  iamPrincipalWildcard,
  iamRoleBeforeAssociation,
  iamRoleCreation,
  iamServiceLinkedRole,
  iamStatementIncomplete,
  iamTerraformCloudAudience,
  iamTerraformCloudSubject,
  kmsActionCrossAccount,
  kmsActionNotOnKey,
  kmsBucketKeyContext,
  kmsCallerAccount,
  kmsConditionKeyNotCarried,
  kmsConditionKeyType,
  kmsConditionKeyUnknown,
  kmsConditionOperator,
  kmsConditionServicePrincipal,
  kmsConditionSetOperator,
  kmsConditionValue,
  kmsConditionWildcard,
  kmsCreateGrantConditions,
  kmsEncryptionContext,
  kmsKeyDeletionWindow,
  kmsKeyEarlyDeletion,
  kmsKeyNotSymmetric,
  kmsKeyRotation,
  kmsKeyRotationPeriod,
  kmsKeySpecUsage,
  kmsLockoutBypass,
  kmsPolicyCharacters,
  kmsPolicyLockout,
  kmsPolicySelfReference,
  kmsPolicySize,
  kmsPrincipalEveryone,
  kmsReplicaPrimary,
  kmsRetireGrant,
  kmsStatementIneffective,
  kmsViaService,
  kmsViaServiceRegion,
  s3AutoImportRegion,
  s3BucketPolicyActions,
  s3BucketPolicyResources,
  s3DenyUnencryptedUpload,
  s3EncryptionKey,
  s3EncryptionKeyRegion,
  s3EncryptionManagedKey,
  s3NotificationOverwrite,
  s3RequesterPays,
  s3SourceVpc,
];
