import type { Tree, TreeCursor } from 'web-tree-sitter';

/**
 * What a parser found, without the parser's memory: nodes that know their length and their distance from
 * the node above, and nothing of where they stand. So an edit leaves all but a few of them as they are.
 */
export interface GreenNode {
  readonly type: string;
  readonly length: number;
  /** Named nodes, and those that have a field's name. */
  readonly children: readonly GreenChild[];
  /** True when a syntax error stands somewhere in it. */
  readonly hasError: boolean;
  /** Which of the grammar's marked types stand somewhere in it, itself included: a sum of their bits. */
  readonly holds: number;
}

interface GreenChild {
  readonly node: GreenNode;
  readonly field: string | null;
  readonly offset: number;
}

/** Green nodes by text: the same text reads the same. Keys are slices of the text, which cost next to nothing. */
export type GreenCache = Map<string, CachedNode>;

interface CachedNode {
  readonly node: GreenNode;
  /** Keys of the nodes directly in it that are kept too. */
  readonly inside: readonly string[];
}

/** Deeper than this a node is a leaf: what is there is unknown. */
const MAX_DEPTH = 400;
/** Shorter ones are read as quickly as they are looked up. */
const MIN_CACHED_LENGTH = 24;

/** Which nodes of a grammar are kept from one reading to the next, and which are never looked into. */
export interface TreeShape {
  /** The language's node types that are kept. */
  readonly cached: ReadonlySet<string>;
  readonly opaque: ReadonlySet<string>;
  /** A bit for each type that is looked for through the whole tree. */
  readonly marks: Readonly<Record<string, number>>;
}

/** The bit of comments, in every grammar. */
export const COMMENT_MARK = 1;

/** Takes a parser's tree over; nodes that `previous` has are taken from there, and put into `next`. */
export function greenTree(
  tree: Tree,
  text: string,
  shape: TreeShape,
  previous: GreenCache,
  next: GreenCache,
): GreenNode {
  const cursor = tree.walk();
  try {
    return new GreenReader(cursor, text, shape, previous, next).read(0);
  } finally {
    cursor.delete();
  }
}

class GreenReader {
  /** Keys of the kept nodes of the node that is being read. */
  private kept: string[] = [];

  constructor(
    private readonly cursor: TreeCursor,
    private readonly text: string,
    private readonly shape: TreeShape,
    private readonly previous: GreenCache,
    private readonly next: GreenCache,
  ) {}

  read(depth: number): GreenNode {
    const type = this.cursor.nodeType;
    const start = this.cursor.startIndex;
    const end = this.cursor.endIndex;
    if (end - start < MIN_CACHED_LENGTH || !this.shape.cached.has(type)) {
      return this.readNew(type, start, end, depth);
    }
    const key = this.text.slice(start, end);
    const known = this.next.get(key) ?? this.previous.get(key);
    if (known?.node.type === type) {
      this.keep(key, known);
      this.kept.push(key);
      return known.node;
    }
    const outside = this.kept;
    this.kept = [];
    const node = this.readNew(type, start, end, depth);
    const inside = this.kept;
    this.kept = outside;
    if (node.hasError) this.kept.push(...inside);
    else {
      this.next.set(key, { node, inside });
      this.kept.push(key);
    }
    return node;
  }

  /** What is in a node that stays must stay as well: the next edit may be there. */
  private keep(key: string, cached: CachedNode): void {
    if (this.next.has(key)) return;
    this.next.set(key, cached);
    for (const inner of cached.inside) {
      const found = this.previous.get(inner);
      if (found) this.keep(inner, found);
    }
  }

  private readNew(type: string, start: number, end: number, depth: number): GreenNode {
    const children: GreenChild[] = [];
    let holds = this.shape.marks[type] ?? 0;
    let hasError = type === 'ERROR' || (start === end && this.cursor.nodeIsMissing);
    if (depth < MAX_DEPTH && !this.shape.opaque.has(type) && this.cursor.gotoFirstChild()) {
      do {
        const field = this.cursor.currentFieldName;
        if (field === null && !this.cursor.nodeIsNamed) {
          hasError ||= this.cursor.nodeIsMissing;
          continue;
        }
        const offset = this.cursor.startIndex - start;
        const node = this.read(depth + 1);
        hasError ||= node.hasError;
        holds |= node.holds;
        children.push({ node, field, offset });
      } while (this.cursor.gotoNextSibling());
      this.cursor.gotoParent();
    }
    return { type, length: end - start, children, hasError, holds };
  }
}
