/** Which KMS key an attribute such as `key_id` or `kms_master_key_id` means, and in what form it says so. */
import { parseArn } from '../facts/arns';
import { outline } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { Value } from '../syntax/value';
import { accountIdOf } from './account-compare';
import { regionOf } from './accounts';
import { configurationOf, given } from './configuration';
import type { Model } from './model';

export type KeyForm = 'arn' | 'id' | 'alias' | 'alias-arn' | 'unknown';

export interface KeyTarget {
  readonly value: Value;
  readonly form: KeyForm;
  /** The key, where it is in view. */
  readonly resource: Located | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** The same for the same key; undefined where that cannot be told. */
  readonly identity: string | undefined;
}

export const KEY_RESOURCES: readonly string[] = [
  'aws_kms_key',
  'aws_kms_external_key',
  'aws_kms_replica_key',
  'aws_kms_replica_external_key',
];
const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const MAX_STEPS = 5;

/** Reads an attribute that names a key. */
export function keyTargetOf(
  value: Value | undefined,
  from: Located,
  model: Model,
  steps = 0,
): KeyTarget | undefined {
  if (value === undefined || value.kind === 'null') return undefined;
  if (value.kind === 'string' || value.kind === 'template') return fromText(value, outline(value));
  const found = steps < MAX_STEPS ? model.resolve(value, from) : undefined;
  if (!found) return unknownKey(value);
  const { type, body, repeated } = found.resource;
  const attribute = found.attribute[0] ?? '';
  const form = formIn(FORMS, attribute);
  if (type === 'aws_kms_alias') {
    if (found.resource.kind === 'data') {
      const account = accountIdOf(found, model);
      return { ...unknownKey(value), form: aliasForm(attribute), account, region: regionOf(found, model) };
    }
    const target = keyTargetOf(given(body, 'target_key_id'), found, model, steps + 1);
    return { ...(target ?? unknownKey(value)), value, form: aliasForm(attribute) };
  }
  if (type === 'aws_kms_key' && found.resource.kind === 'data') {
    const target = keyTargetOf(given(body, 'key_id'), found, model, steps + 1);
    const account = target?.account ?? accountIdOf(found, model);
    return { ...(target ?? unknownKey(value)), value, account, form: formIn(DATA_FORMS, attribute) };
  }
  if (!KEY_RESOURCES.includes(type)) return unknownKey(value);
  return {
    value,
    form,
    resource: found,
    account: accountIdOf(found, model),
    region: regionOf(found, model),
    identity: repeated ? undefined : `${configurationOf(found.file)}#${found.resource.address}`,
  };
}

/** Whether two attributes can mean one key: false only where it is certain that they do not. */
export function mayBeSameKey(a: KeyTarget, b: KeyTarget): boolean {
  if (a.account !== undefined && b.account !== undefined && a.account !== b.account) return false;
  if (a.identity === undefined || b.identity === undefined) return true;
  // A key in view may be the one whose ARN is written out elsewhere.
  if ((a.resource === undefined) !== (b.resource === undefined)) return true;
  return a.identity === b.identity;
}

const FORMS: Readonly<Record<string, KeyForm>> = { arn: 'arn', key_id: 'id', id: 'id' };
const DATA_FORMS: Readonly<Record<string, KeyForm>> = { arn: 'arn', id: 'id' };

function formIn(forms: Readonly<Record<string, KeyForm>>, attribute: string): KeyForm {
  return (Object.hasOwn(forms, attribute) ? forms[attribute] : undefined) ?? 'unknown';
}

function aliasForm(attribute: string): KeyForm {
  if (attribute === 'target_key_arn') return 'arn';
  if (attribute === 'target_key_id') return 'id';
  if (attribute === 'arn') return 'alias-arn';
  return attribute === 'name' || attribute === 'id' ? 'alias' : 'unknown';
}

function fromText(value: Value, text: string): KeyTarget {
  const arn = parseArn(text);
  const form = arn
    ? arn.resource.startsWith('alias/')
      ? 'alias-arn'
      : 'arn'
    : text.startsWith('alias/')
      ? 'alias'
      : KEY_ID.test(text)
        ? 'id'
        : 'unknown';
  const known = (part: string | undefined) =>
    part !== undefined && /^[\w-]+$/.test(part) ? part : undefined;
  return {
    value,
    form,
    resource: undefined,
    account: /^\d{12}$/.test(arn?.account ?? '') ? arn?.account : undefined,
    region: known(arn?.region),
    identity: value.kind === 'string' && form === 'arn' ? text : undefined,
  };
}

function unknownKey(value: Value): KeyTarget {
  return {
    value,
    form: 'unknown',
    resource: undefined,
    account: undefined,
    region: undefined,
    identity: undefined,
  };
}
