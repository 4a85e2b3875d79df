/** Requests to keys that a statement of an identity policy is about, by whoever has the policy. */
import { matchActions } from '../../facts/actions';
import { isRecord } from '../../json-value';
import { createGrant } from '../../rehearsal/requests/kms';
import type { Ask } from '../../rehearsal/requests/ask';
import { asActor, kmsBehind } from '../../rehearsal/requests/s3';
import { objectOf } from '../../rehearsal/steps/objects';
import { keyByArn } from '../../rehearsal/world/keys';
import { shortPath, unknownText } from '../../rehearsal/world/text';
import type { Actor, HeldPolicy, WorldKey } from '../../rehearsal/world/world';
import { statementsOf } from '../../policies/statements';
import { plain, whoIs, type Candidate } from './candidate';
import { heldPolicy, locate, positionOf } from './held';
import { linkOfKey } from './links';
import { onKey } from './other-requests';
import { neededGrant } from './needed-grant';
import type { StatementSubject } from './subject';
import type { View } from './view';

/** What people use a key for, what matters most first. */
const ACTIONS = ['kms:CreateGrant', 'kms:DescribeKey', 'kms:Decrypt', 'kms:GenerateDataKey'];
const THROUGH_S3: Readonly<Record<string, 's3:GetObject' | 's3:PutObject'>> = {
  'kms:Decrypt': 's3:GetObject',
  'kms:GenerateDataKey': 's3:PutObject',
};
/** More would not be read. */
const MAX_KEYS = 2;
const KEY_ARN = /^arn:[^:]+:kms:[^:*?]+:[^:*?]+:key\/[^*?]+$/;

export function identityCandidates(subject: StatementSubject, view: View): Candidate[] {
  const held = heldPolicy(subject.policy, view.reading);
  const statement = statementsOf(held.document)[positionOf(subject)];
  if (!isRecord(statement)) return [];
  const actor = holderOf(subject, view);
  return keysOf(statement, view).flatMap((key) =>
    actionsOf(statement).map((action) => candidate(action, key, actor, held, subject, view)),
  );
}

function candidate(
  action: string,
  key: WorldKey,
  actor: Actor,
  held: HeldPolicy,
  { policy }: StatementSubject,
  view: View,
): Candidate {
  const link = { ...linkOfKey(key, actor.account, view), creator: actor };
  const call = THROUGH_S3[action];
  const through = call
    ? kmsBehind(asActor(actor), link, key, { action: call, object: objectOf(link) }, [])[0]
    : undefined;
  const own: Ask =
    through ??
    (action === 'kms:CreateGrant'
      ? createGrant(neededGrant(link, key, locate(policy)), key)
      : onKey(actor, action, key));
  const title = `${whoIs(actor)} ${through ? 'uses the key through S3' : 'sends this request to the key'}`;
  return plain(title, { ...own, deciders: { ...own.deciders, identityPolicies: [held] } }, link);
}

/** The role that has the policy; where no file shows it, somebody of the account. */
function holderOf({ policy }: StatementSubject, { reading }: View): Actor {
  const [holder] = policy.holders;
  const account = holder
    ? reading.account(holder)
    : unknownText(`account of who has ${shortPath(policy.file.path)}`);
  const partition = holder ? reading.places.partition(holder, reading.values) : 'aws';
  const role = holder && reading.text(holder, 'role');
  const name = role ?? unknownText(`role with the policy in ${shortPath(policy.file.path)}`);
  return { principal: `arn:${partition}:iam::${account}:role/${name}`, account, identityPolicies: [] };
}

/** The keys that the statement names, else those in view. */
function keysOf({ Resource: resource }: Record<string, unknown>, { world }: View): WorldKey[] {
  const texts = (Array.isArray(resource) ? (resource as unknown[]) : [resource]).filter(
    (item) => typeof item === 'string',
  );
  const named = texts.filter((text) => KEY_ARN.test(text));
  const found = named.map((arn) => world.keys.find((key) => key.arn === arn) ?? keyByArn(arn));
  return (found.length > 0 ? found : [...world.keys]).slice(0, MAX_KEYS);
}

function actionsOf({ Action: named }: Record<string, unknown>): string[] {
  const texts = (Array.isArray(named) ? (named as unknown[]) : [named]).filter(
    (item) => typeof item === 'string',
  );
  const covered = texts.flatMap((text) => matchActions(text).map(({ name }) => name));
  const usual = ACTIONS.filter((action) => covered.includes(action));
  const [first] = covered.filter((name) => name.startsWith('kms:'));
  return usual.length > 0 ? usual : first === undefined ? [] : [first];
}
