/** Step 7: a new file is exported, encrypted with the key, released, and read back. */
import { randomBytes } from 'node:crypto';
import type { ResolvedBucket } from '../../../core/deployment/resolve';
import { isExported, readHsmActions } from '../../../core/evidence/lfs-output';
import type { Check, Evidence } from '../../../core/journey/proof';
import { directoryOnClient, hsmStateOf, releaseContent } from '../client-files';
import { findLink } from '../file-system';
import { encryptionProblem, headObject } from '../object-head';
import { duration, poll, type Look } from '../poll';
import { byHand, notRun } from '../read-place';
import { quoted, runOnClient, type CommandRun } from '../run-on-client';
import { silentFailure } from '../silent-failure';
import { clientOf, keyArnOf, notDeployed } from '../subjects';
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

export const proveExport: ProveStep = async (on) => {
  const checks: Check[] = [];
  for (const bucket of on.deployment.buckets) checks.push(...(await proveBucket(on, bucket)));
  return checks;
};

/** The file that this proof makes. */
interface NewFile {
  instanceId: string;
  path: string;
  objectKey: string;
  content: string;
  keyArn: string;
}

async function proveBucket(on: Verification, bucket: ResolvedBucket): Promise<Check[]> {
  let made: NewFile | undefined;
  const archived = await take(
    on,
    {
      id: `archived-${bucket.name}`,
      account: 'fileSystem',
      title: 'hsm_archive, then hsm_state has archived (0x8) and not dirty (0x2)',
    },
    async (say) => {
      const file = await newFileOf(on, bucket);
      if (file.status === 'unknown') return file.outcome;
      const outcome = await archiveCheck(on, bucket, file.file, say);
      if (outcome.status === 'passed') made = file.file;
      return outcome;
    },
  );
  const object = await take(
    on,
    {
      id: `exported-object-${bucket.name}`,
      account: 'bucket',
      title: 'HeadObject: it is in S3, with the key',
    },
    () => objectCheck(on, bucket, made),
  );
  const back = await take(
    on,
    { id: `read-back-${bucket.name}`, account: 'fileSystem', title: 'hsm_release, then cat prints the same' },
    () => readBackCheck(on, made),
  );
  return [archived, object, back];
}

async function newFileOf(
  on: Verification,
  bucket: ResolvedBucket,
): Promise<{ status: 'known'; file: NewFile } | { status: 'unknown'; outcome: Outcome }> {
  const stop = (outcome: Outcome) => ({ status: 'unknown', outcome }) as const;
  const keyArn = keyArnOf(on, bucket.key);
  if (keyArn === undefined) return stop(unknown(notDeployed('key', `key_arn_${bucket.key}`)));
  const link = await findLink(on, bucket);
  if (link.status === 'absent') return stop(unknown(link.why));
  if (link.status !== 'answered') return stop(unanswered(on, link));
  const { folder, exportPrefix } = link.answer;
  const name = `fsx-lustre-kms-${on.now().getTime().toString(36)}-${randomBytes(4).toString('hex')}.txt`;
  const path = `${directoryOnClient(on.deployment.client.mountPath, folder)}/${name}`;
  const client = clientOf(on);
  if (client.status === 'none') {
    const file = quoted(path);
    const commands = [
      `echo exported > ${file}`,
      `sudo lfs hsm_archive ${file}`,
      `sudo lfs hsm_state ${file}`,
    ];
    return stop(unknown(`${client.why} ${byHand(commands)}`));
  }
  const file = {
    instanceId: client.instanceId,
    path,
    objectKey: `${exportPrefix}${name}`,
    content: `Exported by step 7 as ${name}\n`,
    keyArn,
  };
  return { status: 'known', file };
}

async function archiveCheck(
  on: Verification,
  bucket: ResolvedBucket,
  file: NewFile,
  say: (message: string) => void,
): Promise<Outcome> {
  const { instanceId, path, content } = file;
  const made = await runOnClient(on, {
    instanceId,
    line: `echo ${quoted(content.trimEnd())} > ${quoted(path)}`,
  });
  if (made.status !== 'ran') return notRun(on, made);
  if (made.exitCode !== 0)
    return failed(`The file cannot be made: "${firstLine(made.stderr)}".`, made.evidence);
  const outcome = await exportOf(on, { bucket, file, made, say });
  return { ...outcome, leaves: { kind: 'file', path, instanceId } };
}

/** What is to be exported, and what made it. */
interface MadeFile {
  bucket: ResolvedBucket;
  file: NewFile;
  made: Pick<CommandRun, 'evidence' | 'requestedAt'>;
  say: (message: string) => void;
}

/** hsm_archive, and a look at what comes of it. */
async function exportOf(on: Verification, { bucket, file, made, say }: MadeFile): Promise<Outcome> {
  const { instanceId, path } = file;
  const asked = await runOnClient(on, { instanceId, line: `sudo lfs hsm_archive ${quoted(path)}` });
  if (asked.status !== 'ran') return notRun(on, asked);
  const begun = [made.evidence, asked.evidence];
  if (asked.exitCode !== 0) return failed(`hsm_archive is refused: "${firstLine(asked.stderr)}".`, ...begun);
  let last: Evidence[] = [];
  const ended = await poll(on, { limitMs: on.limits.exportMs, say }, async (): Promise<Look<Outcome>> => {
    const state = await hsmStateOf(on, instanceId, path);
    if (state.status === 'unreadable')
      return { status: 'done', end: failed(state.why, ...begun, state.evidence) };
    if (state.status !== 'known') return { status: 'done', end: notRun(on, state) };
    last = [state.evidence];
    if (isExported(state.state)) {
      const message = `${path} is archived and not dirty (0x${state.state.flags.toString(16)}).`;
      return { status: 'done', end: passed(message, ...begun, state.evidence) };
    }
    const silent = await silentFailure(on, bucket, file, made.requestedAt);
    if (silent)
      return { status: 'done', end: { ...silent, evidence: [...begun, ...last, ...silent.evidence] } };
    return { status: 'waiting', why: `${path} is not archived yet; hsm_archive ends with 0 either way.` };
  });
  if (ended.status === 'done') return ended.end;
  if (ended.status === 'cancelled')
    return unknown('It was interrupted before the export was seen.', ...begun, ...last);
  return notArchived(on, file, ended.waitedMs, [...begun, ...last]);
}

/** Neither archived nor refused: what Lustre is doing decides whether it may still come. */
async function notArchived(
  on: Verification,
  { instanceId, path }: NewFile,
  waitedMs: number,
  evidence: Evidence[],
): Promise<Outcome> {
  const run = await runOnClient(on, { instanceId, line: `sudo lfs hsm_action ${quoted(path)}` });
  if (run.status !== 'ran') return notRun(on, run);
  const action = readHsmActions(run.stdout).files.find((file) => file.path === path);
  const seen = [...evidence, run.evidence];
  const after = `${path} is not archived after ${duration(waitedMs)}`;
  if (action && action.action !== 'NOOP')
    return unknown(`${after}; ${action.action} is still going on.`, ...seen);
  return failed(
    `${after}, and nothing is being done (NOOP). Neither the file system's log nor CloudTrail in account A, as far as they may be read, says why.`,
    ...seen,
  );
}

async function objectCheck(
  on: Verification,
  bucket: ResolvedBucket,
  made: NewFile | undefined,
): Promise<Outcome> {
  if (!made) return unknown('No file has been exported in this proof.');
  const asked = await headObject(on, bucket, made.objectKey);
  const uri = `s3://${bucket.bucketName}/${made.objectKey}`;
  if (asked.status === 'missing') return failed(`${uri} is not there, though Lustre says archived.`);
  if (asked.status !== 'answered') return unanswered(on, asked);
  const evidence = evidenceOf(on, { account: 'bucket', action: 's3:HeadObject', title: uri }, asked.answer);
  const problem = encryptionProblem(asked.answer, made.keyArn);
  const outcome =
    problem === undefined
      ? passed(`${uri} is encrypted with ${made.keyArn}.`, evidence)
      : failed(`${uri} is ${problem}. FSx follows the bucket's default encryption: prove step 3.`, evidence);
  return { ...outcome, leaves: { kind: 'object', uri } };
}

async function readBackCheck(on: Verification, made: NewFile | undefined): Promise<Outcome> {
  if (!made) return unknown('No file has been exported in this proof.');
  const { instanceId, path, content } = made;
  const released = await releaseContent(on, instanceId, path);
  if (released.status === 'kept') return failed(`It is not released: ${released.why}.`, ...released.evidence);
  if (released.status !== 'released') return notRun(on, released);
  const run = await runOnClient(on, { instanceId, line: `cat ${quoted(path)}` });
  if (run.status !== 'ran') return notRun(on, run);
  const evidence = [...released.evidence, run.evidence];
  if (run.exitCode !== 0) return failed(`cat fails: "${firstLine(run.stderr)}".`, ...evidence);
  return run.stdout === content
    ? passed(`${path} was released, and cat prints what was written: it came back from S3.`, ...evidence)
    : failed('cat prints something else than what was written.', ...evidence);
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
