/** Reads what a library offers from its entry: names, doc comments and types, in the entry's order. */
import ts from 'typescript';

export interface ApiSection {
  readonly title: string;
  readonly items: readonly ApiItem[];
}

/** Something that a library exports. */
export interface ApiItem {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'type' | 'function';
  /** Its declaration without a body, as TypeScript writes it; several for overloads. */
  readonly signatures: readonly string[];
  readonly doc: Doc;
  readonly members: readonly ApiMember[];
}

export interface ApiMember {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isProtected: boolean;
  readonly doc: Doc;
}

/** A doc comment. Empty texts where there is none. */
export interface Doc {
  readonly text: string;
  readonly examples: readonly string[];
  readonly params: readonly { name: string; text: string }[];
  readonly throws: string;
  readonly returns: string;
}

export interface Api {
  /** The comment at the top of the entry. */
  readonly about: string;
  readonly sections: readonly ApiSection[];
}

/** @param entry a module that only exports from others, in sections that begin with `// # Title` */
export function readApi(entry: string): Api {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: Record<string, unknown> };
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: ['node'] }, '.');
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  if (!source) throw new Error(`${entry} is not there`);
  const sections: { title: string; items: ApiItem[] }[] = [];
  for (const statement of source.statements.filter(ts.isExportDeclaration)) {
    const title = titleAbove(statement, source);
    if (title !== undefined) sections.push({ title, items: [] });
    const names =
      statement.exportClause && ts.isNamedExports(statement.exportClause)
        ? statement.exportClause
        : undefined;
    for (const { name } of names?.elements ?? []) {
      const symbol = checker.getSymbolAtLocation(name);
      const declarations = symbol && checker.getAliasedSymbol(symbol).declarations;
      sections.at(-1)?.items.push(readItem(name.text, declarations ?? []));
    }
  }
  const top = ts.getLeadingCommentRanges(source.text, 0)?.[0];
  return { about: top ? plain(source.text.slice(top.pos, top.end)) : '', sections };
}

function titleAbove(statement: ts.Statement, source: ts.SourceFile): string | undefined {
  const comments = ts.getLeadingCommentRanges(source.text, statement.getFullStart()) ?? [];
  const texts = comments.map(({ pos, end }) => source.text.slice(pos, end));
  return texts.map((text) => /^\/\/ # (.+)$/.exec(text)?.[1]).find(Boolean);
}

function readItem(name: string, declarations: readonly ts.Declaration[]): ApiItem {
  const shown = declarations.filter((declaration) => !isInternal(declaration));
  const [first] = shown;
  if (!first) throw new Error(`${name} is declared nowhere`);
  const item = { name, doc: docOf(first) };
  if (ts.isClassDeclaration(first)) {
    const members = first.members.filter((member) => !ts.isConstructorDeclaration(member)).flatMap(memberOf);
    const constructor = first.members.find(ts.isConstructorDeclaration);
    return { ...item, kind: 'class', signatures: classSignatures(first, constructor), members };
  }
  if (ts.isInterfaceDeclaration(first)) {
    const heritage = (first.heritageClauses ?? []).map((clause) => ` ${clause.getText()}`).join('');
    const signatures = heritage === '' ? [] : [`interface ${name}${heritage}`];
    return { ...item, kind: 'interface', signatures, members: first.members.flatMap(memberOf) };
  }
  if (ts.isTypeAliasDeclaration(first)) {
    return { ...item, kind: 'type', signatures: [`type ${name} = ${first.type.getText()}`], members: [] };
  }
  const functions = shown.filter(ts.isFunctionDeclaration);
  const overloads =
    functions.length > 1 || declarations.length > 1 ? functions.filter(({ body }) => !body) : functions;
  if (overloads.length === 0) throw new Error(`${name} is no class, interface, type or function`);
  return { ...item, kind: 'function', signatures: overloads.map(functionSignature), members: [] };
}

function classSignatures(
  declaration: ts.ClassDeclaration,
  constructor?: ts.ConstructorDeclaration,
): string[] {
  const name = declaration.name?.text ?? '';
  const modifiers = (declaration.modifiers ?? []).filter(
    ({ kind }) => kind === ts.SyntaxKind.AbstractKeyword,
  );
  const heritage = (declaration.heritageClauses ?? []).map((clause) => ` ${clause.getText()}`).join('');
  const head = `${modifiers.map(() => 'abstract ').join('')}class ${name}${heritage}`;
  if (!constructor || isHidden(constructor)) return [head];
  return [head, `new ${name}(${parameters(constructor)})`];
}

function functionSignature(declaration: ts.FunctionDeclaration): string {
  const type = declaration.type?.getText() ?? 'void';
  return `function ${declaration.name?.text ?? ''}(${parameters(declaration)}): ${type}`;
}

/** Parameters with their types; a destructured one is called what its type is about. */
function parameters({ parameters: all }: ts.SignatureDeclaration): string {
  return all
    .map(({ name, type, initializer, questionToken }) => {
      const isOptional = questionToken !== undefined || initializer !== undefined;
      const typeText = type?.getText() ?? (initializer ? 'boolean' : 'unknown');
      const shown = ts.isIdentifier(name) ? name.text : /Options$/.test(typeText) ? 'options' : 'props';
      return `${shown}${isOptional ? '?' : ''}: ${typeText.replace(/\s+/g, ' ')}`;
    })
    .join(', ');
}

function memberOf(member: ts.ClassElement | ts.TypeElement): ApiMember[] {
  if (isHidden(member) || isInternal(member) || !member.name) return [];
  const name = member.name.getText();
  const common = {
    isOptional: ts.isPropertySignature(member) && member.questionToken !== undefined,
    isProtected: (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Protected) !== 0,
    doc: docOf(member),
  };
  if (ts.isMethodDeclaration(member)) {
    const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
    const type = `(${parameters(member)}) => ${member.type?.getText() ?? 'void'}`;
    return [{ ...common, name: `${isStatic ? 'static ' : ''}${name}`, type }];
  }
  if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) return [];
  // A field of an object type that is written in place has comments of its own, which a cell of a table cannot hold.
  const type = (member.type?.getText() ?? 'unknown').replace(/\/\*\*[^]*?\*\//g, '').replace(/\s+/g, ' ');
  return [{ ...common, name, type }];
}

function isHidden(member: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0;
}

function isInternal(declaration: ts.Node): boolean {
  return ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal');
}

function docOf(declaration: ts.Node): Doc {
  const comment = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc).at(-1);
  const tags: readonly ts.JSDocTag[] = comment?.tags ?? [];
  const textOf = (tag: ts.JSDocTag) => (ts.getTextOfJSDocComment(tag.comment) ?? '').trim();
  const named = (name: string) => tags.filter(({ tagName }) => tagName.text === name).map(textOf);
  return {
    text: oneLine(ts.getTextOfJSDocComment(comment?.comment) ?? ''),
    examples: named('example'),
    params: tags
      .filter((tag): tag is ts.JSDocParameterTag => ts.isJSDocParameterTag(tag))
      .map((tag) => ({ name: tag.name.getText(), text: oneLine(textOf(tag)) })),
    throws: oneLine(named('throws').join(' ')),
    returns: oneLine(named('returns').join(' ')),
  };
}

function plain(comment: string): string {
  return oneLine(comment.replace(/^\/\*\*|\*\/$/g, '').replace(/^ *\* ?/gm, ''));
}

/** Comments are wrapped at a width; a page is not. Empty lines stay: they part paragraphs. */
function oneLine(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');
}
