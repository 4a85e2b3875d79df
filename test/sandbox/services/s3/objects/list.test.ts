import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pageOf } from '../../../../../sandbox/services/s3/objects/list';
import type { BucketRecord, StoredVersion } from '../../../../../sandbox/services/s3/state';

describe('pageOf', () => {
  const version = (key: string): StoredVersion => ({
    kind: 'object',
    id: 'null',
    modified: '2026-01-01T00:00:00.000Z',
    size: key.length,
    etag: '',
    headers: {},
    storageClass: 'STANDARD',
    encryption: { algorithm: 'AES256' },
    checksum: undefined,
    tags: [],
    content: [],
    isMultipart: false,
  });
  const bucketOf = (keys: readonly string[]): BucketRecord => ({
    name: 'b',
    account: '222222222222',
    region: 'us-east-1',
    created: '',
    versioning: undefined,
    policy: undefined,
    encryption: { algorithm: 'AES256' },
    publicAccessBlock: undefined,
    ownership: undefined,
    configurations: {},
    objects: Object.fromEntries(keys.map((key) => [`/${key}`, [version(key)]])),
    uploads: [],
  });
  const key = fc
    .array(fc.constantFrom('a', 'b', '/', 'é', '𐀀'), { minLength: 1, maxLength: 5 })
    .map((list) => list.join(''));

  it('shows each key or folder once, whatever the page', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { maxLength: 12 }),
        fc.constantFrom('', 'a', 'a/', '/'),
        fc.constantFrom('', '/', 'b'),
        fc.integer({ min: 1, max: 4 }),
        (keys, prefix, delimiter, size) => {
          const bucket = bucketOf(keys);
          const whole = pageOf(bucket, { prefix, delimiter, after: undefined, size: 1000 });
          const names = (page: typeof whole) => [
            ...page.objects.map((object) => object.key),
            ...page.prefixes,
          ];
          const found: string[] = [];
          let after: string | undefined;
          do {
            const page = pageOf(bucket, { prefix, delimiter, after, size });
            assert.ok(names(page).length <= size);
            found.push(...names(page));
            after = page.next;
          } while (after !== undefined);
          assert.deepEqual(found.toSorted(), names(whole).toSorted());
          const covered = keys.filter((name) => name.startsWith(prefix));
          const below = whole.prefixes.flatMap((folder) => covered.filter((name) => name.startsWith(folder)));
          assert.equal(whole.objects.length + below.length, covered.length);
        },
      ),
    );
  });
});
