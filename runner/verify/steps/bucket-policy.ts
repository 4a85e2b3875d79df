/** Step 1: the bucket's policy gives the file system's role what it needs. */
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import type { ResolvedBucket } from '../../../core/deployment/resolve';
import { ask } from '../ask';
import { decisionOf, judgeBucketPolicy, whyNot, type RoleAction } from '../judge';
import { distinctBucketsOf, fileSystemRoleOf, testObjectOf } from '../subjects';
import { unanswered } from '../unanswered';
import {
  evidenceOf,
  failed,
  inLines,
  passed,
  take,
  takeAll,
  unknown,
  type Outcome,
  type ProveStep,
  type Verification,
} from '../verification';

export const proveBucketPolicy: ProveStep = (on) =>
  takeAll(
    distinctBucketsOf(on).map((bucket) => () => {
      const title = `The policy of ${bucket.bucketName} lets account A's role list, read and write`;
      return take(on, { id: `policy-${bucket.name}`, account: 'bucket', title }, () =>
        policyCheck(on, bucket),
      );
    }),
  );

async function policyCheck(on: Verification, bucket: ResolvedBucket): Promise<Outcome> {
  const question = { account: 'bucket', action: 's3:GetBucketPolicy', resource: bucket.arn } as const;
  const asked = await ask(on, question, ({ s3 }, options) =>
    s3.send(new GetBucketPolicyCommand({ Bucket: bucket.bucketName }), options),
  );
  if (asked.status === 'missing' && asked.code === 'NoSuchBucketPolicy') {
    return failed(
      `${bucket.bucketName} has no policy: the role of account A is refused, as the bucket is in another account. Deploy step 1.`,
    );
  }
  if (asked.status === 'missing') return failed(`There is no bucket ${bucket.bucketName}. Deploy step 1.`);
  if (asked.status !== 'answered') return unanswered(on, asked);
  const text = asked.answer.Policy ?? '';
  const evidence = evidenceOf(on, { ...question, title: `Policy of ${bucket.bucketName}` }, inLines(text));
  const actions: RoleAction[] = ['s3:ListBucket', 's3:GetObject', 's3:PutObject'];
  // FSx makes the bucket's event notification, as the role.
  if (bucket.associate && bucket.autoImport.length > 0) actions.push('s3:PutBucketNotification');
  const judged = judgeBucketPolicy(on, bucket, {
    policy: text,
    objectKey: testObjectOf(on, bucket).key,
    actions,
  });
  const decision = decisionOf(judged);
  const role = fileSystemRoleOf(on);
  const who =
    role.fileSystemId === undefined
      ? `the role of a file system of account A`
      : `the role of ${role.fileSystemId}`;
  const said = (wanted: typeof decision) =>
    judged.filter((one) => one.decision === wanted).map(({ action }) => action);
  switch (decision) {
    case 'allowed':
      return passed(`${capital(who)} is allowed ${said('allowed').join(', ')}.`, evidence);
    case 'denied':
      return failed(
        `${capital(who)} is denied ${said('denied').join(', ')}. ${whyNot(judged, 'denied')}`,
        evidence,
      );
    case 'unknown':
      return unknown(
        `Whether ${who} is allowed ${said('unknown').join(', ')} depends on what is not seen here. ${whyNot(judged, 'unknown')}`,
        evidence,
      );
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
