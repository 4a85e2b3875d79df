import { Edit, Language as Grammar, Parser, type Point, type Tree } from 'web-tree-sitter';
import type { GrammarBytes } from './grammar-bytes';
import { COMMENT_MARK, greenTree, type GreenCache, type GreenNode, type TreeShape } from './green';
import { SyntaxNode } from './tree';
import { ASSIGNMENT_MARK } from './typescript/changes';
import { NEW_MARK } from './typescript/constructs';

/** The parsers of the languages that need one; keep them as long as the program runs. */
export interface Parsers {
  readonly typescript: GrammarParser;
  readonly hcl: GrammarParser;
}

/** A replacement of a stretch of a text. */
export interface TextEdit {
  readonly start: number;
  /** End of what is taken out, in the text before. */
  readonly end: number;
  /** What is put in. */
  readonly text: string;
}

/**
 * The library keeps one WebAssembly module for the whole program, and two beginnings at the same time would leave the
 * parsers of the first without theirs: it begins once. Nothing else is kept here.
 */
const library: { begun?: Promise<void> } = {};

/** Loads the parser and its grammars. Rejects when the bytes are no such thing; it can then be tried again. */
export async function createParsers(bytes: GrammarBytes): Promise<Parsers> {
  library.begun ??= Parser.init({ wasmBinary: bytes.treeSitter });
  try {
    await library.begun;
  } catch (error) {
    library.begun = undefined;
    throw error;
  }
  const [typescript, hcl] = await Promise.all([Grammar.load(bytes.typescript), Grammar.load(bytes.hcl)]);
  return {
    typescript: new GrammarParser(typescript, TYPESCRIPT_SHAPE),
    hcl: new GrammarParser(hcl, HCL_SHAPE),
  };
}

const TYPESCRIPT_SHAPE: TreeShape = {
  cached: new Set([
    'import_statement',
    'export_statement',
    'lexical_declaration',
    'variable_declaration',
    'expression_statement',
    'function_declaration',
    'class_declaration',
    'method_definition',
    'public_field_definition',
    'return_statement',
    'if_statement',
    'for_in_statement',
  ]),
  opaque: new Set([
    'type_annotation',
    'type_arguments',
    'type_parameters',
    'interface_declaration',
    'type_alias_declaration',
    'string_fragment',
    'regex',
    'comment',
  ]),
  marks: {
    comment: COMMENT_MARK,
    new_expression: NEW_MARK,
    assignment_expression: ASSIGNMENT_MARK,
    augmented_assignment_expression: ASSIGNMENT_MARK,
  },
};

const HCL_SHAPE: TreeShape = {
  cached: new Set(['block', 'attribute']),
  opaque: new Set(['comment', 'for_expr', 'template_literal']),
  marks: { comment: COMMENT_MARK },
};

/** One grammar's parser. */
export class GrammarParser {
  private readonly parser = new Parser();

  constructor(
    grammar: Grammar,
    private readonly shape: TreeShape,
  ) {
    this.parser.setLanguage(grammar);
  }

  /** Reads a text once and keeps nothing of it. */
  parse(text: string): SyntaxNode {
    const document = this.open(text);
    const root = document.root;
    document.dispose();
    return root;
  }

  /** Reads a text that will be edited. Dispose of it when it is closed: it holds the parser's memory. */
  open(text: string): ParsedText {
    return new ParsedText(text, (source, old) => this.run(source, old), this.shape);
  }

  private run(text: string, old: Tree | undefined): Tree {
    const tree = this.parser.parse(text, old ?? null);
    if (!tree) throw new Error('A parser without a language or a time limit always returns a tree.');
    return tree;
  }
}

/** A text's tree, kept up with its edits. */
export class ParsedText {
  private tree: Tree | undefined;
  private cache: GreenCache = new Map();
  private green: GreenNode;
  private rootStart = 0;

  constructor(
    private text: string,
    private readonly run: (text: string, old: Tree | undefined) => Tree,
    private readonly shape: TreeShape,
  ) {
    this.tree = run(text, undefined);
    this.green = this.take(this.tree);
  }

  get root(): SyntaxNode {
    return new SyntaxNode(this.green, this.rootStart, this.text);
  }

  /** Takes the edits in, in their order, each on the text that the one before left. */
  edit(edits: readonly TextEdit[]): void {
    if (!this.tree) return;
    for (const edit of edits) {
      const before = this.text;
      this.text = before.slice(0, edit.start) + edit.text + before.slice(edit.end);
      this.tree.edit(treeEdit(edit, before, this.text));
    }
    const old = this.tree;
    this.tree = this.run(this.text, old);
    old.delete();
    this.green = this.take(this.tree);
  }

  /** Gives the parser's memory back. The root stays as it is, edits have no effect any more. */
  dispose(): void {
    this.tree?.delete();
    this.tree = undefined;
    this.cache = new Map();
  }

  private take(tree: Tree): GreenNode {
    const next: GreenCache = new Map();
    const green = greenTree(tree, this.text, this.shape, this.cache, next);
    this.rootStart = tree.rootNode.startIndex;
    this.cache = next;
    return green;
  }
}

function treeEdit(edit: TextEdit, before: string, after: string): Edit {
  const newEnd = edit.start + edit.text.length;
  return new Edit({
    startIndex: edit.start,
    oldEndIndex: edit.end,
    newEndIndex: newEnd,
    startPosition: pointAt(before, edit.start),
    oldEndPosition: pointAt(before, edit.end),
    newEndPosition: pointAt(after, newEnd),
  });
}

/** Tree-sitter counts lines by LF alone. */
function pointAt(text: string, offset: number): Point {
  let row = 0;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    start = at + 1;
  }
  return { row, column: offset - start };
}
