/** Step 4: the object is encrypted with the key, the file system is linked and mounted, and the file is listed. */
import type { ResolvedBucket } from '../../../core/deployment/resolve';
import type { Check, Evidence } from '../../../core/journey/proof';
import { associationCheck, fileSystemCheck } from '../availability';
import { clientCheck } from '../client-online';
import { encryptionProblem, headObject } from '../object-head';
import { duration, poll, type Look } from '../poll';
import { notRun, readPlaceOf } from '../read-place';
import { quoted, runOnClient } from '../run-on-client';
import { keyArnOf, notDeployed, testObjectOf } from '../subjects';
import { unanswered } from '../unanswered';
import {
  evidenceOf,
  failed,
  passed,
  take,
  takeAll,
  unknown,
  type Outcome,
  type ProveStep,
  type Verification,
} from '../verification';

export const proveUploadAndMount: ProveStep = (on) =>
  takeAll([
    ...on.deployment.buckets.map((bucket) => () => objectCheck(on, bucket)),
    () => fileSystemCheck(on),
    ...on.deployment.buckets.map((bucket) => () => associationCheck(on, bucket)),
    () => clientCheck(on),
    ...on.deployment.buckets.map((bucket) => () => listCheck(on, bucket)),
  ]);

function objectCheck(on: Verification, bucket: ResolvedBucket): Promise<Check> {
  const { key, isOurs } = testObjectOf(on, bucket);
  const uri = `s3://${bucket.bucketName}/${key}`;
  const title = `HeadObject: ${uri} is encrypted with the key`;
  return take(on, { id: `object-${bucket.name}`, account: 'bucket', title }, async () => {
    const keyArn = keyArnOf(on, bucket.key);
    if (keyArn === undefined) return unknown(notDeployed('key', `key_arn_${bucket.key}`));
    const asked = await headObject(on, bucket, key);
    if (asked.status === 'missing') {
      return isOurs
        ? failed(`${uri} is not there. Deploy step 4.`)
        : unknown(
            `${uri} is not there; the stacks upload nothing into an existing bucket. Upload it in account B: \`aws s3 cp test.txt ${uri}\`.`,
          );
    }
    if (asked.status !== 'answered') return unanswered(on, asked);
    const evidence = evidenceOf(on, { account: 'bucket', action: 's3:HeadObject', title: uri }, asked.answer);
    const problem = encryptionProblem(asked.answer, keyArn);
    return problem === undefined
      ? passed(`${asked.answer.algorithm ?? ''} with ${keyArn}.`, evidence)
      : failed(
          `${uri} is ${problem}. An object keeps the encryption it was written with: set the default encryption (step 3), then upload it again.`,
          evidence,
        );
  });
}

function listCheck(on: Verification, bucket: ResolvedBucket): Promise<Check> {
  const title = `ls on the client lists ${testObjectOf(on, bucket).key}`;
  return take(on, { id: `list-${bucket.name}`, account: 'fileSystem', title }, async (say) => {
    const place = await readPlaceOf(on, bucket, (path) => [`ls -l ${path}`]);
    if (place.status === 'unknown') return place.outcome;
    const { instanceId, path } = place;
    let last: Evidence[] = [];
    const ended = await poll(on, { limitMs: on.limits.clientMs, say }, async (): Promise<Look<Outcome>> => {
      const run = await runOnClient(on, { instanceId, line: `ls -l ${quoted(path)}` });
      if (run.status !== 'ran') return { status: 'done', end: notRun(on, run) };
      last = [run.evidence];
      return run.exitCode === 0
        ? {
            status: 'done',
            end: passed(`${path} is listed: metadata is imported without the key.`, run.evidence),
          }
        : {
            status: 'waiting',
            why: `${path} does not show yet: the client is still mounting, or FSx importing.`,
          };
    });
    if (ended.status === 'done') return ended.end;
    if (ended.status === 'cancelled') return unknown('It was interrupted before this was seen.', ...last);
    const mount = on.outputs.fileSystem?.['mount_command'];
    const advice = mount === undefined ? '' : ` Is it mounted? \`${mount}\`.`;
    return failed(
      `${path} did not show within ${duration(ended.waitedMs)}.${advice} An association without batch import shows nothing of what was in the bucket before.`,
      ...last,
    );
  });
}
