/** What type a key in view is, by its spec and usage. */
import { keyType, type KeyType } from '../facts/grant-operations';
import type { Located } from '../syntax/project';
import type { Value } from '../syntax/value';
import { given } from './configuration';

/** The spec and usage of a key, with the values that stand in the file. */
export interface KeySpecification {
  readonly spec: string;
  readonly specValue: Value | undefined;
  readonly usage: string;
  readonly usageValue: Value | undefined;
}

/**
 * Spec and usage of an `aws_kms_key`, with Terraform's defaults; imported and replicated keys are left out.
 * @returns undefined where one of them is not known
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key
 */
export function keySpecification({ resource }: Located): KeySpecification | undefined {
  if (resource.kind !== 'resource' || resource.type !== 'aws_kms_key') return undefined;
  const specValue = given(resource.body, 'customer_master_key_spec');
  const usageValue = given(resource.body, 'key_usage');
  const isOpen = !resource.body.complete && (!specValue || !usageValue);
  if (isOpen || !isTextOrNothing(specValue) || !isTextOrNothing(usageValue)) return undefined;
  return {
    spec: specValue?.kind === 'string' ? specValue.text : 'SYMMETRIC_DEFAULT',
    specValue,
    usage: usageValue?.kind === 'string' ? usageValue.text : 'ENCRYPT_DECRYPT',
    usageValue,
  };
}

/** Type of a key in view; undefined where it is not known, or spec and usage do not go together. */
export function keyTypeOf(key: Located): KeyType | undefined {
  const specification = keySpecification(key);
  return specification && keyType(specification.spec, specification.usage);
}

function isTextOrNothing(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'string';
}
