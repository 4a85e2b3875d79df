/** Step 3: what is written to the bucket is encrypted with the key. */
import { distinctBucketsOf, keyArnOf, notDeployed } from '../subjects';
import { bucketEncryption, encryptionProblem } from '../object-head';
import { unanswered } from '../unanswered';
import { evidenceOf, failed, passed, take, takeAll, unknown, type ProveStep } from '../verification';

export const proveDefaultEncryption: ProveStep = (on) =>
  takeAll(
    distinctBucketsOf(on).map((bucket) => () => {
      const title = `Default encryption of ${bucket.bucketName} is aws:kms with the full ARN of the key`;
      return take(on, { id: `encryption-${bucket.name}`, account: 'bucket', title }, async () => {
        const keyArn = keyArnOf(on, bucket.key);
        if (keyArn === undefined) return unknown(notDeployed('key', `key_arn_${bucket.key}`));
        const asked = await bucketEncryption(on, bucket);
        if (asked.status === 'missing')
          return failed(`There is no bucket ${bucket.bucketName}. Deploy step 1.`);
        if (asked.status !== 'answered') return unanswered(on, asked);
        const found = asked.answer;
        if (!found) return failed(`${bucket.bucketName} has no default encryption. Deploy step 3.`);
        const evidence = evidenceOf(
          on,
          { account: 'bucket', action: 's3:GetBucketEncryption', title: 'Default encryption' },
          found,
        );
        const problem = encryptionProblem(found, keyArn);
        if (problem !== undefined) {
          return failed(
            `What is written to ${bucket.bucketName} is ${problem}. It should be ${keyArn}.`,
            evidence,
          );
        }
        const keys = found.bucketKey
          ? "with S3 Bucket Keys: the encryption context is the bucket's ARN"
          : "without S3 Bucket Keys: the encryption context is each object's ARN";
        return passed(`${found.algorithm ?? ''} with ${keyArn}, ${keys}.`, evidence);
      });
    }),
  );
