/** Grants in view, as rules look at them. */
import { blocksOf, itemsOf } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { ObjectValue, StringValue, Value } from '../syntax/value';
import { given } from './configuration';
import { knownTexts } from './conditions';
import { fileSystemRoleOf, type FileSystemRole } from './file-system-role';
import { keyTargetOf, type KeyTarget } from './key-target';
import type { Model } from './model';

export interface Grant {
  readonly located: Located;
  readonly key: KeyTarget | undefined;
  readonly grantee: Value | undefined;
  /** The grantee as a file system's role, where it is one. */
  readonly role: FileSystemRole | undefined;
  readonly operations: GrantOperationList;
  readonly constraints: readonly ObjectValue[];
}

export interface GrantOperationList {
  /** The attribute; undefined where it is missing. */
  readonly value: Value | undefined;
  readonly texts: readonly StringValue[];
  /** True when these are all. */
  readonly complete: boolean;
}

/** Every `aws_kms_grant` in view. */
export function grantsOf(model: Model): readonly Grant[] {
  return model.once(readGrants);
}

function readGrants(model: Model): Grant[] {
  return model.resources('aws_kms_grant').map((located) => {
    const { body } = located.resource;
    const grantee = given(body, 'grantee_principal');
    return {
      located,
      key: keyTargetOf(given(body, 'key_id'), located, model),
      grantee,
      role: fileSystemRoleOf(grantee, located, model),
      operations: readOperations(given(body, 'operations')),
      constraints: blocksOf(body, 'constraints').blocks,
    };
  });
}

function readOperations(value: Value | undefined): GrantOperationList {
  const texts = knownTexts(itemsOf(value));
  const complete =
    value?.kind === 'list' ? value.complete && texts.length === value.items.length : value?.kind === 'string';
  return { value, texts, complete };
}

/** The pairs of a grant's constraint, with the attribute that they stand in. */
export interface ConstraintPair {
  readonly name: 'encryption_context_equals' | 'encryption_context_subset';
  readonly map: ObjectValue;
  readonly key: StringValue;
  readonly value: Value;
}

export const CONSTRAINT_KINDS = ['encryption_context_equals', 'encryption_context_subset'] as const;

export function constraintPairs({ constraints }: Grant): ConstraintPair[] {
  return constraints.flatMap((block) =>
    CONSTRAINT_KINDS.flatMap((name) => {
      const map = given(block, name);
      return map?.kind === 'object' ? map.entries.map(({ key, value }) => ({ name, map, key, value })) : [];
    }),
  );
}
