import type { GreenNode } from './green';
import type { SyntaxNode } from './tree';

/** A stretch of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A replacement of one stretch of a text, before and after. */
export interface Replacement {
  readonly before: Stretch;
  readonly after: Stretch;
}

/** Where two readings of a text differ. Outside of the two stretches the trees are the same, node by node. */
export interface TreeDifference extends Replacement {
  /** The nodes that hold it, outermost first: each as it was, and as it is. */
  readonly around: readonly (readonly [before: SyntaxNode, after: SyntaxNode])[];
}

/**
 * Compares the trees of a text before and after an edit. Most of what is the same is one and the same green node,
 * so that hardly more than the way down to the difference is looked at.
 * @param edit what was replaced in the text: there may be more than the tree shows, such as commas
 * @returns undefined when nothing that stands behind the difference could be told from what stands before it
 */
export function differenceOf(
  before: SyntaxNode,
  after: SyntaxNode,
  edit: Replacement,
): TreeDifference | undefined {
  if (before.start !== after.start) return undefined;
  const around: (readonly [SyntaxNode, SyntaxNode])[] = [];
  let [old, now] = [before, after];
  for (;;) {
    around.push([old, now]);
    const first = sameAtStart(old, now, edit.before.start);
    const last = sameAtEnd(old, now, edit.before.end, first);
    const [oldInner, nowInner] = [old.childAt(first), now.childAt(first)];
    const isOne =
      first + last + 1 === old.green.children.length && first + last + 1 === now.green.children.length;
    if (isOne && oldInner && nowInner && haveOnePlace(old, oldInner, now, nowInner)) {
      [old, now] = [oldInner, nowInner];
      continue;
    }
    const start = Math.min(edit.before.start, edgeBefore(old, first));
    const oldEnd = Math.max(edit.before.end, edgeBehind(old, last));
    const nowEnd = Math.max(edit.after.end, edgeBehind(now, last));
    // Of two things that touch each other where nothing was, one ends there and the other begins there.
    return start === oldEnd
      ? undefined
      : { around, before: { start, end: oldEnd }, after: { start, end: nowEnd } };
  }
}

/** How many children from the first one on are the same, in the same places. @param end where the edit begins */
function sameAtStart(old: SyntaxNode, now: SyntaxNode, end: number): number {
  const [a, b] = [old.green.children, now.green.children];
  const most = Math.min(a.length, b.length);
  let count = 0;
  for (; count < most; count++) {
    const [child, other] = [a[count], b[count]];
    if (!child || !other || old.start + child.offset + child.node.length > end) break;
    if (child.offset !== other.offset || !isSameChild(child, other)) break;
  }
  return count;
}

/** How many children up to the last one are the same, as far from the end. @param start where the edit ends */
function sameAtEnd(old: SyntaxNode, now: SyntaxNode, start: number, first: number): number {
  const [a, b] = [old.green.children, now.green.children];
  const most = Math.min(a.length, b.length) - first;
  let count = 0;
  for (; count < most; count++) {
    const [child, other] = [a[a.length - 1 - count], b[b.length - 1 - count]];
    if (!child || !other || old.start + child.offset < start) break;
    if (old.green.length - child.offset !== now.green.length - other.offset) break;
    if (!isSameChild(child, other)) break;
  }
  return count;
}

/** Whether two children are alike to the last node. Their texts are, where neither is in the edit. */
function isSameChild(a: GreenNode['children'][number], b: GreenNode['children'][number]): boolean {
  return a.field === b.field && isSameNode(a.node, b.node);
}

/** Most nodes are one and the same; of those that are not kept from one reading to the next only few are large. */
function isSameNode(a: GreenNode, b: GreenNode): boolean {
  if (a === b) return true;
  return (
    a.type === b.type &&
    a.length === b.length &&
    a.hasError === b.hasError &&
    a.children.length === b.children.length &&
    a.children.every((child, index) => {
      const other = b.children[index];
      return other !== undefined && child.offset === other.offset && isSameChild(child, other);
    })
  );
}

/** Whether two children are one thing in which something changed, and nothing did between it and its neighbours. */
function haveOnePlace(old: SyntaxNode, oldInner: SyntaxNode, now: SyntaxNode, nowInner: SyntaxNode): boolean {
  return (
    oldInner.type === nowInner.type &&
    oldInner.field === nowInner.field &&
    oldInner.start === nowInner.start &&
    old.end - oldInner.end === now.end - nowInner.end
  );
}

/** Where the children that are the same at the start end. */
function edgeBefore(node: SyntaxNode, first: number): number {
  const child = first > 0 ? node.green.children[first - 1] : undefined;
  return child ? node.start + child.offset + child.node.length : node.start;
}

/** Where the children that are the same at the end begin. */
function edgeBehind(node: SyntaxNode, last: number): number {
  const child = last > 0 ? node.green.children[node.green.children.length - last] : undefined;
  return child ? node.start + child.offset : node.end;
}

/** Whether a stretch has nothing to do with a replacement, so that it is as it was. */
export function isOutside({ start, end }: Stretch, replaced: Stretch): boolean {
  return end <= replaced.start || start >= replaced.end;
}
