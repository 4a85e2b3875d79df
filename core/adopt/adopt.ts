/** A deployment for what is there already: only what is missing is then managed by the stacks. */
import { parseDeployment } from '../deployment/parse';
import type { DeploymentProblem } from '../deployment/problem';
import type { Deployment, DeploymentInput } from '../deployment/schema';
import { parseArn } from '../facts/arns';
import type { AccountRole } from '../journey/steps';
import { valueOf, type BucketFacts, type Evidence } from '../live/evidence';
import { roleChecks, roleNotes } from '../live/role';
import { bucketAndPrefix } from '../live/world';
import { grantNotes, grantsOn } from './grant-notes';

/** What the accounts do not say. */
export interface AdoptOptions {
  /** Profiles of the shared AWS configuration; they go into the deployment. */
  profiles?: Partial<Record<AccountRole, string>>;
  /** Account of the buckets, where nobody could see it. */
  bucketAccount?: string;
  /** An instance that has the file system mounted. */
  clientInstanceId?: string;
}

export type Adopted =
  | {
      status: 'adopted';
      input: DeploymentInput;
      deployment: Deployment;
      /** Sentences: what could not be known, and what was taken instead. */
      open: string[];
      /** Sentences: what the stacks will do, and what they leave to others. */
      notes: string[];
    }
  /** What has to be known, and is not: sentences with what to give. */
  | { status: 'short'; missing: string[] }
  /** What is there does not fit the stacks. */
  | { status: 'invalid'; problems: DeploymentProblem[] };

type BucketInput = DeploymentInput['buckets'][number];

interface Link {
  bucket: string;
  prefix: string;
  fileSystemPath?: string | undefined;
  autoImport?: string[];
  autoExport?: string[];
  isThere: boolean;
}

export function adopt(evidence: Evidence, options: AdoptOptions = {}): Adopted {
  const missing: string[] = [];
  const open: string[] = [];
  const notes: string[] = [];
  const need = (text: string | undefined, sentence: string): string => {
    if (text === undefined) missing.push(sentence);
    return text ?? '';
  };
  const { fileSystemId, region } = evidence;
  const facts = valueOf(evidence.fileSystem);
  const a = need(facts?.account, `${fileSystemId} could not be described: give a --profile of its account.`);
  const links = linksOf(evidence);
  if (links.length === 0) missing.push('No bucket is linked: name the one that is meant with --bucket.');
  const owners = [...new Set(evidence.buckets.flatMap(({ owner }) => valueOf(owner) ?? []))];
  const b = need(
    options.bucketAccount ?? (owners.length === 1 ? owners[0] : undefined),
    owners.length > 1
      ? `The buckets are of ${owners.length} accounts (${owners.join(', ')}), and one deployment has one: adopt them apart.`
      : 'The account of the buckets is not known: give a --bucket-profile, or its id with --bucket-account.',
  );
  const keys = new Map<string, string>();
  const nameOfKey = (arn: string): string => {
    const name = keys.get(arn) ?? (keys.size === 0 ? 'data' : `data-${keys.size + 1}`);
    keys.set(arn, name);
    return name;
  };
  const buckets = links.map((link, index): BucketInput => {
    const found = evidence.buckets.find(({ name }) => name === link.bucket);
    const arn = keyArnOf(found, evidence);
    const key = need(arn, `The key of ${link.bucket} is not known: name it with --key ARN.`);
    const name = shortNameOf(link.bucket, index, links);
    return {
      name,
      bucketName: link.bucket,
      existing: managed(found, key, open, notes),
      key: nameOfKey(key),
      ...bucketKeyOf(found, open),
      ...(link.prefix === '' ? {} : { prefix: link.prefix }),
      ...(link.fileSystemPath === undefined ? {} : { fileSystemPath: link.fileSystemPath }),
      ...(link.isThere ? {} : { associate: true }),
      ...eventsOf(link),
    };
  });
  const accounts = [...new Set([...keys.keys()].map((arn) => parseArn(arn)?.account ?? ''))];
  if (accounts.length > 1)
    missing.push(`The keys are of ${accounts.length} accounts, and one deployment has one.`);
  if (missing.length > 0) return { status: 'short', missing: [...new Set(missing)] };
  const of = (role: AccountRole, id: string) => {
    const profile = options.profiles?.[role];
    return { id, ...(profile === undefined ? {} : { profile }) };
  };
  if (evidence.associations.status === 'unknown')
    open.push('The associations could not be read: none is made, and the paths are taken as "/".');
  const granted = [...keys].map(([arn, name]) => {
    const used = buckets.filter(({ key }) => key === name).flatMap(({ bucketName }) => bucketName ?? []);
    return { arn, name, grants: grantsOn(arn, used, a, evidence) };
  });
  notes.push(...roleSentences(evidence), ...grantNotes(granted, fileSystemId));
  const input: DeploymentInput = {
    accounts: { fileSystem: of('fileSystem', a), bucket: of('bucket', b), key: of('key', accounts[0] ?? '') },
    region,
    // Names of what the stacks make in account A, where those of another project for it may be taken.
    namePrefix: fileSystemId,
    fileSystem: {
      existingId: fileSystemId,
      ...(facts?.mountName === undefined ? {} : { existingMountName: facts.mountName }),
    },
    client:
      options.clientInstanceId === undefined
        ? { enabled: false }
        : { existingInstanceId: options.clientInstanceId },
    keys: granted.map(({ arn, name, grants }) => ({
      name,
      existingArn: arn,
      ...(grants.status === 'enough' ? { existingGrant: true } : {}),
    })),
    buckets,
  };
  if (options.clientInstanceId === undefined)
    open.push('Which instance has it mounted is not known: no client is named. Give one with --client.');
  const parsed = parseDeployment(input);
  if (parsed.status === 'invalid') return { status: 'invalid', problems: parsed.problems };
  return { status: 'adopted', input, deployment: parsed.deployment, open, notes };
}

function linksOf({ associations, fileSystem, named }: Evidence): Link[] {
  const made = (valueOf(associations) ?? []).map((one): Link => ({
    ...placeOf(one.dataRepositoryPath),
    fileSystemPath: one.fileSystemPath,
    autoImport: one.autoImport,
    autoExport: one.autoExport,
    isThere: true,
  }));
  const older = valueOf(fileSystem)?.imported;
  const imported: Link[] =
    older === undefined ? [] : [{ ...placeOf(older.importPath), fileSystemPath: '/', isThere: true }];
  const found = [...made, ...imported];
  const isOpen = associations.status === 'unknown';
  const others = named.buckets
    .filter((name) => !found.some(({ bucket }) => bucket === name))
    .map((bucket): Link => ({ bucket, prefix: '', isThere: isOpen }));
  return [...found, ...others];
}

function placeOf(path: string): Pick<Link, 'bucket' | 'prefix'> {
  const { name, prefix } = bucketAndPrefix(path);
  return { bucket: name, prefix };
}

/** The key that the user named, the one that the bucket names, or the only one that was seen. */
function keyArnOf(bucket: BucketFacts | undefined, { keys, named }: Evidence): string | undefined {
  const [meant, ...moreMeant] = named.keys;
  if (meant !== undefined && moreMeant.length === 0) return meant;
  const text = valueOf(bucket?.encryption)?.key;
  if (text !== undefined && parseArn(text)?.resource.startsWith('key/') === true) return text;
  const [only, ...more] = keys;
  return more.length === 0 ? only?.arn : undefined;
}

/** What of an existing bucket the stack manages: what nobody has set yet. */
function managed(
  bucket: BucketFacts | undefined,
  key: string,
  open: string[],
  notes: string[],
): NonNullable<BucketInput['existing']> {
  if (!bucket) return {};
  const { name, policy, encryption } = bucket;
  if (policy.status === 'unknown')
    open.push(`The policy of ${name} could not be read: it is left to its owner, as statements to add.`);
  if (encryption.status === 'unknown')
    open.push(`The default encryption of ${name} could not be read: it is left as it is.`);
  const facts = valueOf(encryption);
  const isRight = facts?.algorithm === 'aws:kms' && facts.key === key;
  const manageEncryption = encryption.status !== 'unknown' && !isRight;
  if (manageEncryption) notes.push(`The stack sets the default encryption of ${name} to ${key}.`);
  if (policy.status === 'absent') notes.push(`${name} has no policy: the stack makes one.`);
  return {
    ...(policy.status === 'absent' ? { managePolicy: true } : {}),
    ...(manageEncryption ? { manageEncryption: true } : {}),
  };
}

function bucketKeyOf(bucket: BucketFacts | undefined, open: string[]): Pick<BucketInput, 'bucketKeyEnabled'> {
  const facts = valueOf(bucket?.encryption);
  if (facts) return { bucketKeyEnabled: facts.bucketKey };
  if (bucket?.encryption.status === 'unknown')
    open.push(`Whether ${bucket.name} has S3 Bucket Keys could not be read: on is taken.`);
  return {};
}

function eventsOf({ autoImport, autoExport }: Link): Pick<BucketInput, 'autoImport' | 'autoExport'> {
  type Events = NonNullable<BucketInput['autoImport']>;
  return {
    ...(autoImport === undefined ? {} : { autoImport: autoImport as Events }),
    ...(autoExport === undefined ? {} : { autoExport: autoExport as Events }),
  };
}

/** A name by which Terraform knows the bucket: letters, digits and hyphens, 20 at most. */
function shortNameOf(bucket: string, index: number, links: readonly Link[]): string {
  if (links.length === 1) return 'data';
  const plain = bucket.replace(/[^a-z0-9-]+/g, '-').replace(/^[^a-z]+/, '');
  return `${plain.slice(0, 16).replace(/-+$/, '') || 'data'}-${index + 1}`;
}

/** The stacks never make the role; an association of theirs has FSx make it. */
function roleSentences(evidence: Evidence): string[] {
  const gone = roleChecks(evidence).filter(({ holds }) => holds === false);
  return [...gone.map(({ message, advice = '' }) => `${message} ${advice}`), ...roleNotes(evidence)];
}
