/** Step 5: reading fails for want of a grant, and CloudTrail says so in account A, and nothing in account C. */
import type { ResolvedBucket } from '../../../core/deployment/resolve';
import type { TrailEvent } from '../../../core/evidence/cloudtrail-event';
import type { Check } from '../../../core/journey/proof';
import { releaseContent } from '../client-files';
import { decisionOf } from '../judge';
import { headObject } from '../object-head';
import { duration, poll, type Look } from '../poll';
import { notRun, readPlaceOf, type ReadPlace } from '../read-place';
import { roleKeyUse, shownGrant } from '../role-key-use';
import { quoted, runOnClient } from '../run-on-client';
import { fileSystemRoleOf, keyArnOf, notDeployed } from '../subjects';
import { deniedCalls, type WantedDenial } from '../trail';
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

export const proveReadFails: ProveStep = async (on) => {
  const checks: Check[] = [];
  for (const bucket of on.deployment.buckets) checks.push(...(await proveBucket(on, bucket)));
  return checks;
};

async function proveBucket(on: Verification, bucket: ResolvedBucket): Promise<Check[]> {
  let readAt: Date | undefined;
  const readTitle = 'cat fails with "No data available"';
  const read = await take(
    on,
    { id: `read-fails-${bucket.name}`, account: 'fileSystem', title: readTitle },
    async () => {
      const { outcome, requestedAt } = await readCheck(on, bucket);
      if (outcome.status === 'passed') readAt = requestedAt;
      return outcome;
    },
  );
  const keyArn = keyArnOf(on, bucket.key);
  const wanted: WantedDenial | undefined =
    readAt && keyArn !== undefined
      ? {
          eventName: 'Decrypt',
          sessionArn: fileSystemRoleOf(on).sessionArn,
          keyArn,
          bucketArn: bucket.arn,
          since: readAt,
        }
      : undefined;
  const denialTitle = "CloudTrail in account A: Decrypt, AccessDenied, by the file system's role";
  const denial = await take(
    on,
    { id: `denial-${bucket.name}`, account: 'fileSystem', title: denialTitle },
    (say) => denialCheck(on, wanted, say),
  );
  const silenceTitle = 'CloudTrail in account C: no such event';
  const silence = await take(on, { id: `silence-${bucket.name}`, account: 'key', title: silenceTitle }, () =>
    silenceCheck(on, denial.status === 'unknown' ? undefined : wanted),
  );
  return [read, denial, silence];
}

interface Read {
  outcome: Outcome;
  /** When the read began, by AWS's clock. */
  requestedAt?: Date;
}

async function readCheck(on: Verification, bucket: ResolvedBucket): Promise<Read> {
  const place = await readPlaceOf(on, bucket, (path) => [`sudo lfs hsm_release ${path}`, `cat ${path}`]);
  if (place.status === 'unknown') return place;
  const keyArn = keyArnOf(on, bucket.key);
  if (keyArn === undefined) return { outcome: unknown(notDeployed('key', `key_arn_${bucket.key}`)) };
  const reached = await alreadyAllowed(on, bucket, keyArn, place);
  if (reached) return { outcome: reached };
  const { instanceId, path, isOurs } = place;
  const released = await releaseContent(on, instanceId, path);
  if (released.status === 'kept') {
    const message = `The content of ${path} is on the file system and is not released (${released.why}): reading it would ask neither S3 nor KMS.`;
    return { outcome: unknown(message, ...released.evidence) };
  }
  if (released.status !== 'released') return { outcome: notRun(on, released) };
  const run = await runOnClient(on, { instanceId, line: `cat ${quoted(path)}`, showsOutput: isOurs });
  if (run.status !== 'ran') return { outcome: notRun(on, run) };
  const { evidence, requestedAt } = run;
  if (run.exitCode === 0) {
    return { outcome: failed(await whyItWorks(on, bucket, place, keyArn), ...released.evidence, evidence) };
  }
  const said = run.stderr.trim().split('\n')[0] ?? '';
  const outcome = /No data available/.test(run.stderr)
    ? passed(
        `cat: "${said}". The file is listed, and its content cannot be loaded.`,
        ...released.evidence,
        evidence,
      )
    : failed(`cat fails, but not as a refused load does ("No data available"): "${said}".`, evidence);
  return { outcome, requestedAt };
}

/** The denial cannot be shown any more once the role may decrypt; whoever may not look there, tries the read. */
async function alreadyAllowed(
  on: Verification,
  bucket: ResolvedBucket,
  keyArn: string,
  { objectKey }: ReadPlace,
): Promise<Outcome | undefined> {
  const head = await headObject(on, bucket, objectKey);
  const bucketKey = head.status === 'answered' ? head.answer.bucketKey : bucket.bucketKeyEnabled;
  const use = await roleKeyUse(on, bucket, keyArn, [{ does: 'read', objectKey, bucketKey }]);
  if (use.status === 'cancelled') return unanswered(on, use);
  if (use.status !== 'judged' || decisionOf(use.judgements) !== 'allowed') return undefined;
  if (use.grants.length === 0) {
    return unknown(
      "The key policy lets the file system's role decrypt already: the denial of step 5 cannot be shown.",
    );
  }
  const ids = use.grants.map(({ GrantId }) => GrantId ?? '').join(', ');
  return unknown(
    `Step 6 has been reached: the role has a grant already (${ids}), so the denial of step 5 cannot be shown any more.`,
    evidenceOf(on, { account: 'key', action: 'kms:ListGrants', title: 'Grants' }, use.grants.map(shownGrant)),
  );
}

/** Why a read works that should not. */
async function whyItWorks(
  on: Verification,
  bucket: ResolvedBucket,
  { objectKey, path }: ReadPlace,
  keyArn: string,
): Promise<string> {
  const head = await headObject(on, bucket, objectKey);
  const works = `cat prints ${path}, though no grant lets the file system's role decrypt with ${keyArn}.`;
  if (head.status !== 'answered') return works;
  const { algorithm, key } = head.answer;
  return key === keyArn
    ? `${works} A grant that was revoked a moment ago may still count.`
    : `${works} The object is encrypted with ${key ?? algorithm ?? "S3's own keys"}: this read does not need the key. Prove steps 3 and 4.`;
}

const DELIVERY = 'CloudTrail delivers in about 5 minutes on average.';

async function denialCheck(
  on: Verification,
  wanted: WantedDenial | undefined,
  say: (message: string) => void,
): Promise<Outcome> {
  if (!wanted) return unknown('No read has failed in this proof: there is nothing to look for.');
  const ended = await poll(on, { limitMs: on.limits.trailMs, say }, async (): Promise<Look<Outcome>> => {
    const asked = await deniedCalls(on, 'fileSystem', wanted);
    if (asked.status !== 'answered') return { status: 'done', end: unanswered(on, asked) };
    const [event] = asked.answer.toReversed();
    return event ? { status: 'done', end: denialOf(on, event) } : { status: 'waiting', why: DELIVERY };
  });
  if (ended.status === 'done') return ended.end;
  if (ended.status === 'cancelled') return unknown('It was interrupted before the event was seen.');
  return unknown(
    `No refused Decrypt of ${wanted.sessionArn} within ${duration(ended.waitedMs)}. ${DELIVERY} Verify again later; where none comes at all, S3 refused the read before KMS was asked (prove step 1).`,
  );
}

/** A Deny refuses with a grant too: then this is not the failure that step 6 ends. */
function denialOf(on: Verification, event: TrailEvent): Outcome {
  const evidence = evidenceOf(
    on,
    { account: 'fileSystem', action: 'cloudtrail:LookupEvents', title: `CloudTrail event ${event.id}` },
    event.raw,
  );
  const said = event.errorMessage ?? event.errorCode ?? '';
  const { denial } = event;
  if (denial?.status === 'denied' && denial.explicit === true) {
    return failed(`A Deny refuses, and a grant does not help against it: "${said}"`, evidence);
  }
  return passed(`${event.time}: "${said}"`, evidence);
}

async function silenceCheck(on: Verification, wanted: WantedDenial | undefined): Promise<Outcome> {
  if (!wanted)
    return unknown("Account A's event has not been seen: that account C has none says nothing yet.");
  const asked = await deniedCalls(on, 'key', wanted);
  if (asked.status !== 'answered') return unanswered(on, asked);
  const [event] = asked.answer;
  const question = { account: 'key', action: 'cloudtrail:LookupEvents' } as const;
  if (!event) {
    return passed(
      "Account C has no such event: KMS tells a refused call to the caller's account alone.",
      evidenceOf(on, { ...question, title: 'Decrypt, AccessDenied' }, 'no events'),
    );
  }
  return failed(
    'Account C has such an event too, which AWS does not document.',
    evidenceOf(on, { ...question, title: `CloudTrail event ${event.id}` }, event.raw),
  );
}
