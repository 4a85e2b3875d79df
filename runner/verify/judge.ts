/**
 * Whether policies and grants that were read from AWS give somebody what a step needs: decided on what they say, in
 * whatever words, as AWS would decide the request.
 */
import { evaluateAccess } from '../../core/access/evaluate';
import type { AccessGrant, Decision } from '../../core/access/request';
import type { ResolvedBucket } from '../../core/deployment/resolve';
import { identityOf, policiesOf, type Ask } from '../../core/rehearsal/requests/ask';
import { withOpenKeys } from '../../core/rehearsal/requests/context';
import {
  asActor,
  asRole,
  getObject,
  kmsBehind,
  listBucket,
  putObject,
  type Sender,
} from '../../core/rehearsal/requests/s3';
import { administratorOf } from '../../core/rehearsal/world/places';
import type {
  Actor,
  WorldBucket,
  WorldFileSystem,
  WorldKey,
  WorldLink,
} from '../../core/rehearsal/world/world';
import type { AccountRole } from '../../core/journey/steps';
import { fileSystemRoleOf } from './subjects';
import type { Verification } from './verification';

/** What was decided about one request. */
export interface Judgement {
  principal: string;
  action: string;
  resource: string;
  decision: Decision;
  /** What AWS would print, then why. */
  reasons: string[];
}

export type RoleAction = 's3:ListBucket' | 's3:GetObject' | 's3:PutObject' | 's3:PutBucketNotification';

/** What the file system's role may do with a bucket and one object under a policy. */
export function judgeBucketPolicy(
  on: Verification,
  bucket: ResolvedBucket,
  { policy, objectKey, actions }: { policy: unknown; objectKey: string; actions: readonly RoleAction[] },
): Judgement[] {
  const link = linkOf(on, bucket, { bucketPolicy: policy });
  const role = asRole(link.fileSystem);
  const object = `${bucket.arn}/${objectKey}`;
  return actions.map((action) => judge(askFor(action, role, link, object), 'the bucket policy'));
}

function askFor(action: RoleAction, role: Sender, link: WorldLink, object: string): Ask {
  switch (action) {
    case 's3:ListBucket':
      return listBucket(role, link);
    case 's3:GetObject':
      return getObject(role, link, object);
    case 's3:PutObject':
      return putObject(role, link, object);
    case 's3:PutBucketNotification': {
      const { request, deciders } = listBucket(role, link);
      return { request: { ...request, action }, deciders };
    }
  }
}

/** What decides about a key. */
export interface KeyPolicies {
  keyArn: string;
  /** Undefined where it could not be read. */
  keyPolicy: unknown;
  grants: readonly AccessGrant[];
}

/** One use of a key that S3 makes for somebody. */
export interface KeyUse {
  /** Reading takes Decrypt; writing, in one part or many, GenerateDataKey and Decrypt. */
  does: 'read' | 'write';
  objectKey: string;
  /** Whether S3 sends the bucket's ARN as encryption context, instead of the object's. */
  bucketKey: boolean;
}

/** Whether the role of the file system may use a key through S3: by key policy, grants, and its own policy, which has no KMS action. */
export function judgeRole(
  on: Verification,
  bucket: ResolvedBucket,
  policies: KeyPolicies,
  use: KeyUse,
): Judgement[] {
  const link = linkOf(on, bucket, { key: policies, bucketKey: use.bucketKey });
  return judgeKeyUse(asRole(link.fileSystem), link, policies, bucket, use);
}

/** Whether a key's policy lets the role of the file system use it: its own side is left aside, a grant stands for it. */
export function judgeRoleByKeyPolicy(
  on: Verification,
  bucket: ResolvedBucket,
  policies: KeyPolicies,
  use: KeyUse,
): Judgement[] {
  const link = linkOf(on, bucket, { key: policies, bucketKey: use.bucketKey });
  const sender = {
    ...asRole(link.fileSystem),
    identityPolicies: () => identityOf(actorOf(on, 'fileSystem')),
  };
  return judgeKeyUse(sender, link, policies, bucket, use);
}

/** Whether account B may use a key through S3, where its own policies allow it. */
export function judgeUploader(
  on: Verification,
  bucket: ResolvedBucket,
  policies: KeyPolicies,
  use: KeyUse,
): Judgement[] {
  const link = linkOf(on, bucket, { key: policies, bucketKey: use.bucketKey });
  return judgeKeyUse(asActor(actorOf(on, 'bucket')), link, policies, bucket, use);
}

function judgeKeyUse(
  sender: Sender,
  link: WorldLink,
  { grants }: KeyPolicies,
  bucket: ResolvedBucket,
  { does, objectKey }: KeyUse,
): Judgement[] {
  if (!link.key) return [];
  const object = `${bucket.arn}/${objectKey}`;
  const call =
    does === 'read'
      ? ({ action: 's3:GetObject', object } as const)
      : ({ action: 's3:PutObject', object, multipart: true } as const);
  return kmsBehind(sender, link, link.key, call, []).map((ask) => judge(ask, 'the key policy', grants));
}

/** Decides one request. What cannot be seen from here, such as an address, stays open. */
function judge(ask: Ask, holder: string, grants: readonly AccessGrant[] = []): Judgement {
  const policies = { ...policiesOf(ask), grants };
  const { decision, reasons } = evaluateAccess(withOpenKeys(ask.request, policies), policies);
  const { principal, action, resource } = ask.request;
  const inWords = (reason: string) =>
    reason
      .replace(/\bresourcePolicy\.(Statement(?:\[\d+\])?)/g, `$1 of ${holder}`)
      .replace(/\bresourcePolicy\b/g, holder)
      .replace(/\bgrants\[(\d+)\]/g, (_, index: string) => `grant ${Number(index) + 1}`);
  return { principal, action, resource, decision, reasons: reasons.map(inWords) };
}

/** Denied when one is; unknown when one is and none is denied. */
export function decisionOf(judgements: readonly Judgement[]): Decision {
  const decisions = judgements.map(({ decision }) => decision);
  if (decisions.includes('denied')) return 'denied';
  return decisions.includes('unknown') ? 'unknown' : 'allowed';
}

/** Why it was decided so, without what AWS would print, each sentence once. */
export function whyNot(judgements: readonly Judgement[], decision: Decision): string {
  const meant = judgements.filter((judgement) => judgement.decision === decision);
  const sentences = meant.flatMap(({ reasons }) => (decision === 'denied' ? reasons.slice(1) : reasons));
  return [...new Set(sentences)].join(' ');
}

function actorOf({ deployment }: Verification, account: AccountRole): Actor {
  const { id } = deployment.accounts[account];
  return { principal: administratorOf(id, deployment.partition), account: id, identityPolicies: [] };
}

/** A link as the requests of the rehearsal take it, with what was read from AWS. */
function linkOf(
  on: Verification,
  bucket: ResolvedBucket,
  seen: { bucketPolicy?: unknown; key?: KeyPolicies; bucketKey?: boolean },
): WorldLink {
  const { deployment } = on;
  const { region, partition, accounts } = deployment;
  const role = fileSystemRoleOf(on);
  const fileSystem: WorldFileSystem = {
    id: role.fileSystemId ?? '',
    account: accounts.fileSystem.id,
    region,
    partition,
    roleArn: role.arn,
    sessionArn: role.sessionArn,
    deployer: actorOf(on, 'fileSystem'),
  };
  const worldBucket: WorldBucket = {
    name: bucket.bucketName,
    arn: bucket.arn,
    account: accounts.bucket.id,
    region,
    policy:
      seen.bucketPolicy === undefined ? undefined : { name: 'bucket policy', document: seen.bucketPolicy },
    encryption: {
      algorithm: 'aws:kms',
      key: seen.key?.keyArn,
      bucketKey: seen.bucketKey ?? false,
    },
    requesterPays: undefined,
    uploader: actorOf(on, 'bucket'),
    uploads: [],
  };
  return {
    fileSystem,
    bucket: worldBucket,
    key: seen.key && keyOf(on, seen.key),
    prefix: bucket.prefix,
    fileSystemPath: bucket.fileSystemPath,
    creator: actorOf(on, 'fileSystem'),
  };
}

function keyOf({ deployment }: Verification, { keyArn, keyPolicy }: KeyPolicies): WorldKey {
  return {
    arn: keyArn,
    id: keyArn.slice(keyArn.lastIndexOf('/') + 1),
    account: deployment.accounts.key.id,
    region: deployment.region,
    policy: { name: 'key policy', document: keyPolicy },
    enabled: true,
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    multiRegion: undefined,
    aliases: [],
  };
}
