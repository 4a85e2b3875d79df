import {
  CONTEXT_FREE_OPERATIONS,
  GRANT_LIMITS,
  KEY_TYPES,
  keyType,
  type AnyGrantOperation,
} from '../../../core/facts/grant-operations';
import type { AwsError } from '../../gateway/outcome';
import type { IamDirectory } from '../../identity/directory';
import type { JsonObject } from '../../json';
import { currentPrincipal } from './authorize-key';
import { kmsError, validation } from './errors';
import type { KmsGround } from './ground';
import { epochSeconds } from './metadata';
import type { GrantConstraint, GrantPrincipal, GrantRecord, KeyRecord } from './records';

/** What a request gives as constraints. */
export interface GivenConstraints {
  readonly EncryptionContextSubset?: Readonly<Record<string, string>> | undefined;
  readonly EncryptionContextEquals?: Readonly<Record<string, string>> | undefined;
}

/** The one constraint that a grant can have, from what a request gives; undefined for none. */
export function constraintOf(given: GivenConstraints | undefined): GrantConstraint | undefined {
  const { EncryptionContextSubset: subset, EncryptionContextEquals: equals } = given ?? {};
  if (equals) return { kind: 'EncryptionContextEquals', pairs: equals };
  return subset && { kind: 'EncryptionContextSubset', pairs: subset };
}

/**
 * What KMS says against a grant's operations and constraints; undefined when it takes them.
 * Source: KMS API Reference, CreateGrant and GrantConstraints.
 */
export function grantProblem(
  key: KeyRecord,
  operations: readonly AnyGrantOperation[],
  given: GivenConstraints | undefined,
): AwsError | undefined {
  const type = keyType(key.spec, key.usage);
  const possible: readonly string[] = type === undefined ? [] : KEY_TYPES[type].operations;
  const unsupported = operations.filter((operation) => !possible.includes(operation));
  if (operations.length === 0) return validation('At least one operation has to be given.');
  if (unsupported.length > 0) {
    return validation(
      `The operations [${unsupported.join(', ')}] are not supported by KMS key ${key.arn} (${key.spec}, ${key.usage}).`,
    );
  }
  if (given?.EncryptionContextSubset && given.EncryptionContextEquals) {
    return validation('More than one constraint supplied');
  }
  const constraint = constraintOf(given);
  return constraint && constraintProblem(key, operations, constraint);
}

function constraintProblem(
  key: KeyRecord,
  operations: readonly AnyGrantOperation[],
  { pairs }: GrantConstraint,
): AwsError | undefined {
  const entries = Object.entries(pairs);
  if (key.spec !== 'SYMMETRIC_DEFAULT' && operations.some((one) => !CONTEXT_FREE_OPERATIONS.includes(one))) {
    return validation('Encryption context constraints are for symmetric encryption keys only.');
  }
  if (entries.length > GRANT_LIMITS.constraintPairs) {
    return validation(`A constraint can have ${GRANT_LIMITS.constraintPairs} pairs.`);
  }
  if (entries.some(([name, value]) => Math.max(name.length, value.length) > GRANT_LIMITS.constraintLength)) {
    return validation(
      `Names and values of a constraint can have ${GRANT_LIMITS.constraintLength} characters.`,
    );
  }
  return undefined;
}

export type NamedPrincipal = { readonly status: 'named'; readonly principal: GrantPrincipal } | AwsError;

/**
 * Reads a grantee or retiring principal, who has to be there.
 * @param forService whether a service makes the grant: it may name itself
 */
export async function grantPrincipal(
  arn: string,
  directory: IamDirectory,
  forService: boolean,
): Promise<NamedPrincipal> {
  if (forService && /^[a-z0-9.-]+\.amazonaws\.com$/.test(arn)) {
    return { status: 'named', principal: { arn, id: undefined } };
  }
  if (!(await directory.exists(arn))) {
    return kmsError('InvalidArnException', `ARN does not refer to a valid principal: ${arn}`);
  }
  return { status: 'named', principal: { arn, id: (await directory.principal(arn))?.id } };
}

/** A grant of the same name and content: asking for it again gives the same one. */
export function sameGrant(grants: readonly GrantRecord[], wanted: GrantRecord): GrantRecord | undefined {
  if (wanted.name === undefined) return undefined;
  return grants.find((grant) => contentOf(grant) === contentOf(wanted));
}

function contentOf({
  name,
  keyArn,
  grantee,
  retiring,
  operations,
  constraint,
  issuingAccount,
}: GrantRecord): string {
  const pairs = Object.entries(constraint?.pairs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    name,
    keyArn,
    grantee,
    retiring ?? null,
    [...operations].sort(),
    constraint?.kind ?? null,
    pairs,
    issuingAccount,
  ]);
}

/**
 * Whether a grant with CreateGrant may hand a child on: no more operations, and a constraint that is as strict.
 * Source: KMS Developer Guide, "Grants in AWS KMS", on grants that allow CreateGrant.
 */
export function handsOn(
  parent: GrantRecord,
  operations: readonly AnyGrantOperation[],
  constraint: GrantConstraint | undefined,
): boolean {
  if (!parent.operations.includes('CreateGrant')) return false;
  if (!operations.every((operation) => parent.operations.includes(operation))) return false;
  if (!parent.constraint) return true;
  if (!constraint) return false;
  const { kind, pairs } = parent.constraint;
  const child = new Map(Object.entries(constraint.pairs));
  const holds = Object.entries(pairs).every(([name, value]) => child.get(name) === value);
  return kind === 'EncryptionContextSubset'
    ? holds
    : holds && constraint.kind === kind && child.size === Object.keys(pairs).length;
}

/** A grant as lists show it. Source: KMS API Reference, GrantListEntry. */
export async function grantEntry(grant: GrantRecord, ground: KmsGround): Promise<JsonObject> {
  const { constraint, retiring } = grant;
  return {
    KeyId: grant.keyArn,
    GrantId: grant.id,
    Name: grant.name ?? '',
    CreationDate: Math.floor(epochSeconds(grant.created)),
    GranteePrincipal: await currentPrincipal(grant.grantee, ground),
    ...(retiring && { RetiringPrincipal: await currentPrincipal(retiring, ground) }),
    IssuingAccount: `arn:aws:iam::${grant.issuingAccount}:root`,
    Operations: grant.operations,
    ...(constraint && { Constraints: { [constraint.kind]: constraint.pairs } }),
  };
}
