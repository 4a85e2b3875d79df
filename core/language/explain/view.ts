/** The three accounts as the files of a folder show them, plain policies included. */
import { bucketArn, parseArn } from '../../facts/arns';
import { keyAccountOf } from '../../model/key-account';
import { createModel, type Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import { isIamPolicy } from '../../model/policy-scope';
import { administratorOf } from '../../rehearsal/world/places';
import { keyByArn } from '../../rehearsal/world/keys';
import { readWorld } from '../../rehearsal/world/read-world';
import type { Reading } from '../../rehearsal/world/reading';
import { isKnownText, isOpaque, shortPath, unknownText } from '../../rehearsal/world/text';
import type { HeldPolicy, World, WorldBucket, WorldKey } from '../../rehearsal/world/world';
import { statementsOf } from '../../policies/statements';
import { heldPolicy } from './held';
import { settleAccounts } from './settle-accounts';

export interface View {
  readonly model: Model;
  readonly reading: Reading;
  readonly world: World;
  /** What was taken to belong together without anybody saying so: sentences. */
  readonly assumptions: readonly string[];
}

/** Reads the view of a model's files; ask the model for it by `once`. */
export function readView({ project }: Model): View {
  const { reading, world } = readWorld(project.files);
  const model = createModel(reading.project);
  const settled = settleAccounts(world, model);
  const plain = model.policies.filter((policy) => isIamPolicy(policy) && !isHeld(policy, settled));
  const start: View = { model, reading, world: settled, assumptions: [] };
  const withKeys = plain.filter(({ kind }) => kind === 'key').reduce(addKey, start);
  return nameKeys(plain.filter(({ kind }) => kind === 'bucket').reduce(addBucket, withKeys));
}

/** A grant whose key is handed in from elsewhere, by props or a variable, is on the only key that there is. */
function nameKeys(view: View): View {
  const { world } = view;
  const [key, ...others] = world.keys;
  const open = world.grants.filter(({ key: named }) => named !== undefined && isOpaque(named));
  if (!key || others.length > 0 || open.length === 0) return view;
  const names = open.map(({ name }) => name).join(', ');
  const keyName = key.place?.resource.address ?? key.arn;
  return {
    ...view,
    world: {
      ...world,
      grants: world.grants.map((grant) => (open.includes(grant) ? { ...grant, key: key.arn } : grant)),
    },
    assumptions: [
      ...view.assumptions,
      `The key of ${names} is handed in from elsewhere: it is taken for ${keyName}, the only key in these files.`,
    ],
  };
}

function isHeld(policy: Policy, world: World): boolean {
  const held = [...world.keys, ...world.buckets].flatMap(({ policy: one }) => one?.place?.resource ?? []);
  return policy.holders.some(({ resource }) => held.includes(resource));
}

function addKey(view: View, policy: Policy): View {
  const { world, model, reading } = view;
  const held = heldPolicy(policy, view.reading);
  const named = namedKey(policy, held, reading);
  const owner = keyAccountOf(policy, model);
  const single = named === undefined ? keyWithoutPolicy(policy, owner, view) : undefined;
  const arn = named ?? single ?? arnOf(policy, owner);
  const known =
    world.keys.find((key) => key.arn === arn) ?? world.links.find(({ key }) => key?.arn === arn)?.key;
  const key: WorldKey = { ...(known ?? keyByArn(arn)), policy: held };
  const assumption = `The policy in ${shortPath(policy.file.path)} is taken for that of ${arn}: in these files it is the only key policy without a key, and the key the only one without a policy.`;
  return {
    ...view,
    assumptions: single === undefined ? view.assumptions : [...view.assumptions, assumption],
    world: {
      ...world,
      keys: [...world.keys.filter((other) => other.arn !== arn), key],
      links: world.links.map((link) => (link.key?.arn === arn ? { ...link, key } : link)),
    },
  };
}

/** The key's ARN as `aws_kms_key_policy` or the statements' Resource give it. */
function namedKey({ holders }: Policy, { document }: HeldPolicy, reading: Reading): string | undefined {
  const held = holders.flatMap((holder) => reading.text(holder, 'key_id') ?? []);
  const named = statementsOf(document).flatMap((statement) => resourcesOf(statement));
  const arns = new Set(
    [...held, ...named].filter((text) => /^arn:[^:]+:kms:[^:*?]+:[^:]+:key\/[^*?]+$/.test(text)),
  );
  const [arn] = arns;
  return arns.size === 1 ? arn : undefined;
}

function resourcesOf(statement: unknown): string[] {
  if (typeof statement !== 'object' || statement === null) return [];
  const { Resource: resource } = statement as Record<string, unknown>;
  return (Array.isArray(resource) ? (resource as unknown[]) : [resource]).filter(
    (item) => typeof item === 'string',
  );
}

/** The only key that the files name and show no policy of, where this is the only key policy that names no key. */
function keyWithoutPolicy(policy: Policy, owner: string | undefined, view: View): string | undefined {
  const { world, model } = view;
  const others = model.policies.filter(
    (other) => other !== policy && other.kind === 'key' && isIamPolicy(other) && other.holders.length === 0,
  );
  if (others.length > 0 || policy.holders.length > 0) return undefined;
  const seen = new Set(world.keys.map(({ arn }) => arn));
  const encryption = world.buckets.flatMap((bucket) =>
    typeof bucket.encryption === 'string' ? [] : (bucket.encryption.key ?? []),
  );
  const named = [...world.grants.flatMap(({ key }) => key ?? []), ...encryption].filter((text) => {
    const arn = parseArn(text);
    return (
      arn?.service === 'kms' && arn.resource.startsWith('key/') && (owner ?? arn.account) === arn.account
    );
  });
  const arns = new Set(named.filter((arn) => !seen.has(arn)));
  const [arn] = arns;
  return arns.size === 1 ? arn : undefined;
}

function arnOf({ file }: Policy, owner: string | undefined): string {
  const name = shortPath(file.path);
  const account = owner ?? unknownText(`account of the key of ${name}`);
  return `arn:aws:kms:${unknownText(`region of the key of ${name}`)}:${account}:key/${unknownText(`id of the key of ${name}`)}`;
}

function addBucket(view: View, policy: Policy): View {
  const { world } = view;
  const held = heldPolicy(policy, view.reading);
  const name = bucketNameIn(policy, held, view.reading);
  const known =
    world.buckets.find((bucket) => bucket.name === name) ??
    world.links.find(({ bucket }) => bucket.name === name)?.bucket;
  const bucket: WorldBucket = { ...(known ?? plainBucket(name)), policy: held };
  return {
    ...view,
    world: {
      ...world,
      buckets: [...world.buckets.filter((other) => other.name !== name), bucket],
      links: world.links.map((link) => (link.bucket.name === name ? { ...link, bucket } : link)),
    },
  };
}

function bucketNameIn({ file, holders }: Policy, { document }: HeldPolicy, reading: Reading): string {
  const held = holders.flatMap((holder) => reading.text(holder, 'bucket') ?? []);
  const named = statementsOf(document).flatMap((statement) =>
    resourcesOf(statement).flatMap(
      (text) => /^arn:[^:]+:s3:::((?:\$\{[^}]*\}|[^/*?])+)(?:\/.*)?$/s.exec(text)?.[1] ?? [],
    ),
  );
  return held[0] ?? named[0] ?? unknownText(`name of the bucket of ${shortPath(file.path)}`);
}

/** A bucket of which only the name and the policy are in view. */
export function plainBucket(name: string): WorldBucket {
  const label = isKnownText(name) ? name : 'the bucket';
  const account = unknownText(`account of ${label}`);
  return {
    name,
    arn: bucketArn('aws', name),
    account,
    region: unknownText(`region of ${label}`),
    policy: undefined,
    // As it is unless somebody turns Bucket Keys on: the context then is the object.
    encryption: { algorithm: 'aws:kms', key: undefined, bucketKey: false },
    requesterPays: undefined,
    uploader: { principal: administratorOf(account, 'aws'), account, identityPolicies: [] },
    uploads: [],
  };
}
