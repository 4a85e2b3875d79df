import { regionOf } from '../../model/accounts';
import { isSameBucket, ownBucket } from '../../model/bucket';
import { bucketLinks, type BucketLink } from '../../model/bucket-link';
import type { Located } from '../../syntax/project';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Rule } from '../rule';

/** Automatic import needs the bucket in the Region of the file system; export does not. */
export const rule: Rule = {
  meta: {
    id: 's3-auto-import-region',
    severity: 'error',
    title: 'Automatic import from a bucket of another Region',
    why: 'FSx learns of new objects by notifications that do not leave a Region. An association with automatic import and a bucket of another Region cannot be created; with automatic export alone it can.',
    fix: 'Put the bucket into the Region of the file system, or leave the import policy out and import with data repository tasks.',
    sources: [
      'FSx for Lustre User Guide, "Automatically import updates from your S3 bucket" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/autoimport-data-repo-dra.html)',
    ],
  },
  *check(model) {
    const links = bucketLinks(model).filter(({ autoImport }) => autoImport);
    if (links.length === 0) return;
    const buckets = model.resources('aws_s3_bucket');
    for (const link of links) {
      const bucket = bucketOf(link, buckets);
      const here = regionOf(link.fileSystem ?? link.located, model);
      if (!bucket) continue;
      const there = regionOf(bucket, model);
      if (here === undefined || there === undefined || here === there) continue;
      const message = `The bucket is in "${there}" and the file system in "${here}": automatic import works within one Region only, and FSx refuses the link. Use a bucket of "${here}", or leave automatic import out.`;
      yield findingAt(link.located.file, link.path, message, { related: [relatedTo(bucket, 'The bucket')] });
    }
  },
};

function bucketOf({ bucket }: BucketLink, buckets: readonly Located[]): Located | undefined {
  return bucket.resource ?? buckets.find((candidate) => isSameBucket(ownBucket(candidate), bucket));
}
