/** Booleans as Terraform takes them: quoted or not. */
import type { Value } from '../syntax/value';

/** Undefined where a value is not known, or no boolean. */
export function booleanOf(value: Value | undefined): boolean | undefined {
  if (value?.kind === 'boolean') return value.value;
  if (value?.kind !== 'string') return undefined;
  return value.text === 'true' ? true : value.text === 'false' ? false : undefined;
}
