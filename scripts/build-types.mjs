/**
 * Writes the types of what the npm package offers into dist/types: the declarations of the two libraries and of what
 * they mention. The deployment's types come from a zod schema; a user has no zod, so they are written out, with the
 * descriptions of the schema as comments.
 */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const ENTRIES = ['cdktf/index.ts', 'core/index.ts'];

/** Where in the JSON Schema the types stand that are made from a part of it. */
const DESCRIBED_AT = {
  Deployment: '',
  DeploymentInput: '',
  Bucket: 'properties/buckets/items',
  FileSystem: 'properties/fileSystem',
  Backend: 'properties/backend',
};

/** The declarations, by path from the repository's root: `cdktf/index.d.ts`. */
export function declarations() {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path));
  const { options, errors } = ts.convertCompilerOptionsFromJson(
    {
      ...config.compilerOptions,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      stripInternal: true,
      types: ['node'],
    },
    '.',
  );
  if (errors.length > 0) throw new Error(ts.formatDiagnostics(errors, HOST));
  const program = ts.createProgram(ENTRIES, { ...options, rootDir: process.cwd() });
  const schema = JSON.parse(readFileSync('docs/deployment.schema.json', 'utf8'));
  const found = new Map();
  const waiting = [...ENTRIES];
  // What the entries mention, directly or not: the rest of the program nobody outside sees.
  for (const path of waiting) {
    const declared = path.replace(/\.ts$/, '.d.ts');
    if (found.has(declared)) continue;
    const text = declarationOf(program, path);
    const isOwn = !/from ['"]zod['"]|import\(['"]zod['"]\)/.test(text);
    found.set(declared, isOwn ? text : withoutZod(program, path, schema));
    for (const [, , name] of found.get(declared).matchAll(/(from |import\()['"](\.[^'"]+)['"]/g)) {
      waiting.push(`${join(dirname(path), name).replaceAll('\\', '/')}.ts`);
    }
  }
  return found;
}

function declarationOf(program, path) {
  const source = program.getSourceFile(path);
  if (!source) throw new Error(`${path} is mentioned, and not there`);
  let declared = '';
  const { diagnostics } = program.emit(source, (_, text) => (declared = text), undefined, true);
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, HOST));
  return declared;
}

const HOST = {
  getCurrentDirectory: () => process.cwd(),
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};

/** The types of a module that has schemas, each written out; what else it has nobody outside can use. */
function withoutZod(program, path, schema) {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const kept = source.statements.flatMap((statement) => {
    const isExported = ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Export;
    if (!isExported) return [];
    if (ts.isInterfaceDeclaration(statement)) return [statement.getFullText(source).trim()];
    if (!ts.isTypeAliasDeclaration(statement)) return [];
    if (!MENTIONS_ZOD.test(statement.getText(source))) return [statement.getFullText(source).trim()];
    const name = statement.name.text;
    const type = checker.getTypeAtLocation(statement.name);
    const printed = print(type, checker, nodeAt(schema, DESCRIBED_AT[name]), '');
    return [`${commentOf(statement, source)}export type ${name} = ${printed};`];
  });
  const text = kept.filter((one) => !MENTIONS_ZOD.test(one)).join('\n\n');
  return `${[...importsFor(text, source), text].join('\n')}\nexport {};\n`;
}

/** A schema, or a type that is made from one. */
const MENTIONS_ZOD = /\bz\./;

/** The imports of our own that a text needs. */
function importsFor(text, source) {
  return source.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const from = statement.moduleSpecifier.getText(source);
    const named = statement.importClause?.namedBindings;
    if (!named || !ts.isNamedImports(named) || !/^.\.{1,2}\//.test(from)) return [];
    const code = text.replace(/\/\*[^]*?\*\//g, '');
    const used = named.elements.filter(({ name }) => new RegExp(`\\b${name.text}\\b`).test(code));
    const names = used.map((one) => one.getText(source).replace(/^type /, ''));
    return names.length === 0 ? [] : [`import type { ${names.join(', ')} } from ${from};`];
  });
}

function commentOf(statement, source) {
  const [comment] = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  return comment ? `${comment.getText(source)}\n` : '';
}

/** A part of a JSON Schema; undefined where nothing is said of it. */
function nodeAt(schema, pointer) {
  if (pointer === undefined) return undefined;
  return pointer
    .split('/')
    .filter(Boolean)
    .reduce((node, step) => node?.[step], schema);
}

/** A type as TypeScript writes it, object by object, each property with its description. */
function print(type, checker, described, indent) {
  if (type.isUnion() && !(type.flags & ts.TypeFlags.Boolean))
    return printUnion(type, checker, described, indent);
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type);
    const printed = print(item, checker, described?.items, indent);
    return /^[\w.]+$|^\{[^]*\}$/.test(printed) && !printed.includes(' | {')
      ? `${printed}[]`
      : `(${printed})[]`;
  }
  const isPlainObject =
    type.flags & ts.TypeFlags.Object &&
    type.getCallSignatures().length === 0 &&
    checker.getPropertiesOfType(type).length > 0;
  if (!isPlainObject) return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  const inner = `${indent}    `;
  const properties = checker.getPropertiesOfType(type).map((property) => {
    const node = described?.properties?.[property.name] ?? optionWith(described, property.name);
    const isOptional = property.flags & ts.SymbolFlags.Optional;
    const ofProperty = checker.getTypeOfSymbol(property);
    const printed = print(
      isOptional ? checker.getNonNullableType(ofProperty) : ofProperty,
      checker,
      node,
      inner,
    );
    const name = /^[A-Za-z_$][\w$]*$/.test(property.name) ? property.name : JSON.stringify(property.name);
    const comment = node?.description === undefined ? '' : `${inner}/** ${node.description} */\n`;
    return `${comment}${inner}${name}${isOptional ? '?' : ''}: ${printed}${isOptional ? ' | undefined' : ''};\n`;
  });
  return `{\n${properties.join('')}${indent}}`;
}

function printUnion(type, checker, described, indent) {
  const isBoolean = (one) => one.flags & ts.TypeFlags.BooleanLiteral;
  const others = type.types.filter((one) => !isBoolean(one));
  const parts = others.map((one) => print(one, checker, optionFor(one, checker, described), indent));
  if (type.types.some(isBoolean)) parts.push('boolean');
  return [...new Set(parts)].join(' | ');
}

/** The kind of a `oneOf` that a type is: by the constant that names it. */
function optionFor(type, checker, described) {
  const kind = type.getProperty('type');
  if (kind === undefined || described?.oneOf === undefined) return described;
  const value = checker.getTypeOfSymbol(kind).value;
  return described.oneOf.find(({ properties }) => properties?.type?.const === value) ?? described;
}

function optionWith(described, name) {
  return described?.oneOf?.length === 1 ? described.oneOf[0].properties?.[name] : undefined;
}

/** Writes them all; whoever reads meanwhile sees the old ones or the new ones. */
export function buildTypes(outdir = 'dist/types') {
  mkdirSync(dirname(outdir), { recursive: true });
  const fresh = mkdtempSync(`${outdir}-`);
  try {
    for (const [path, text] of declarations()) {
      mkdirSync(join(fresh, dirname(path)), { recursive: true });
      writeFileSync(join(fresh, path), text);
    }
    rmSync(outdir, { recursive: true, force: true });
    renameSync(fresh, outdir);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
