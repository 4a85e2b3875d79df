import { bucketTargetOf, ownBucket, type BucketTarget } from '../../model/bucket';
import { bucketLinks, linksOf } from '../../model/bucket-link';
import { given } from '../../model/configuration';
import type { Model } from '../../model/model';
import type { Located } from '../../syntax/project';
import type { Value } from '../../syntax/value';
import { replaceValue } from '../edits';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Rule } from '../rule';

/** FSx does not offer to pay for its requests. */
export const rule: Rule = {
  meta: {
    id: 's3-requester-pays',
    severity: 'warning',
    title: 'A bucket that a file system is linked to has Requester Pays',
    why: 'With Requester Pays, S3 refuses every request that does not say that the caller pays. FSx does not say so: the association fails when it is created, or can no longer read.',
    fix: 'Set the payer to `BucketOwner`.',
    sources: [
      'S3 User Guide, "Using Requester Pays buckets" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html)',
      'AWS ParallelCluster, issue 901 (https://github.com/aws/aws-parallelcluster/issues/901)',
    ],
  },
  *check(model) {
    const links = bucketLinks(model);
    if (links.length === 0) return;
    for (const { located, payer, bucket } of payers(model)) {
      if (payer?.kind !== 'string' || payer.text !== 'Requester') continue;
      const [link] = linksOf(bucket, links);
      if (!link) continue;
      yield findingAt(
        located.file,
        payer,
        'A file system is linked to this bucket, and with "Requester" S3 refuses its requests: FSx does not offer to pay. Write "BucketOwner".',
        {
          related: [relatedTo(link.located, 'The link')],
          fixes: replaceValue(located.file, payer, 'BucketOwner', { safe: false }),
        },
      );
    }
  },
};

interface Payer {
  readonly located: Located;
  readonly payer: Value | undefined;
  readonly bucket: BucketTarget | undefined;
}

function payers(model: Model): Payer[] {
  const own = model.resources('aws_s3_bucket_request_payment_configuration').map((located) => ({
    located,
    payer: given(located.resource.body, 'payer'),
    bucket: bucketTargetOf(given(located.resource.body, 'bucket'), located, model),
  }));
  const older = model.resources('aws_s3_bucket').map((located) => ({
    located,
    payer: given(located.resource.body, 'request_payer'),
    bucket: ownBucket(located),
  }));
  return [...own, ...older];
}
