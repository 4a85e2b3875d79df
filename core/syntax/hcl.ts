import { HclExpressions } from './hcl-expression';
import { lookupIn, type Definitions, type Lookup } from './lookup';
import type { Resource } from './source-file';
import type { MappedText } from './text-map';
import type { SyntaxNode } from './tree';
import { makeResource } from './resource';
import type { Entry, ObjectValue } from './value';

/** Reads Terraform's own language. */
export class HclFile {
  /** What the file defines, for itself and for the other files of its folder. */
  readonly definitions: Definitions;

  constructor(
    private readonly root: SyntaxNode,
    private readonly source: MappedText,
  ) {
    this.definitions = this.define();
  }

  /** The blocks of the file. @param elsewhere what other files of the folder define */
  resources(elsewhere?: Lookup): Resource[] {
    const expressions = new HclExpressions(this.source, lookupIn(this.definitions, elsewhere));
    return this.blocks().map((block) => new BlockReader(expressions).resource(block));
  }

  private blocks(): SyntaxNode[] {
    return bodyBlocks(this.root);
  }

  private define(): Definitions {
    const definitions = new Map<string, (lookup: Lookup) => ReturnType<HclExpressions['value']>>();
    for (const block of this.blocks()) {
      const type = block.ofType('identifier')?.text;
      const attributes = block.ofType('body')?.children.filter((child) => child.type === 'attribute') ?? [];
      for (const attribute of attributes) {
        const name = attribute.ofType('identifier')?.text;
        const expression = attribute.ofType('expression');
        if (name === undefined || !expression) continue;
        const variable = block.ofType('string_lit')?.text.replace(/"/g, '');
        const target =
          type === 'locals'
            ? `local.${name}`
            : type === 'variable' && name === 'default' && variable !== undefined
              ? `var.${variable}`
              : undefined;
        if (target === undefined || expression.text === 'null') continue;
        definitions.set(target, (lookup) => new HclExpressions(this.source, lookup).value(expression));
      }
    }
    return definitions;
  }
}

/** Blocks of the file, also those behind a syntax error. */
function bodyBlocks(node: SyntaxNode): SyntaxNode[] {
  return node.children.flatMap((child) =>
    child.type === 'block'
      ? [child]
      : child.type === 'body' || child.type === 'ERROR'
        ? bodyBlocks(child)
        : [],
  );
}

class BlockReader {
  constructor(private readonly expressions: HclExpressions) {}

  resource(block: SyntaxNode): Resource {
    const [type, ...labels] = this.labels(block);
    const head = labelsOf(block).at(-1) ?? block;
    return makeResource({
      block: type ?? '',
      labels,
      body: this.body(block),
      range: this.expressions.rangeOf(block),
      head: this.expressions.rangeOf(head),
    });
  }

  private labels(block: SyntaxNode): string[] {
    return labelsOf(block).map((label) => this.expressions.name(label).text);
  }

  private body(block: SyntaxNode): ObjectValue {
    const body = block.ofType('body');
    const entries: Entry[] = [];
    for (const child of body?.children ?? []) {
      const entry = child.type === 'attribute' ? this.attribute(child) : this.nested(child);
      if (entry) entries.push(entry);
    }
    return {
      kind: 'object',
      entries,
      complete: !block.green.hasError,
      range: this.expressions.rangeOf(block),
    };
  }

  private attribute(node: SyntaxNode): Entry | undefined {
    const name = node.ofType('identifier');
    if (!name) return undefined;
    const expression = node.ofType('expression');
    const value = expression ? this.expressions.value(expression) : this.expressions.unknown(node, 'missing');
    return { key: this.expressions.name(name), value };
  }

  private nested(node: SyntaxNode): Entry | undefined {
    const [type, label] = labelsOf(node);
    if (node.type !== 'block' || !type) return undefined;
    if (type.text === 'dynamic' && label) {
      const value = this.expressions.unknown(node, 'repeated');
      return { key: this.expressions.name(label), value };
    }
    return { key: this.expressions.name(type), value: this.body(node) };
  }
}

function labelsOf(block: SyntaxNode): SyntaxNode[] {
  return block.children.filter((child) => child.type === 'identifier' || child.type === 'string_lit');
}
