import { DELETION_WINDOW_DAYS } from '../../facts/kms';
import { bucketEncryptions } from '../../model/bucket';
import { bucketLinks, linksOf } from '../../model/bucket-link';
import { given } from '../../model/configuration';
import { keyTargetOf } from '../../model/key-target';
import type { Model } from '../../model/model';
import { numberOf, settingOf } from '../../model/setting';
import { blocksOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { replaceValue } from '../edits';
import { findingAt } from '../finding';
import type { Rule } from '../rule';

const { max } = DELETION_WINDOW_DAYS;

/** Once a key is deleted, what it encrypted cannot be read again. */
export const rule: Rule = {
  meta: {
    id: 'kms-key-early-deletion',
    severity: 'note',
    title: 'The key of a linked bucket can be gone before anybody notices',
    why: 'While a key waits for its deletion, reads from S3 fail, but what the file system has loaded is still there: the failure shows late. After the window the key is gone, and with it every object that it encrypted.',
    fix: `Use the longest window, ${max} days, or set \`prevent_destroy\` in the key's \`lifecycle\`.`,
    sources: [
      'KMS Developer Guide, "Deleting AWS KMS keys" (https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html)',
    ],
  },
  *check(model) {
    for (const key of keysOfLinkedBuckets(model)) {
      const window = settingOf(key, 'deletion_window_in_days', model);
      const days = numberOf(window);
      if (window.status !== 'given' || days === undefined || days >= max || isProtected(key)) continue;
      const message = `The key encrypts a bucket that a file system is linked to, and would be gone ${days} days after "destroy": what it encrypted can then never be read again. Use ${max} days, or prevent_destroy.`;
      yield findingAt(key.file, window.value, message, {
        fixes: replaceValue(key.file, window.value, String(max), { safe: false }),
      });
    }
  },
};

function keysOfLinkedBuckets(model: Model): Set<Located> {
  const links = bucketLinks(model);
  const keys = new Map<unknown, Located>();
  if (links.length === 0) return new Set();
  for (const { bucket, key, located } of bucketEncryptions(model)) {
    if (linksOf(bucket, links).length === 0) continue;
    const resource = keyTargetOf(key, located, model)?.resource;
    if (resource) keys.set(resource.resource, resource);
  }
  return new Set(keys.values());
}

function isProtected({ resource }: Located): boolean {
  return blocksOf(resource.body, 'lifecycle').blocks.some((block) => {
    const setting = given(block, 'prevent_destroy');
    return setting?.kind === 'boolean' && setting.value;
  });
}
