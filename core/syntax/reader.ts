import { documentsInResources, policiesIn } from './documents';
import { detectLanguage, type SourceInput } from './detect';
import { HclFile } from './hcl';
import { jsonComments, readJson } from './json';
import type { Lookup } from './lookup';
import type { GrammarParser, ParsedText, Parsers, TextEdit } from './parsers';
import { withPlaceholders, withoutIntrinsics } from './placeholders';
import { isPlan, planResources } from './plan';
import type { Comment, Language, SourceFile } from './source-file';
import { templateValue } from './template';
import { TerraformJsonFile, terraformJsonResources } from './terraform-json';
import { wholeText, type MappedText } from './text-map';
import { commentsIn, type SyntaxNode } from './tree';
import { readTypeScript } from './typescript/typescript';

/** Reads files of every kind. */
export class Reader {
  /** @param parsers without them TypeScript and HCL give nothing; JSON needs none */
  constructor(private readonly parsers?: Parsers) {}

  /** What a file says. @returns undefined for a file that can hold no policy and nothing of Terraform's */
  read(input: SourceInput): SourceFile | undefined {
    const language = detectLanguage(input);
    const parser = language && this.parserOf(language);
    if (!language || parser === 'missing') return undefined;
    return readAs(language, input, this.parsers, parser?.parse(wholeText(input.text).text));
  }

  /** Opens a file that will be edited. Dispose of it when it is closed. */
  open(input: SourceInput): SourceDocument {
    return new SourceDocument(input, this.parsers, (language) => this.parserOf(language));
  }

  private parserOf(language: Language): GrammarParser | 'missing' | undefined {
    if (language !== 'hcl' && language !== 'typescript') return undefined;
    return this.parsers?.[language] ?? 'missing';
  }
}

/** A file that is being edited: only what an edit changed is parsed again. */
export class SourceDocument {
  private parsed: { language: Language; text: ParsedText } | undefined;
  private current: SourceFile | undefined;

  constructor(
    private input: SourceInput,
    private readonly parsers: Parsers | undefined,
    private readonly parserOf: (language: Language) => GrammarParser | 'missing' | undefined,
  ) {
    this.read([]);
  }

  /** What the file says now; see `Reader.read`. */
  get file(): SourceFile | undefined {
    return this.current;
  }

  get text(): string {
    return this.input.text;
  }

  /** Takes edits in, in their order, each on the text that the one before left. */
  edit(edits: readonly TextEdit[]): SourceFile | undefined {
    const text = edits.reduce(
      (before, edit) => before.slice(0, edit.start) + edit.text + before.slice(edit.end),
      this.input.text,
    );
    this.input = { ...this.input, text };
    this.read(edits);
    return this.current;
  }

  /** Gives the parser's memory back; what was read stays. */
  dispose(): void {
    this.parsed?.text.dispose();
    this.parsed = undefined;
  }

  private read(edits: readonly TextEdit[]): void {
    const language = detectLanguage(this.input);
    const parser = language && this.parserOf(language);
    if (!language || parser === 'missing') {
      this.dispose();
      this.current = undefined;
    } else
      this.current = readAs(
        language,
        this.input,
        this.parsers,
        parser && this.parse(language, parser, edits),
      );
  }

  private parse(language: Language, parser: GrammarParser, edits: readonly TextEdit[]): SyntaxNode {
    if (this.parsed?.language === language) {
      this.parsed.text.edit(edits);
      return this.parsed.text.root;
    }
    this.dispose();
    const text = parser.open(wholeText(this.input.text).text);
    this.parsed = { language, text };
    return text.root;
  }
}

function readAs(
  language: Language,
  input: SourceInput,
  parsers: Parsers | undefined,
  root: SyntaxNode | undefined,
): SourceFile {
  const source = wholeText(input.text);
  const file = { path: input.path, language, text: input.text };
  switch (language) {
    case 'hcl':
      return root ? readHcl(file, root, source) : empty(file);
    case 'typescript': {
      if (!root) return empty(file);
      const content = readTypeScript(root, source);
      return { ...file, ...content, comments: treeComments(root), wellFormed: !root.green.hasError };
    }
    case 'terraform-json':
      return readTerraformJson(file, source, parsers);
    case 'json':
    case 'plan':
      return readPlainJson(file, source);
  }
}

type FileHead = Pick<SourceFile, 'path' | 'language' | 'text'>;

function empty(file: FileHead): SourceFile {
  return { ...file, resources: [], documents: [], comments: [], wellFormed: false };
}

function readHcl(file: FileHead, root: SyntaxNode, source: MappedText): SourceFile {
  const hcl = new HclFile(root, source);
  const comments = treeComments(root);
  const linked = (elsewhere?: Lookup): SourceFile => {
    const resources = hcl.resources(elsewhere);
    const documents = documentsInResources(resources);
    const wellFormed = !root.green.hasError;
    return { ...file, resources, documents, comments, wellFormed, definitions: hcl.definitions, linked };
  };
  return linked();
}

function readTerraformJson(file: FileHead, source: MappedText, parsers: Parsers | undefined): SourceFile {
  const json = new TerraformJsonFile(source, parsers?.hcl);
  const comments = jsonComments(source);
  const { definitions, wellFormed } = json;
  const linked = (elsewhere?: Lookup): SourceFile => {
    const root = json.root(elsewhere);
    const resources = terraformJsonResources(root);
    const documents = documentsInResources(resources);
    return {
      ...file,
      ...(root && { root }),
      resources,
      documents,
      comments,
      wellFormed,
      definitions,
      linked,
    };
  };
  return linked();
}

function readPlainJson(file: FileHead, source: MappedText): SourceFile {
  if (file.language === 'plan') {
    const { value, wellFormed } = readJson(source, templateValue);
    if (isPlan(value)) {
      return {
        ...file,
        ...(value && { root: value }),
        resources: planResources(value),
        documents: [],
        comments: [],
        wellFormed,
      };
    }
  }
  const { value, wellFormed } = readJson(withPlaceholders(source), templateValue);
  const root = value && withoutIntrinsics(value);
  return {
    ...file,
    language: 'json',
    ...(root && { root }),
    resources: [],
    documents: root ? policiesIn(root) : [],
    comments: jsonComments(source),
    wellFormed,
  };
}

function treeComments(root: SyntaxNode): Comment[] {
  return [...commentsIn(root.green, root.start)].map((range) => ({
    range,
    text: root.source.slice(range.start, range.end),
  }));
}
