import { COMMENT_MARK, type GreenNode } from './green';

/** A node where it stands in a text. Made on demand: most nodes of a file are never looked at. */
export class SyntaxNode {
  private made: (SyntaxNode | undefined)[] | undefined;
  private listed: readonly SyntaxNode[] | undefined;

  constructor(
    readonly green: GreenNode,
    readonly start: number,
    readonly source: string,
    readonly parent?: SyntaxNode,
    readonly field: string | null = null,
  ) {}

  get type(): string {
    return this.green.type;
  }

  get end(): number {
    return this.start + this.green.length;
  }

  get text(): string {
    return this.source.slice(this.start, this.end);
  }

  /** In the order of the text; comments left out. */
  get children(): readonly SyntaxNode[] {
    this.listed ??= this.list();
    return this.listed;
  }

  /** The child that stands at an index of the green node's children: the same one whenever it is asked for. */
  childAt(index: number): SyntaxNode | undefined {
    const child = this.green.children[index];
    if (!child) return undefined;
    this.made ??= [];
    return (this.made[index] ??= new SyntaxNode(
      child.node,
      this.start + child.offset,
      this.source,
      this,
      child.field,
    ));
  }

  private list(): SyntaxNode[] {
    const list: SyntaxNode[] = [];
    this.green.children.forEach(({ node }, index) => {
      const child = node.type === 'comment' ? undefined : this.childAt(index);
      if (child) list.push(child);
    });
    return list;
  }

  /** The child with a field's name. */
  child(field: string): SyntaxNode | undefined {
    const index = indexOfField(this.green, field);
    return index === -1 ? undefined : this.childAt(index);
  }

  /** The first child of a type. */
  ofType(...types: readonly string[]): SyntaxNode | undefined {
    return this.children.find((child) => types.includes(child.type));
  }
}

/** Where the child with a field's name stands among a node's children; -1 when there is none. */
export function indexOfField(green: GreenNode, field: string): number {
  const { children } = green;
  for (let index = 0; index < children.length; index++) if (children[index]?.field === field) return index;
  return -1;
}

/** Every node of a type below a node, outermost first; only what holds its mark is looked into. */
export function nodesOfType(node: SyntaxNode, type: string, mark: number): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const look = (at: SyntaxNode): void => {
    if (at.type === type) found.push(at);
    at.green.children.forEach(({ node: inner }, index) => {
      if ((inner.holds & mark) === 0) return;
      const child = at.childAt(index);
      if (child) look(child);
    });
  };
  if ((node.green.holds & mark) !== 0) look(node);
  return found;
}

/** The stretches of the comments below a green node that begins at an offset. */
export function commentsIn(root: GreenNode, offset: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const look = (green: GreenNode, start: number): void => {
    if (green.type === 'comment') found.push({ start, end: start + green.length });
    for (const child of green.children) {
      if ((child.node.holds & COMMENT_MARK) !== 0) look(child.node, start + child.offset);
    }
  };
  look(root, offset);
  return found;
}
