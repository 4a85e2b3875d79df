/** What a plan changes, and where in its text each change stands. */
import { entryOf, itemsOf, textOf } from '../syntax/inspect';
import type { SourceFile } from '../syntax/source-file';
import type { Range, Value } from '../syntax/value';

/** `standing`: it is there before and after, the same. */
export type ChangeKind = 'created' | 'updated' | 'replaced' | 'read' | 'deleted' | 'standing';

export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly kind: ChangeKind;
  readonly range: Range;
  /** Where values stand that Terraform would not show. */
  readonly sensitive: readonly Range[];
  /** Those values themselves, where they are texts. */
  readonly secrets: readonly string[];
}

/** The resource changes of a plan, in its order. */
export function changesOf({ root }: SourceFile): PlannedChange[] {
  return itemsOf(entryOf(root, 'resource_changes')).map((item) => {
    const change = entryOf(item, 'change');
    const sensitive = sensitiveIn(entryOf(change, 'after'), entryOf(change, 'after_sensitive'));
    return {
      address: textOf(entryOf(item, 'address')) ?? '',
      type: textOf(entryOf(item, 'type')) ?? '',
      kind: kindOf(itemsOf(entryOf(change, 'actions')).map((action) => textOf(action) ?? '')),
      range: item.range,
      sensitive: sensitive.map(({ range }) => range),
      secrets: sensitive.flatMap((value) => textOf(value) ?? []),
    };
  });
}

/** The change that a place in the plan's text belongs to. */
export function changeAt(changes: readonly PlannedChange[], place: Range): PlannedChange | undefined {
  return changes.find(({ range }) => isInside(place, range));
}

export function isInside(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether what will be there afterwards comes from this plan. */
export function isChange({ kind }: PlannedChange): boolean {
  return kind === 'created' || kind === 'updated' || kind === 'replaced' || kind === 'read';
}

function kindOf(actions: readonly string[]): ChangeKind {
  const has = (action: string) => actions.includes(action);
  if (has('create')) return has('delete') || has('forget') ? 'replaced' : 'created';
  if (has('update')) return 'updated';
  if (has('read')) return 'read';
  return has('delete') || has('forget') ? 'deleted' : 'standing';
}

/** The parts of a value that are marked: `true` marks all that is below it. */
function sensitiveIn(value: Value | undefined, marks: Value | undefined): Value[] {
  if (value === undefined || marks === undefined) return [];
  if (marks.kind === 'boolean') return marks.value ? leavesOf(value) : [];
  if (marks.kind === 'object') {
    return marks.entries.flatMap(({ key, value: mark }) => sensitiveIn(entryOf(value, key.text), mark));
  }
  if (marks.kind !== 'list' || value.kind !== 'list') return [];
  return marks.items.flatMap((mark, index) => sensitiveIn(value.items[index], mark));
}

function leavesOf(value: Value): Value[] {
  if (value.kind === 'object') return value.entries.flatMap((entry) => leavesOf(entry.value));
  return value.kind === 'list' ? value.items.flatMap(leavesOf) : [value];
}
