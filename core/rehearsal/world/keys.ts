/** Keys in view, and how others name them. */
import { parseArn } from '../../facts/arns';
import { entryOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { isGivenValue } from './given';
import { KEY_TYPES } from './kinds';
import type { Reading } from './reading';
import { isKnownText, unknownText } from './text';
import type { HeldPolicy, WorldKey } from './world';

/** Every key in view. */
export function readKeys(reading: Reading): WorldKey[] {
  const made = reading.resources(...KEY_TYPES).map((located) => readKey(located, reading));
  const arns = new Set(made.map(({ arn }) => arn));
  const looked = reading
    .dataSources('aws_kms_key')
    .flatMap((located) => readLookedUpKey(located, reading) ?? [])
    .filter(({ arn }) => !arns.has(arn));
  return [...made, ...new Map(looked.map((key) => [key.arn, key])).values()];
}

function readKey(located: Located, reading: Reading): WorldKey {
  const { type, body } = located.resource;
  const arn = reading.values.attribute(located, 'arn') ?? unknownText(`ARN of ${located.resource.address}`);
  const isExternal = type.includes('external');
  const spec = type === 'aws_kms_key' ? 'customer_master_key_spec' : undefined;
  return {
    arn,
    id: arn.slice(arn.lastIndexOf('/') + 1),
    account: knownOr(reading.account(located), parseArn(arn)?.account),
    region: knownOr(reading.region(located), parseArn(arn)?.region),
    policy: policyOf(located, reading),
    enabled: isExternal
      ? reading.isGiven(located, 'key_material_base64') && reading.flag(located, 'enabled', true)
      : reading.flag(located, type === 'aws_kms_key' ? 'is_enabled' : 'enabled', true),
    spec:
      spec !== undefined && isGivenValue(entryOf(body, spec))
        ? reading.text(located, spec)
        : 'SYMMETRIC_DEFAULT',
    usage:
      type === 'aws_kms_key' && reading.isGiven(located, 'key_usage')
        ? reading.text(located, 'key_usage')
        : 'ENCRYPT_DECRYPT',
    multiRegion: type.includes('replica') ? true : reading.flag(located, 'multi_region', false),
    place: located,
    aliases: aliasesOf(located, reading),
  };
}

/** What the provider says, else what the ARN by which others name the key says. */
function knownOr(own: string, other: string | undefined): string {
  return isKnownText(own) ? own : (other ?? own);
}

/** A key that is there already: a plan says what AWS told of it. */
function readLookedUpKey(located: Located, reading: Reading): WorldKey | undefined {
  const arn = reading.values.attribute(located, 'arn');
  const parts = arn === undefined ? undefined : parseArn(arn);
  if (arn === undefined || !parts || !isKnownText(arn)) return undefined;
  const { body } = located.resource;
  const text = (name: string) => reading.values.known(entryOf(body, name), located);
  const enabled = text('enabled');
  return {
    ...keyByArn(arn),
    policy: separatePolicy(located, arn, reading) ?? unseenPolicy(arn),
    enabled: enabled === undefined ? undefined : enabled === 'true',
    spec: text('key_spec') ?? text('customer_master_key_spec'),
    usage: text('key_usage'),
    place: located,
  };
}

/** A key of which nothing but the ARN is in view. */
export function keyByArn(arn: string): WorldKey {
  const parts = parseArn(arn);
  return {
    arn,
    id: arn.slice(arn.lastIndexOf('/') + 1),
    account: parts?.account ?? unknownText(`account of ${arn}`),
    region: parts?.region ?? unknownText(`region of ${arn}`),
    policy: unseenPolicy(arn),
    enabled: undefined,
    spec: undefined,
    usage: undefined,
    multiRegion: undefined,
    aliases: [],
  };
}

function unseenPolicy(arn: string): HeldPolicy {
  return { document: unknownText(`key policy of ${arn.replaceAll(':', ' ')}`), name: `policy of ${arn}` };
}

/** `aws_kms_key_policy` takes the place of the key's own policy; without either it is AWS's default. */
function policyOf(located: Located, reading: Reading): HeldPolicy {
  const arn = reading.values.attribute(located, 'arn') ?? '';
  const separate = separatePolicy(located, arn, reading);
  if (separate) return separate;
  const own = entryOf(located.resource.body, 'policy');
  if (isGivenValue(own)) return reading.policy(own, located);
  return {
    document: defaultPolicy(located, reading),
    name: `default policy of ${located.resource.address}`,
    place: located,
  };
}

function separatePolicy(key: Located, arn: string, reading: Reading): HeldPolicy | undefined {
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const found = reading.resources('aws_kms_key_policy').find((located) => {
    const value = entryOf(located.resource.body, 'key_id');
    const text = reading.values.text(value, located);
    if (text === arn || text === id) return true;
    return reading.values.targets(value, located).some(({ resource }) => resource === key.resource);
  });
  return found && reading.policy(entryOf(found.resource.body, 'policy'), found);
}

/** What KMS gives a key without a policy: the account's own policies decide (KMS Developer Guide, "Default key policy"). */
function defaultPolicy(located: Located, reading: Reading): unknown {
  const partition = reading.places.partition(located, reading.values);
  const root = `arn:${partition}:iam::${reading.account(located)}:root`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: root },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

function aliasesOf(key: Located, reading: Reading): string[] {
  return reading.resources('aws_kms_alias').flatMap((located) => {
    const targets = reading.values.targets(entryOf(located.resource.body, 'target_key_id'), located);
    const name = reading.text(located, 'name');
    return name !== undefined && targets.some(({ resource }) => resource === key.resource) ? [name] : [];
  });
}

/** Whether a key still to be made can be the one with an ARN. */
export function mayBe(key: WorldKey, arn: string): boolean {
  const parts = parseArn(arn);
  if (!parts) return false;
  const fits = (own: string, other: string) => !isKnownText(own) || own === other;
  return fits(key.account, parts.account) && fits(key.region, parts.region);
}

export function hasOwnArn({ resource }: Located): boolean {
  return entryOf(resource.body, 'arn')?.kind === 'string';
}
