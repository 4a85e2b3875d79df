import { detectLanguage, type SourceInput } from './detect';
import type { GrammarParser, ParsedText, Parsers, TextEdit } from './parsers';
import { readAs, scriptFile } from './read-file';
import type { Language, SourceFile } from './source-file';
import { wholeText } from './text-map';
import type { SyntaxNode } from './tree';
import type { Replacement } from './tree-difference';
import { readTypeScript, type TypeScriptReading } from './typescript/typescript';

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
  /** The last reading of TypeScript, for the next one to take over what the edits leave as it is. */
  private script: TypeScriptReading | undefined;
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
    this.script = undefined;
  }

  private read(edits: readonly TextEdit[]): void {
    const language = detectLanguage(this.input);
    const parser = language && this.parserOf(language);
    if (!language || parser === 'missing') {
      this.dispose();
      this.current = undefined;
      return;
    }
    const root = parser && this.parse(language, parser, edits);
    this.current =
      language === 'typescript' && root
        ? this.readScript(root, edits)
        : readAs(language, this.input, this.parsers, root);
  }

  private readScript(root: SyntaxNode, edits: readonly TextEdit[]): SourceFile {
    const edit = replacementOf(edits);
    const earlier = this.script && edit && { reading: this.script, edit };
    this.script = readTypeScript(root, wholeText(this.input.text), earlier);
    return scriptFile(this.input, this.script);
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

/** Edits that follow each other as one replacement; undefined where there are none. */
function replacementOf(edits: readonly TextEdit[]): Replacement | undefined {
  const [first, ...rest] = edits;
  if (!first) return undefined;
  let { start, end: oldEnd } = first;
  let nowEnd = start + first.text.length;
  for (const edit of rest) {
    // What it takes out behind what the edits before it put in was there from the beginning.
    oldEnd += Math.max(0, edit.end - nowEnd);
    nowEnd = Math.max(nowEnd, edit.end) + edit.text.length - (edit.end - edit.start);
    start = Math.min(start, edit.start);
  }
  return { before: { start, end: oldEnd }, after: { start, end: nowEnd } };
}
