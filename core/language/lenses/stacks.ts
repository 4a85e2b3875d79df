/** Stacks of a CDKTF app: where their classes are declared and where they are made. */
import { ACCOUNTS } from '../../journey/steps';
import type { GrammarParser } from '../../syntax/parsers';
import { wholeText } from '../../syntax/text-map';
import { nodesOfType, type SyntaxNode } from '../../syntax/tree';
import { NEW_MARK } from '../../syntax/typescript/constructs';
import type { Range } from '../../syntax/value';

export interface StackLens {
  readonly kind: 'stack';
  /** The name of the class. */
  readonly range: Range;
  readonly className: string;
  /** Ids of the stacks that are meant, as far as the file shows them; with none it is the user's to say. */
  readonly stackIds: readonly string[];
  /** Whether it is made here; else its class is declared here. */
  readonly isMade: boolean;
}

/** A quick look, before anything is parsed. */
const MENTION = /Stack\b|FsxLustreKmsApp|AccountAFileSystem|AccountBBucket|AccountCKey/;
const STACK = /Stack$/;
/** What this package makes, with the ids that the stacks have unless others are given. */
const OWN_STACKS: Readonly<Record<string, readonly string[]>> = {
  AccountCKey: [ACCOUNTS.key.stack],
  AccountBBucket: [ACCOUNTS.bucket.stack],
  AccountAFileSystem: [ACCOUNTS.fileSystem.stack],
  FsxLustreKmsApp: [ACCOUNTS.key.stack, ACCOUNTS.bucket.stack, ACCOUNTS.fileSystem.stack],
};
const OWN_MODULE = /^fsx-lustre-kms\/cdktf$/;
const CDKTF_MODULE = /^(cdktf|cdktn)$/;

/** The stacks of a TypeScript file, in no order. */
export function stackLenses(text: string, parser: GrammarParser): StackLens[] {
  if (!MENTION.test(text)) return [];
  const root = parser.parse(wholeText(text).text);
  const imports = importsOf(root);
  const classes = classesOf(root, imports);
  const made = nodesOfType(root, 'new_expression', NEW_MARK).flatMap((node) =>
    madeStack(node, classes, imports),
  );
  const declared = [...classes].map(([className, name]): StackLens => {
    const stackIds = made.filter((lens) => lens.className === className).flatMap((lens) => lens.stackIds);
    return {
      kind: 'stack',
      range: rangeOf(name),
      className,
      stackIds: [...new Set(stackIds)],
      isMade: false,
    };
  });
  return [...declared, ...made];
}

/** Imported names, each with its module and what it is called there. */
type Imports = ReadonlyMap<string, { readonly module: string; readonly name: string }>;

function importsOf(root: SyntaxNode): Imports {
  const imports = new Map<string, { module: string; name: string }>();
  for (const statement of root.children.filter(({ type }) => type === 'import_statement')) {
    const module = statement.child('source')?.text.slice(1, -1) ?? '';
    const clause = statement.ofType('import_clause');
    for (const part of clause?.children ?? []) {
      if (part.type === 'identifier') imports.set(part.text, { module, name: part.text });
      for (const one of part.type === 'named_imports' ? part.children : []) {
        const name = one.child('name')?.text;
        const local = one.child('alias')?.text ?? name;
        if (name !== undefined && local !== undefined) imports.set(local, { module, name });
      }
    }
  }
  return imports;
}

/** Classes of the file that extend a stack, by name. */
function classesOf(root: SyntaxNode, imports: Imports): ReadonlyMap<string, SyntaxNode> {
  const classes = root.children
    .map((child) => (child.type === 'export_statement' ? (child.child('declaration') ?? child) : child))
    .filter(({ type }) => type === 'class_declaration' || type === 'abstract_class_declaration');
  const found = new Map<string, SyntaxNode>();
  // One that extends another of the file may stand before it.
  for (let count = -1; count !== found.size;) {
    count = found.size;
    for (const node of classes) {
      const name = node.child('name');
      const base = baseOf(node);
      if (name && base !== undefined && (found.has(base) || isStack(base, imports)))
        found.set(name.text, name);
    }
  }
  return found;
}

/** The last name of what a class extends: `TerraformStack` of `cdktf.TerraformStack`. */
function baseOf(node: SyntaxNode): string | undefined {
  const value = node.ofType('class_heritage')?.ofType('extends_clause')?.child('value');
  return value?.type === 'member_expression' ? value.child('property')?.text : value?.text;
}

/** CDKTF's own class, one of this package, or by its name one of another file. */
function isStack(name: string, imports: Imports): boolean {
  const { module, name: imported } = imports.get(name) ?? {};
  if (imported === undefined) return name === 'TerraformStack';
  if (module !== undefined && CDKTF_MODULE.test(module)) return imported === 'TerraformStack';
  return isOwn(module, imported) || (isRelative(module) && STACK.test(imported));
}

function isOwn(module: string | undefined, name: string): boolean {
  return module !== undefined && OWN_MODULE.test(module) && Object.hasOwn(OWN_STACKS, name);
}

function isRelative(module: string | undefined): boolean {
  return module?.startsWith('.') === true;
}

function madeStack(
  node: SyntaxNode,
  classes: ReadonlyMap<string, SyntaxNode>,
  imports: Imports,
): StackLens[] {
  const head = node.child('constructor');
  if (head?.type !== 'identifier') return [];
  const className = head.text;
  const { module, name = className } = imports.get(className) ?? {};
  const [, second] = node.child('arguments')?.children ?? [];
  const lens = (stackIds: readonly string[]): StackLens => ({
    kind: 'stack',
    range: rangeOf(head),
    className,
    stackIds,
    isMade: true,
  });
  if (isOwn(module, name) || (isRelative(module) && Object.hasOwn(OWN_STACKS, name))) {
    const given = second && literalIn(second, 'stackName');
    return [lens(given === undefined ? (OWN_STACKS[name] ?? []) : [given])];
  }
  if (!classes.has(className) && !(isRelative(module) && STACK.test(name))) return [];
  const id = second && plainText(second);
  // A stack has a scope and an id; a class of that name with other arguments may be anything.
  if (!second) return [];
  return [lens(id === undefined ? [] : [id])];
}

/** A property of an object literal that is a plain text. */
function literalIn(object: SyntaxNode, key: string): string | undefined {
  const pair = object.children.find((child) => child.child('key')?.text === key);
  const value = pair?.child('value');
  return value && plainText(value);
}

function plainText(node: SyntaxNode): string | undefined {
  const isText = node.type === 'string' || node.type === 'template_string';
  return isText && node.children.every(({ type }) => type === 'string_fragment')
    ? node.text.slice(1, -1)
    : undefined;
}

function rangeOf({ start, end }: SyntaxNode): Range {
  return { start, end };
}
