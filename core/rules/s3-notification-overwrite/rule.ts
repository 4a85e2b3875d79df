import { bucketTargetOf } from '../../model/bucket';
import { bucketLinks, linksOf } from '../../model/bucket-link';
import { given } from '../../model/configuration';
import { blocksOf, findEntry, itemsOf, textOf } from '../../syntax/inspect';
import type { ObjectValue } from '../../syntax/value';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Rule } from '../rule';

const BLOCKS = ['topic', 'queue', 'lambda_function'] as const;

/** `aws_s3_bucket_notification` is the whole notification configuration of a bucket, FSx's part included. */
export const rule: Rule = {
  meta: {
    id: 's3-notification-overwrite',
    severity: 'warning',
    title: "A bucket's notifications are managed by Terraform, and FSx imports from it automatically",
    why: 'For automatic import FSx puts an event notification with the name `FSx` on the bucket. `aws_s3_bucket_notification` is all notifications of a bucket: what it does not list, it removes. The association becomes `MISCONFIGURED`, and new objects no longer appear in the file system.',
    fix: 'Send events to EventBridge (`eventbridge = true` and nothing else), or import the configuration with the `FSx` topic into the resource, or set `lifecycle { ignore_changes = [topic] }`.',
    sources: [
      'FSx for Lustre User Guide, "Troubleshooting a misconfigured linked S3 bucket" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/troubleshooting-misconfigured-data-repository.html)',
      'Terraform AWS provider, issue 28945 (https://github.com/hashicorp/terraform-provider-aws/issues/28945)',
    ],
  },
  *check(model) {
    const links = bucketLinks(model).filter(({ autoImport }) => autoImport);
    if (links.length === 0) return;
    for (const located of model.resources('aws_s3_bucket_notification')) {
      const { body, head } = located.resource;
      const value = given(body, 'bucket');
      const [link] = linksOf(bucketTargetOf(value, located, model), links);
      if (!link || leavesFsxAlone(body)) continue;
      const message =
        'This resource is the whole notification configuration of the bucket and removes the one that FSx made for automatic import: new objects then no longer appear in the file system. Use EventBridge, or keep the "FSx" topic with ignore_changes.';
      const finding = { related: [relatedTo(link.located, 'The automatic import')] };
      yield value
        ? findingAt(located.file, value, message, finding)
        : { file: located.file, range: head, message, ...finding };
    }
  },
};

/** Only EventBridge, the `FSx` topic itself, or changes that are ignored. */
function leavesFsxAlone(body: ObjectValue): boolean {
  const isEventBridgeOnly =
    body.complete && !BLOCKS.some((name) => findEntry(body, name) && itemsOf(given(body, name)).length > 0);
  if (isEventBridgeOnly) return true;
  const topics = blocksOf(body, 'topic');
  if (!topics.complete || topics.blocks.some((topic) => textOf(given(topic, 'id')) === 'FSx')) return true;
  return blocksOf(body, 'lifecycle').blocks.some((block) => findEntry(block, 'ignore_changes') !== undefined);
}
