import { ok } from '../../../gateway/outcome';
import type { OperationTable } from '../../service';
import { list, required, text } from '../../shape';
import type { KmsGround } from '../ground';
import { LIMIT, MARKER, TAGS } from '../members';
import { KEY_ID, onKey } from '../on-key';
import { pageOf } from '../page';
import { tagProblem, tagRecord } from '../tags';

/** Tags of keys. Source: KMS API Reference, TagResource, UntagResource, ListResourceTags. */
export function tagOperations(ground: KmsGround): OperationTable {
  const { store } = ground;
  return {
    TagResource: onKey(ground, {
      shape: { KeyId: KEY_ID, Tags: required(TAGS) },
      context: ({ Tags: tags }) => ({
        ...Object.fromEntries(
          tags.map(({ TagKey: key, TagValue: value }) => [`aws:RequestTag/${key}`, value]),
        ),
        'aws:TagKeys': tags.map(({ TagKey: key }) => key),
      }),
      works: 'unless-pending-deletion',
      check: ({ Tags: tags }, key) => tagProblem(tags, key.tags),
      run: async ({ key, input }) => {
        await store.change(() => {
          key.tags = { ...key.tags, ...tagRecord(input.Tags) };
        });
        return ok();
      },
    }),
    UntagResource: onKey(ground, {
      shape: { KeyId: KEY_ID, TagKeys: required(list(text({ min: 1, max: 128 }))) },
      context: ({ TagKeys: names }) => ({ 'aws:TagKeys': names }),
      works: 'unless-pending-deletion',
      run: async ({ key, input }) => {
        await store.change(() => {
          const kept = Object.entries(key.tags).filter(([name]) => !input.TagKeys.includes(name));
          key.tags = Object.fromEntries(kept);
        });
        return ok();
      },
    }),
    ListResourceTags: onKey(ground, {
      shape: { KeyId: KEY_ID, Limit: LIMIT, Marker: MARKER },
      works: 'always',
      run: ({ key, input }) => {
        const page = pageOf(Object.entries(key.tags), { limit: input.Limit, marker: input.Marker });
        if (page.status === 'error') return page;
        return ok({
          Tags: page.items.map(([name, value]) => ({ TagKey: name, TagValue: value })),
          ...page.rest,
        });
      },
    }),
  };
}
