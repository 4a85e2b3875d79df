/**
 * Condition keys: which exist, of what type, and which actions carry them.
 *
 * Judged are the global keys (`aws:`…) and those of kms, s3 and fsx. Sources: Service Authorization Reference and
 * IAM User Guide, "AWS global condition context keys", through `generated/`; corrections from the KMS Developer
 * Guide. Names are compared without regard to case, as IAM does.
 */
import { actionsOf, findAction, isServicePrefix } from './actions';
import {
  ALSO_TYPES,
  ARN_VALUED_KEYS,
  CARRIED_BY_KEY_OPERATIONS,
  CLOSED_VALUES,
  DEPRECATED_KEYS,
  IDENTITY_POLICY_KEYS,
  TAG_KEYS,
} from './condition-key-corrections';
import { FSX_FACTS } from './generated/fsx';
import { GLOBAL_CONDITION_KEYS, type GlobalKeyCategory } from './generated/global-condition-keys';
import { KMS_FACTS } from './generated/kms';
import { S3_FACTS } from './generated/s3';
import { nearest } from './nearest';
import type { ConditionKeyRow, ConditionKeyType } from './service-facts';

export interface ConditionKey {
  /** As AWS spells it; of a templated key the part after the template's head stands as it was written. */
  name: string;
  /** `kms:EncryptionContext:${EncryptionContextKey}`, `aws:RequestTag/${TagKey}`, … */
  template?: string;
  type: ConditionKeyType;
  /** A second type whose operators work as well. */
  alsoType?: ConditionKeyType;
  /** Whether its text may be an ARN, so that `Arn…` operators can match. */
  mayHoldArn: boolean;
  /** Whether a request carries a set of values: it then needs `ForAllValues:` or `ForAnyValue:`. */
  multivalued: boolean;
  /** Whether it is a key of all services. */
  global: boolean;
  /** What a global key describes. */
  category?: GlobalKeyCategory;
  /** Actions that carry it, `all` for global keys; for tag keys, those of kms, s3 and fsx. */
  actions: ReadonlySet<string> | 'all';
  /** The only values there are. */
  values?: readonly string[];
  /** The key to use instead. */
  deprecated?: string;
  /** Whether it has no effect in resource policies. */
  identityPoliciesOnly: boolean;
}

const TABLES = [KMS_FACTS, S3_FACTS, FSX_FACTS];
const JUDGED: ReadonlySet<string> = new Set(['aws', ...TABLES.map((table) => table.prefix)]);
const CARRIERS = carriers();
const KEYS: readonly ConditionKey[] = [
  ...Object.entries(GLOBAL_CONDITION_KEYS).map(([name, [category, row]]) => describe(name, row, category)),
  ...TABLES.flatMap((table) => Object.entries(table.conditionKeys).map(([name, row]) => describe(name, row))),
];
/** By name as AWS spells it, and in lower case. */
const BY_NAME: ReadonlyMap<string, ConditionKey> = new Map(
  KEYS.filter((key) => key.template === undefined).flatMap((key) => [
    [key.name, key],
    [key.name.toLowerCase(), key],
  ]),
);
const TEMPLATES: ReadonlyMap<string, ConditionKey> = new Map(
  KEYS.filter((key) => key.template !== undefined).map((key) => [head(key.name).toLowerCase(), key]),
);

/** Which actions carry which key, the corrections made. */
function carriers(): ReadonlyMap<string, ReadonlySet<string>> {
  const sets = new Map<string, Set<string>>();
  for (const action of TABLES.flatMap((table) => actionsOf(table.prefix))) {
    const onKey = action.details?.resourceTypes.some(
      (type) => action.service === 'kms' && type.name === 'key',
    );
    for (const key of [
      ...(action.details?.conditionKeys ?? []),
      ...(onKey ? CARRIED_BY_KEY_OPERATIONS : []),
    ]) {
      sets.set(key, (sets.get(key) ?? new Set()).add(action.name));
    }
  }
  for (const [old, key] of Object.entries(DEPRECATED_KEYS)) sets.set(old, sets.get(key) ?? new Set());
  return sets;
}

function describe(name: string, row: ConditionKeyRow, category?: GlobalKeyCategory): ConditionKey {
  const multivalued = row.startsWith('ArrayOf');
  const type = row.replace('ArrayOf', '') as ConditionKeyType;
  const templated = name.includes('${');
  const alsoType = ALSO_TYPES[name];
  const values = CLOSED_VALUES[name];
  const deprecated = DEPRECATED_KEYS[name];
  return {
    name,
    ...(templated && { template: name }),
    type,
    ...(alsoType && { alsoType }),
    // A tag's or an encryption context's value can be any text.
    mayHoldArn: type === 'ARN' || templated || ARN_VALUED_KEYS.includes(name),
    multivalued,
    global: category !== undefined,
    ...(category && { category }),
    actions: category && !TAG_KEYS.includes(name) ? 'all' : (CARRIERS.get(name) ?? new Set()),
    ...(values && { values }),
    ...(deprecated && { deprecated }),
    identityPoliciesOnly: IDENTITY_POLICY_KEYS.includes(name),
  };
}

/** What a template begins with, its separator included: `aws:RequestTag/`. */
function head(template: string): string {
  return template.slice(0, template.indexOf('${'));
}

/** Where the part after the head would begin: after the first `/`, or after the second `:`. */
function restIndex(name: string): number {
  return (/^[^:/]*:[^:/]*[:/]/.exec(name)?.[0] ?? '').length;
}

/** All condition keys of the tables, templates as templates. */
export function conditionKeys(): readonly ConditionKey[] {
  return KEYS;
}

/**
 * A condition key by its name, case left aside; tag keys and encryption contexts by their template.
 * @returns undefined when it is not in the tables: {@link conditionKeyStatus} tells whether that means anything
 */
export function conditionKey(name: string): ConditionKey | undefined {
  const plain = BY_NAME.get(name) ?? BY_NAME.get(name.toLowerCase());
  if (plain) return plain;
  const at = restIndex(name);
  const template = at > 0 ? TEMPLATES.get(name.slice(0, at).toLowerCase()) : undefined;
  if (!template || at === name.length) return undefined;
  return { ...template, name: head(template.name) + name.slice(at) };
}

/**
 * - `known`: in the tables;
 * - `unknown`: a global key or one of kms, s3 or fsx that does not exist, or a name without a service;
 * - `unjudged`: of another service, or of an identity provider.
 */
export function conditionKeyStatus(name: string): 'known' | 'unknown' | 'unjudged' {
  if (conditionKey(name)) return 'known';
  const colon = name.indexOf(':');
  return colon < 0 || JUDGED.has(name.slice(0, colon).toLowerCase()) ? 'unknown' : 'unjudged';
}

/**
 * What a name that is not known most likely meant: the same name under another prefix (`aws:ViaService` is
 * `kms:ViaService`), or the one with the fewest wrong letters. What follows a template's head stays as written.
 * @returns undefined when nothing is near enough, or when the name belongs to another service; for a known
 *   key, the name as AWS spells it
 */
export function nearestConditionKey(name: string): string | undefined {
  const known = conditionKey(name);
  if (known) return known.name;
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(0, colon)).toLowerCase();
  if (!JUDGED.has(prefix) && (isServicePrefix(prefix) || /[./]/.test(prefix))) return undefined;
  // A template without its rest: what should follow is not known.
  if ([':', '/'].some((end) => TEMPLATES.has(name.toLowerCase() + end))) return undefined;
  const local = name.slice(colon + 1);
  for (const other of JUDGED) {
    const moved = conditionKey(`${other}:${local}`);
    if (moved) return moved.name;
  }
  const at = restIndex(name);
  if (at > 0) {
    const found = nearest(
      name.slice(0, at),
      [...TEMPLATES.values()].map((key) => head(key.name)),
    );
    if (found !== undefined) return at < name.length ? found + name.slice(at) : undefined;
  }
  const limit = Math.min(3, Math.floor(local.length / 3));
  const candidates = KEYS.filter((key) => key.template === undefined).map((key) => key.name);
  const near = JUDGED.has(prefix)
    ? nearest(
        name,
        candidates.filter((candidate) => candidate.startsWith(`${prefix}:`)),
        limit,
      )
    : undefined;
  return near ?? nearest(colon < 0 ? `kms:${name}` : name, candidates, limit);
}

/**
 * Whether a request for an action carries a condition key. A condition on a key that the request does not carry
 * never holds under a positive operator.
 * @param action an exact name: resolve patterns with `matchActions` first
 * @returns undefined when it is not known: a key or an action outside the tables, or one that AWS has not
 *   documented where we read
 */
export function carriedBy(key: ConditionKey | string, action: string): boolean | undefined {
  const facts = typeof key === 'string' ? conditionKey(key) : key;
  if (!facts) return undefined;
  if (facts.actions === 'all' || facts.actions.has(action)) return true;
  const found = findAction(action);
  if (!found) return undefined;
  if (facts.actions.has(found.name)) return true;
  if (!found.details) return facts.global ? undefined : false;
  return found.details.complete ? false : undefined;
}
