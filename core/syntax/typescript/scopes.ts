import type { SyntaxNode } from '../tree';

/** What a name stands for. */
export type Declaration =
  | { readonly kind: 'constant'; readonly node: SyntaxNode; readonly value: SyntaxNode }
  | { readonly kind: 'function'; readonly node: SyntaxNode }
  | { readonly kind: 'enum'; readonly node: SyntaxNode }
  | { readonly kind: 'parameter'; readonly node: SyntaxNode; readonly function: SyntaxNode }
  | { readonly kind: 'import'; readonly module: string; readonly name: string }
  /** Declared, but what it is can't be told: a loop's variable, a pattern, a class. */
  | { readonly kind: 'other' };

const FUNCTIONS: readonly string[] = [
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
];
/** What declares names for what is in it. */
const SCOPES: ReadonlySet<string> = new Set([
  'program',
  'statement_block',
  'switch_case',
  'switch_default',
  'ERROR',
  ...FUNCTIONS,
  'for_in_statement',
  'for_statement',
  'catch_clause',
]);
/** Name by which `import x = …` and `import * as x` stand for the whole module. */
export const WHOLE_MODULE = '*';

/** Finds out what names stand for, block by block outwards. */
export class Scopes {
  private readonly tables = new Map<SyntaxNode, Map<string, Declaration>>();

  /** @returns undefined for a name that the file does not declare */
  declarationOf(name: string, from: SyntaxNode): Declaration | undefined {
    for (let node = from.parent; node; node = node.parent) {
      if (!isScope(node)) continue;
      const found = this.table(node).get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** What a block or function declares itself; undefined for a node that can declare nothing. */
  declaredIn(node: SyntaxNode): ReadonlyMap<string, Declaration> | undefined {
    return isScope(node) ? this.table(node) : undefined;
  }

  private table(scope: SyntaxNode): Map<string, Declaration> {
    let table = this.tables.get(scope);
    if (!table) {
      table = new Map();
      fill(table, scope);
      this.tables.set(scope, table);
    }
    return table;
  }
}

/** Whether a node is a function of any kind. */
export function isFunction(node: SyntaxNode): boolean {
  return FUNCTIONS.includes(node.type);
}

/** The members of the class that a node stands in. */
export function membersOf(node: SyntaxNode): readonly SyntaxNode[] {
  for (let above = node.parent; above; above = above.parent) {
    if (above.type === 'class_body') return above.children;
  }
  return [];
}

/** The parameters of a function, in their order. */
export function parametersOf(fn: SyntaxNode): readonly SyntaxNode[] {
  const single = fn.child('parameter');
  return single ? [single] : (fn.child('parameters')?.children ?? []);
}

/** The name of a parameter; undefined for a pattern or the rest of the arguments. */
export function parameterName(parameter: SyntaxNode): string | undefined {
  const pattern = parameter.type === 'identifier' ? parameter : parameter.child('pattern');
  return pattern?.type === 'identifier' ? pattern.text : undefined;
}

function isScope(node: SyntaxNode): boolean {
  return SCOPES.has(node.type);
}

type Table = Map<string, Declaration>;

function fill(table: Table, scope: SyntaxNode): void {
  if (isFunction(scope)) {
    for (const parameter of parametersOf(scope)) {
      const name = parameterName(parameter);
      if (name === undefined) hide(table, parameter);
      else table.set(name, { kind: 'parameter', node: parameter, function: scope });
    }
  } else if (scope.type === 'for_in_statement') hide(table, scope.child('left'));
  else if (scope.type === 'catch_clause') hide(table, scope.child('parameter'));
  else for (const statement of scope.children) declare(table, statement);
}

function declare(table: Table, statement: SyntaxNode): void {
  switch (statement.type) {
    case 'export_statement':
    case 'ERROR':
      for (const child of statement.children) declare(table, child);
      return;
    case 'lexical_declaration':
    case 'variable_declaration':
      for (const declarator of statement.children) declareVariable(table, declarator);
      return;
    case 'function_declaration':
      declareAs(table, statement, { kind: 'function', node: statement });
      return;
    case 'enum_declaration':
      declareAs(table, statement, { kind: 'enum', node: statement });
      return;
    case 'class_declaration':
      declareAs(table, statement, { kind: 'other' });
      return;
    case 'import_statement':
      declareImports(table, statement);
      return;
    default:
  }
}

function declareAs(table: Table, statement: SyntaxNode, declaration: Declaration): void {
  const name = statement.child('name')?.text;
  if (name !== undefined) table.set(name, declaration);
}

function declareVariable(table: Table, declarator: SyntaxNode): void {
  const name = declarator.child('name');
  const value = declarator.child('value');
  if (declarator.type !== 'variable_declarator' || !name) return;
  const required = value && requiredModule(value);
  if (required !== undefined) declareRequired(table, name, required);
  else if (name.type === 'identifier' && value) {
    table.set(name.text, { kind: 'constant', node: declarator, value });
  } else hide(table, name);
}

/** The module of `require('…')`. */
function requiredModule(value: SyntaxNode): string | undefined {
  if (value.type !== 'call_expression' || value.child('function')?.text !== 'require') return undefined;
  return value.child('arguments')?.ofType('string')?.text.slice(1, -1);
}

function declareRequired(table: Table, name: SyntaxNode, module: string): void {
  if (name.type === 'identifier') table.set(name.text, { kind: 'import', module, name: WHOLE_MODULE });
  for (const part of name.type === 'object_pattern' ? name.children : []) {
    if (part.type === 'shorthand_property_identifier_pattern') {
      table.set(part.text, { kind: 'import', module, name: part.text });
    } else if (part.type === 'pair_pattern') {
      const alias = part.child('value')?.text;
      const imported = part.child('key')?.text;
      if (alias !== undefined && imported !== undefined)
        table.set(alias, { kind: 'import', module, name: imported });
    }
  }
}

function declareImports(table: Table, statement: SyntaxNode): void {
  const module = statement.child('source')?.text.slice(1, -1) ?? '';
  for (const part of statement.ofType('import_clause')?.children ?? []) {
    if (part.type === 'identifier') table.set(part.text, { kind: 'import', module, name: 'default' });
    else if (part.type === 'namespace_import') {
      const name = part.ofType('identifier')?.text;
      if (name !== undefined) table.set(name, { kind: 'import', module, name: WHOLE_MODULE });
    } else {
      for (const specifier of part.children) {
        const name = specifier.child('name')?.text;
        const alias = specifier.child('alias')?.text ?? name;
        if (name !== undefined && alias !== undefined) table.set(alias, { kind: 'import', module, name });
      }
    }
  }
}

/** Every name of a pattern is declared, and nothing is known of it. */
function hide(table: Table, pattern: SyntaxNode | undefined): void {
  if (!pattern) return;
  if (pattern.type === 'identifier' || pattern.type === 'shorthand_property_identifier_pattern') {
    table.set(pattern.text, { kind: 'other' });
  }
  for (const child of pattern.children) hide(table, child);
}
