import { associations, type Association } from '../../model/lustre-file-system';
import { blocksOf, entryOf, findEntry, itemsOf, textOf } from '../../syntax/inspect';
import { insertAfter, nameIn } from '../edits';
import { CREATE_ASSOCIATION_PAGE, findingOnHead, findingOnSetting } from '../lustre';
import type { Rule } from '../rule';

const NAME = 'batch_import_meta_data_on_create';

/** Without an import of metadata, an association shows nothing of the bucket. */
export const rule: Rule = {
  meta: {
    id: 'fsx-association-metadata',
    severity: 'note',
    title: 'An association imports nothing, neither when it is made nor later',
    why: 'FSx does not import the metadata of what is in the bucket unless it is told to: once, when the association is made, or by an import task; and for new objects by automatic import. Without either, `ls` shows an empty directory, and it looks like a denial.',
    fix: 'Write `batch_import_meta_data_on_create = true`, and an `auto_import_policy` with `NEW` for later objects.',
    sources: [CREATE_ASSOCIATION_PAGE],
  },
  *check(model) {
    for (const association of associations(model)) {
      const { file, resource } = association;
      const batch = association.setting(NAME);
      if (batch.status === 'unknown' || (batch.status === 'given' && batch.text !== 'false')) continue;
      if (movesByItself(association)) continue;
      const message = `This association imports nothing: ${nameIn(file, NAME)} is ${batch.status === 'given' ? 'false' : 'left out'}, and there is no automatic import of NEW objects. "ls" shows an empty directory until an import task runs. Write ${nameIn(file, NAME)} = true.`;
      const after = findEntry(resource.body, 'data_repository_path');
      yield batch.status === 'given'
        ? findingOnSetting(association, batch, message, {
            fixes: [
              {
                title: 'Replace by true',
                safe: false,
                edits: file.language === 'plan' ? [] : [{ file, range: batch.value.range, text: 'true' }],
              },
            ].filter(({ edits }) => edits.length > 0),
          })
        : findingOnHead(association, message, {
            fixes: after ? insertAfter(file, after, NAME, 'true', { safe: false }) : [],
          });
    }
  },
};

/** Whether new objects come by themselves, or the association is for exports; true where that is not known. */
function movesByItself({ resource }: Association): boolean {
  const s3 = blocksOf(resource.body, 's3');
  if (!s3.complete) return true;
  return s3.blocks.some((block) => {
    const imports = blocksOf(block, 'auto_import_policy');
    const exports = blocksOf(block, 'auto_export_policy');
    if (!imports.complete || !exports.complete || exports.blocks.length > 0) return true;
    return imports.blocks.some((policy) => {
      const events = entryOf(policy, 'events');
      const isWhole =
        policy.complete && (events === undefined || (events.kind === 'list' && events.complete));
      return !isWhole || itemsOf(events).some((event) => (textOf(event) ?? 'NEW') === 'NEW');
    });
  });
}
