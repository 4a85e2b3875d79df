import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { DELETION_WINDOW_DAYS, ROTATION_PERIOD_DAYS } from '../../core/facts/kms';
import type { PolicyDocument } from '../../core/policies/document';
import { recordCreation } from '../created-at';

/** What a `SharedKey` is made from. */
export interface SharedKeyProps {
  /** Alias without `alias/`. */
  alias: string;
  /** What the key is for, as KMS shows it; up to 8192 characters. */
  description: string;
  /** The whole key policy, such as `keyPolicy` gives it. KMS refuses one that would lock its own administrators out. */
  policy: PolicyDocument;
  /** Days between automatic rotations, 90 to 2560. Default: 365. */
  rotationPeriodDays?: number;
  /** Days between destroy and the end of the key, 7 to 30. Default: 30. */
  deletionWindowDays?: number;
}

/**
 * A symmetric encryption key with rotation, an alias and its policy: the only kind S3 and FSx encrypt with.
 *
 * @example
 * const key = new SharedKey(stack, 'key', {
 *   alias: 'genomics',
 *   description: 'Encrypts the buckets of FSx for Lustre',
 *   policy: keyPolicy(deployment, 'data'),
 * });
 * new TerraformOutput(stack, 'key_arn', { value: key.arn });
 */
export class SharedKey extends Construct {
  /** Full ARN of the key, known when it is made: across accounts KMS takes nothing else. */
  readonly arn: string;
  /** Its alias, with `alias/`: a name within the key's own account only. */
  readonly alias: string;

  constructor(scope: Construct, id: string, props: SharedKeyProps) {
    super(scope, id);
    recordCreation(this, SharedKey);
    const key = new KmsKey(this, 'key', {
      description: props.description,
      keyUsage: 'ENCRYPT_DECRYPT',
      customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      enableKeyRotation: true,
      rotationPeriodInDays: props.rotationPeriodDays ?? ROTATION_PERIOD_DAYS.default,
      deletionWindowInDays: props.deletionWindowDays ?? DELETION_WINDOW_DAYS.default,
      policy: JSON.stringify(props.policy),
    });
    const alias = new KmsAlias(this, 'alias', { name: `alias/${props.alias}`, targetKeyId: key.keyId });
    this.arn = key.arn;
    this.alias = alias.name;
  }
}
