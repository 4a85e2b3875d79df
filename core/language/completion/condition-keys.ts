import { carriedBy, conditionKeys, type ConditionKey } from '../../facts/condition-keys';
import { conditionKeyNote } from '../../facts/condition-key-notes';
import { parseConditionOperator, type ConditionOperator } from '../../facts/condition-operators';
import { S3_CONTEXT_KEY } from '../../facts/kms-calls';
import { matchActions } from '../../facts/actions';
import type { Action } from '../../facts/service-facts';
import { textOf } from '../../syntax/inspect';
import { conditionKeyCard } from '../hover/condition-key';
import { hasValues } from './condition-values';
import { listBody, textBody, type Body, type Candidate, type Piece } from './candidate';
import type { StatementContext } from './context';
import { fitOf } from './operators';

/** Keys that say whom and what a key is for, where a bucket is linked. */
const COMMON: ReadonlySet<string> = new Set([
  'kms:ViaService',
  'kms:CallerAccount',
  'kms:GranteePrincipal',
  'kms:GrantOperations',
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:PrincipalOrgID',
]);
const CONTEXT_TEMPLATE = 'kms:EncryptionContext:${EncryptionContextKey}';
/** Fifty-seven keys that only enclaves send: they are offered to those who begin to type them. */
const ATTESTATION = 'kms:RecipientAttestation:';

/** Whether a statement's actions carry a key. */
type Carried = 'all' | 'some' | 'none' | 'unknown';

/** Condition keys that the statement's actions carry and that fit the operator. */
export function conditionKeyCandidates(context: StatementContext): Candidate[] {
  const { site, typed } = context;
  const operator = operatorOf(site.operator);
  const listed = new Set(site.isDocument ? [] : site.conditionKeys.map((key) => key.toLowerCase()));
  const actions = actionsOfStatement(context);
  return conditionKeys().flatMap((key) => {
    if (key.deprecated !== undefined || (operator && !fits(key, operator))) return [];
    if (key.identityPoliciesOnly && site.policy.kind !== 'identity') return [];
    if (key.name.startsWith(ATTESTATION) && !isBegun(typed, ATTESTATION)) return [];
    const carried = carriedByAll(key, actions);
    if (carried === 'none' || (carried === 'unknown' && !belongs(key, context))) return [];
    return named(key)
      .filter(({ label }) => !listed.has(label.toLowerCase()))
      .map((name) => candidate(key, name, carried, site.isDocument));
  });
}

function operatorOf(text: string | undefined): ConditionOperator | undefined {
  const parsed = text === undefined ? undefined : parseConditionOperator(text);
  return parsed?.status === 'known' ? parsed.operator : undefined;
}

function fits(key: ConditionKey, { base, set }: ConditionOperator): boolean {
  if (base.kind === 'Null') return true;
  return fitOf(base, key) !== 'mismatch' && key.multivalued === (set !== undefined);
}

function isBegun(typed: string, prefix: string): boolean {
  return (
    typed.length > 'kms:Re'.length &&
    prefix.toLowerCase().startsWith(typed.toLowerCase().slice(0, prefix.length))
  );
}

/** The actions that are written, patterns resolved; undefined where there are none yet. */
function actionsOfStatement({ site }: StatementContext): readonly Action[] | undefined {
  const items = site.statement.action?.items ?? [];
  const actions = items.flatMap((item) => matchActions(textOf(item) ?? ''));
  return actions.length === 0 ? undefined : actions;
}

function carriedByAll(key: ConditionKey, actions: readonly Action[] | undefined): Carried {
  if (!actions) return 'unknown';
  const carried = actions.map(({ name }) => carriedBy(key, name));
  if (carried.every((is) => is === true)) return 'all';
  if (carried.includes(true)) return 'some';
  return carried.every((is) => is === false) ? 'none' : 'unknown';
}

/** Without actions, the keys of the services that the policy is about. */
function belongs(key: ConditionKey, { site }: StatementContext): boolean {
  if (key.global) return true;
  const service = key.name.slice(0, key.name.indexOf(':'));
  switch (site.policy.kind) {
    case 'key':
      return service === 'kms';
    case 'bucket':
      return service === 's3';
    case 'trust':
      return false;
    case 'identity':
    case 'guard':
    case 'unknown':
      return true;
  }
}

interface Name {
  readonly label: string;
  readonly pieces: readonly Piece[];
}

/** A key by its name; a template by what S3 sends, and to be filled in. */
function named({ name, template }: ConditionKey): Name[] {
  if (template === undefined) return [{ label: name, pieces: [name] }];
  const head = template.slice(0, template.indexOf('${'));
  const open: Name = { label: `${head}…`, pieces: [head, { stop: 1, options: ['key'] }] };
  const context = head + S3_CONTEXT_KEY;
  return template === CONTEXT_TEMPLATE ? [{ label: context, pieces: [context] }, open] : [open];
}

function candidate(
  key: ConditionKey,
  { label, pieces }: Name,
  carried: Carried,
  isDocument: boolean,
): Candidate {
  const isCommon = COMMON.has(label) || label.endsWith(S3_CONTEXT_KEY);
  const specific = key.name.startsWith('aws:') ? 2 : key.global ? 3 : 1;
  return {
    label,
    kind: 'condition-key',
    detail: `${key.type}${key.multivalued ? ', several values' : ''}${carried === 'some' ? ', not all actions carry it' : ''}`,
    documentation: conditionKeyNote(label) && conditionKeyCard(label),
    isFreeText: !hasValues(key),
    rank: (isCommon ? 0 : specific) + (carried === 'some' ? 4 : 0),
    insert: isDocument
      ? { as: 'text', pieces }
      : { as: 'name', name: pieces, body: bodyOf(key, pieces.length) },
  };
}

/** @param stop number of its tab stop: the one behind the name's */
function bodyOf({ type, values, multivalued }: ConditionKey, stop: number): Body {
  const options = type === 'Bool' ? ['true', 'false'] : values && values.length <= 6 ? values : undefined;
  const text = textBody({ stop, ...(options && { options }) });
  return multivalued ? listBody(text) : text;
}
