/** What mends a broken link: policies as they would be, shown as a diff, and commands. */
import { adopt } from '../adopt/adopt';
import { resolveDeployment, type ResolvedDeployment } from '../deployment/resolve';
import { fileSystemBucketStatements } from '../policies/bucket-policy';
import { statementsForExistingKey } from '../policies/key-policy';
import { decideAsk } from '../rehearsal/requests/ask';
import { createGrant } from '../rehearsal/requests/kms';
import { rehearse } from '../rehearsal/rehearse';
import type { ReadWorld } from '../rehearsal/world/read-world';
import type { World, WorldKey, WorldLink } from '../rehearsal/world/world';
import { diffJson } from './diff';
import { valueOf, type Evidence } from './evidence';
import { addStatements, except } from './merge-policy';
import { livePlace } from './place';
import { isRecord, statementsOf } from './policy-meaning';
import type { LiveRehearsal } from './rehearse-live';
import type { BrokenLink } from './verdict';

/** A change for the owner of one account. */
export interface Change {
  account: 'A' | 'B' | 'C';
  /** A sentence. */
  what: string;
  /** The policy as it would be, whole. */
  policy?: unknown;
  /** The same against the policy as it is. */
  diff?: string[];
  command?: string;
}

type Document = Readonly<Record<string, unknown>>;

export function changesFor(broken: BrokenLink, live: LiveRehearsal, evidence: Evidence): Change[] {
  const link = linkOf(broken, live);
  if (!link) return [];
  switch (broken.layer) {
    case 'bucket policy':
      return bucketPolicyChange(broken, link, live, evidence);
    case 'key policy':
      return keyPolicyChange(broken, link, live, evidence);
    case 'grant':
      return grantChanges(broken, link, live, evidence);
    case 'default encryption':
      return encryptionChange(link);
    case 'association':
      return broken.command === undefined ? linkChange(link, evidence) : commandOf(broken);
    default:
      return commandOf(broken);
  }
}

function commandOf({ command, account }: BrokenLink): Change[] {
  return command === undefined || account === '?'
    ? []
    : [{ account, what: 'Run, in the account that owns it:', command }];
}

/** An association that is not there yet. */
function linkChange({ place, fileSystem, bucket }: WorldLink, { region }: Evidence): Change[] {
  if (place) return [];
  return [
    {
      account: 'A',
      what: `Link ${bucket.name}, and import what is in it:`,
      command: `aws fsx create-data-repository-association --file-system-id ${fileSystem.id} --file-system-path / --data-repository-path s3://${bucket.name} --batch-import-meta-data-on-create --region ${region} --s3 '{"AutoImportPolicy":{"Events":["NEW","CHANGED","DELETED"]}}'`,
    },
  ];
}

function linkOf({ denied }: BrokenLink, { read }: LiveRehearsal): WorldLink | undefined {
  const { links } = read.world;
  const resource = denied[0]?.resource ?? '';
  return (
    links.find(({ bucket, key }) => resource === key?.arn || resource.startsWith(bucket.arn)) ?? links[0]
  );
}

function bucketPolicyChange(
  broken: BrokenLink,
  link: WorldLink,
  live: LiveRehearsal,
  evidence: Evidence,
): Change[] {
  const { name } = link.bucket;
  const facts = evidence.buckets.find((one) => one.name === name)?.policy;
  if (!facts || facts.status === 'unknown') return [];
  const before: Document | undefined = valueOf(facts);
  const command = `aws s3api put-bucket-policy --bucket ${name} --policy file://bucket-policy.json`;
  const put = (policy: Document) => withBucketPolicy(live.read, name, policy);
  if (isExplicit(broken)) return exceptions(broken, 'B', before, link, put, command);
  // Account A as a whole: FSx looks at the access of whoever applies an association's settings again, too.
  const of = deploymentOf(evidence, link);
  const bucket = of?.buckets.find(({ bucketName }) => bucketName === name);
  if (!of || !bucket) return [];
  const after = addStatements(before, fileSystemBucketStatements(of, bucket));
  return mended('B', `Add what is missing to the policy of ${name}:`, before, after, command);
}

function keyPolicyChange(
  broken: BrokenLink,
  link: WorldLink,
  live: LiveRehearsal,
  evidence: Evidence,
): Change[] {
  const { key } = link;
  const facts = evidence.keys.find(({ arn }) => arn === key?.arn)?.policy;
  if (!key || facts?.status !== 'seen') return [];
  const before: Document = facts.value;
  const command = `aws kms put-key-policy --key-id ${key.arn} --region ${key.region} --policy-name default --policy file://key-policy.json`;
  const put = (policy: Document) => withKeyPolicy(live.read, key.arn, policy);
  if (isExplicit(broken)) return exceptions(broken, 'C', before, link, put, command);
  const of = exactDeploymentOf(evidence, link);
  const bucket = of?.buckets.find(({ bucketName }) => bucketName === link.bucket.name);
  if (!of || !bucket) return [];
  const after = addStatements(before, statementsForExistingKey(of, bucket.key));
  return mended('C', `Add what is missing to the policy of ${key.arn}:`, before, after, command);
}

/** The grant, and where its creator may not create it, the key policy before. */
function grantChanges(
  broken: BrokenLink,
  link: WorldLink,
  live: LiveRehearsal,
  evidence: Evidence,
): Change[] {
  const { key, fileSystem } = link;
  if (!key) return [];
  const { world } = live.read;
  const grant = {
    name: 'the grant',
    key: key.arn,
    grantee: fileSystem.roleArn,
    isGranteeSeen: true,
    retiringPrincipal: undefined,
    operations: ['Decrypt', 'DescribeKey', 'GenerateDataKey'],
    equals: undefined,
    subset: undefined,
    account: fileSystem.account,
    region: key.region,
    creator: fileSystem.deployer,
    place: livePlace('aws_kms_grant', 'the grant', {}),
  };
  const isDenied = decideAsk(createGrant(grant, key), world).decision === 'denied';
  const policies = isDenied ? keyPolicyChange({ ...broken, denied: [] }, link, live, evidence) : [];
  return [
    ...policies,
    {
      account: 'A',
      what: `Create the grant with an identity of account A${isDenied ? ', once the key policy lets it' : ''} (in Terraform: aws_kms_grant):`,
      command: `aws kms create-grant --key-id ${key.arn} --grantee-principal ${fileSystem.roleArn} --operations ${grant.operations.join(' ')} --region ${key.region}`,
    },
  ];
}

function encryptionChange({ bucket, key }: WorldLink): Change[] {
  if (!key) return [];
  const isOn = typeof bucket.encryption === 'string' ? true : (bucket.encryption.bucketKey ?? true);
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key.arn },
    BucketKeyEnabled: isOn,
  };
  return [
    {
      account: 'B',
      what: `Encrypt new objects of ${bucket.name} with the key; those that are there keep theirs until they are copied:`,
      command: `aws s3api put-bucket-encryption --bucket ${bucket.name} --server-side-encryption-configuration '${JSON.stringify({ Rules: [rule] })}'`,
    },
  ];
}

function isExplicit({ denied }: BrokenLink): boolean {
  return denied.length > 0 && denied[0]?.denial === 'explicit';
}

/** Excepts the file system's role from the denies that hit it, if that is what mends it. */
function exceptions(
  broken: BrokenLink,
  account: 'B' | 'C',
  before: Document | undefined,
  link: WorldLink,
  put: (policy: Document) => ReadWorld,
  command: string,
): Change[] {
  if (!before) return [];
  const deniedAfter = (policy: Document) =>
    rehearse(put(policy), 7)
      .steps.filter(({ step }) => step === broken.step)
      .flatMap(({ requests }) => requests.filter(({ denial }) => denial === 'explicit')).length;
  let after = before;
  let left = deniedAfter(after);
  statementsOf(before).forEach((statement, index) => {
    if (!isRecord(statement) || statement['Effect'] !== 'Deny') return;
    const tried = except(after, index, link.fileSystem.roleArn);
    const denied = deniedAfter(tried);
    if (denied < left) [after, left] = [tried, denied];
  });
  const what = "Except the file system's role from the deny:";
  return mended(account, what, before, after, command);
}

function mended(
  account: 'B' | 'C',
  what: string,
  before: Document | undefined,
  after: Document,
  command: string,
): Change[] {
  const diff = diffJson(before, after);
  return diff.length === 0 ? [] : [{ account, what, policy: after, diff, command }];
}

/** The deployment that the accounts amount to. */
function deploymentOf(evidence: Evidence, link: WorldLink): ResolvedDeployment | undefined {
  const arn = link.key?.arn;
  const adopted = adopt(
    arn === undefined ? evidence : { ...evidence, named: { ...evidence.named, keys: [arn] } },
  );
  return adopted.status === 'adopted' ? resolveDeployment(adopted.deployment) : undefined;
}

/** The same, with the role by its name where it is there: KMS refuses a policy that names nobody. */
function exactDeploymentOf(evidence: Evidence, link: WorldLink): ResolvedDeployment | undefined {
  const resolved = deploymentOf(evidence, link);
  if (!resolved || link.isThere !== true || evidence.role.status === 'absent') return resolved;
  return { ...resolved, role: { match: 'exact', arn: link.fileSystem.roleArn } };
}

function withBucketPolicy(read: ReadWorld, name: string, document: unknown): ReadWorld {
  const change = <T extends World['buckets'][number]>(one: T): T =>
    one.name === name ? { ...one, policy: { document, name: `policy of bucket ${name}` } } : one;
  return {
    ...read,
    world: {
      ...read.world,
      buckets: read.world.buckets.map(change),
      links: read.world.links.map((link) => ({ ...link, bucket: change(link.bucket) })),
    },
  };
}

function withKeyPolicy(read: ReadWorld, arn: string, document: unknown): ReadWorld {
  const change = (one: WorldKey): WorldKey =>
    one.arn === arn ? { ...one, policy: { ...one.policy, document } } : one;
  return {
    ...read,
    world: {
      ...read.world,
      keys: read.world.keys.map(change),
      links: read.world.links.map((link) => ({ ...link, key: link.key && change(link.key) })),
    },
  };
}
