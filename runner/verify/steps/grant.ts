/** Step 6: the grant gives the role what it needs, and reading works. */
import { bucketsOfKey, type ResolvedBucket } from '../../../core/deployment/resolve';
import type { Check, Evidence } from '../../../core/journey/proof';
import { byteLength, OUTPUT_CHARACTERS, quoted, runOnClient } from '../run-on-client';
import { releaseContent } from '../client-files';
import { decisionOf, whyNot, type KeyUse } from '../judge';
import { bucketEncryption, headObject } from '../object-head';
import { duration, poll, type Look } from '../poll';
import { notRun, readPlaceOf, type ReadPlace } from '../read-place';
import { roleKeyUse, shownGrant } from '../role-key-use';
import {
  fileSystemIdOf,
  fileSystemRoleOf,
  keyArnOf,
  notDeployed,
  testObjectOf,
  usedKeysOf,
} from '../subjects';
import { unanswered } from '../unanswered';
import {
  evidenceOf,
  failed,
  passed,
  take,
  unknown,
  type Outcome,
  type ProveStep,
  type Verification,
} from '../verification';

export const proveGrant: ProveStep = async (on) => {
  const checks: Check[] = [];
  const refused = new Set<string>();
  for (const name of usedKeysOf(on)) {
    const title = on.deployment.keyInFileSystemAccount
      ? "The key policy gives the file system's role Decrypt and GenerateDataKey"
      : "ListGrants: the file system's role has Decrypt and GenerateDataKey";
    const check = await take(on, { id: `grant-${name}`, account: 'key', title }, (say) =>
      grantCheck(on, name, say),
    );
    if (check.status === 'failed') refused.add(name);
    checks.push(check);
  }
  for (const bucket of on.deployment.buckets) {
    const { key } = testObjectOf(on, bucket);
    const title = `cat prints ${key}`;
    checks.push(
      await take(on, { id: `read-${bucket.name}`, account: 'fileSystem', title }, (say) =>
        // Without the grant there is nothing to wait for.
        readCheck(on, bucket, refused.has(bucket.key) ? 0 : on.limits.grantMs, say),
      ),
    );
  }
  return checks;
};

const CONSISTENCY = 'A new grant counts in less than 5 minutes as a rule.';

async function grantCheck(
  on: Verification,
  keyName: string,
  say: (message: string) => void,
): Promise<Outcome> {
  const keyArn = keyArnOf(on, keyName);
  if (keyArn === undefined) return unknown(notDeployed('key', `key_arn_${keyName}`));
  if (fileSystemIdOf(on) === undefined) return unknown(notDeployed('fileSystem', 'file_system_id'));
  const outcomes: Outcome[] = [];
  for (const bucket of bucketsOfKey(on.deployment, keyName)) {
    // Only a grant that the stack has made may still be on its way.
    const isMade = Object.keys(on.outputs.fileSystem ?? {}).some((name) => name.startsWith('grant_id_'));
    const ended = await poll(
      on,
      { limitMs: isMade ? on.limits.grantMs : 0, say },
      (): Promise<Look<Outcome>> => lookAtGrants(on, bucket, keyArn),
    );
    if (ended.status === 'cancelled') return unknown('It was interrupted before the grants were seen.');
    outcomes.push(
      ended.status === 'done'
        ? ended.end
        : failed(
            `No grant on ${keyArn} is for ${fileSystemRoleOf(on).arn}. Deploy step 6: account A makes the grant, after the association.`,
          ),
    );
  }
  return (
    outcomes.find(({ status }) => status === 'failed') ??
    outcomes.find(({ status }) => status === 'unknown') ??
    outcomes[0] ??
    unknown('No bucket uses this key.')
  );
}

async function lookAtGrants(
  on: Verification,
  bucket: ResolvedBucket,
  keyArn: string,
): Promise<Look<Outcome>> {
  const uses = await usesOf(on, bucket);
  const seen = await roleKeyUse(on, bucket, keyArn, uses);
  if (seen.status === 'missing') return { status: 'done', end: failed(`There is no key ${keyArn}.`) };
  if (seen.status !== 'judged') return { status: 'done', end: unanswered(on, seen) };
  const { grants, judgements, keyPolicy } = seen;
  const isOwn = on.deployment.keyInFileSystemAccount;
  if (grants.length === 0 && !isOwn) return { status: 'waiting', why: CONSISTENCY };
  const shown = evidenceOf(
    on,
    { account: 'key', action: 'kms:ListGrants', title: `Grants for ${fileSystemRoleOf(on).arn}` },
    grants.map(shownGrant),
  );
  const decision = decisionOf(judgements);
  const denied = [
    ...new Set(judgements.filter((one) => one.decision === 'denied').map(({ action }) => action)),
  ];
  switch (decision) {
    case 'allowed': {
      const by = isOwn && grants.length === 0 ? 'The key policy' : 'The grant';
      const unseen =
        keyPolicy === undefined ? ' The key policy could not be read: a Deny in it is not seen.' : '';
      return {
        status: 'done',
        end: passed(`${by} gives the role Decrypt and GenerateDataKey.${unseen}`, shown),
      };
    }
    case 'denied':
      return {
        status: 'done',
        end: failed(`The role is not given ${denied.join(', ')}. ${whyNot(judgements, 'denied')}`, shown),
      };
    case 'unknown':
      return {
        status: 'done',
        end: unknown(`What the role is given is not certain. ${whyNot(judgements, 'unknown')}`, shown),
      };
  }
}

/** Reading the test object, and writing as the bucket's default encryption has it; each as S3 really does it. */
async function usesOf(on: Verification, bucket: ResolvedBucket): Promise<KeyUse[]> {
  const objectKey = testObjectOf(on, bucket).key;
  const [head, encryption] = [await headObject(on, bucket, objectKey), await bucketEncryption(on, bucket)];
  const writes =
    encryption.status === 'answered' && encryption.answer
      ? encryption.answer.bucketKey
      : bucket.bucketKeyEnabled;
  const reads = head.status === 'answered' ? head.answer.bucketKey : writes;
  return [
    { does: 'read', objectKey, bucketKey: reads },
    { does: 'write', objectKey, bucketKey: writes },
  ];
}

async function readCheck(
  on: Verification,
  bucket: ResolvedBucket,
  limitMs: number,
  say: (message: string) => void,
): Promise<Outcome> {
  const place = await readPlaceOf(on, bucket, (path) => [`sudo lfs hsm_release ${path}`, `cat ${path}`]);
  if (place.status === 'unknown') return place.outcome;
  const { instanceId, path, isOurs } = place;
  const released = await releaseContent(on, instanceId, path);
  if (released.status === 'kept') {
    const message = `The content of ${path} is on the file system and is not released (${released.why}): reading it would ask neither S3 nor KMS.`;
    return unknown(message, ...released.evidence);
  }
  if (released.status !== 'released') return notRun(on, released);
  let last: Evidence[] = [];
  let said = '';
  const ended = await poll(on, { limitMs, say }, async (): Promise<Look<Outcome>> => {
    const run = await runOnClient(on, { instanceId, line: `cat ${quoted(path)}`, showsOutput: isOurs });
    if (run.status !== 'ran') return { status: 'done', end: notRun(on, run) };
    last = [...released.evidence, run.evidence];
    if (run.exitCode === 0)
      return { status: 'done', end: await contentOf(on, bucket, place, run.stdout, last) };
    said = run.stderr.trim().split('\n')[0] ?? '';
    if (/No data available/.test(run.stderr))
      return { status: 'waiting', why: `cat: "${said}". ${CONSISTENCY}` };
    return { status: 'done', end: failed(`cat fails: "${said}".`, ...last) };
  });
  if (ended.status === 'done') return ended.end;
  if (ended.status === 'cancelled') return unknown('It was interrupted before this was seen.', ...last);
  const waited = limitMs === 0 ? 'without the grant' : `after ${duration(ended.waitedMs)}`;
  return failed(`cat fails ${waited}: "${said}". KMS or S3 still refuses the file system's role.`, ...last);
}

/** The content came from S3, as it was released before; it is whole when it has the object's size. */
async function contentOf(
  on: Verification,
  bucket: ResolvedBucket,
  { objectKey, path }: ReadPlace,
  content: string,
  evidence: Evidence[],
): Promise<Outcome> {
  const bytes = byteLength(content);
  const head = await headObject(on, bucket, objectKey);
  const size = head.status === 'answered' ? head.answer.sizeBytes : undefined;
  const isCut = content.length >= OUTPUT_CHARACTERS - 100;
  if (size !== undefined && size !== bytes && !isCut) {
    return failed(`cat prints ${bytes} bytes of ${path}, and the object has ${size}.`, ...evidence);
  }
  return passed(
    `cat prints ${path} (${size ?? bytes} bytes), which had been released: it came from S3.`,
    ...evidence,
  );
}
