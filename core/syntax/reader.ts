import { detectLanguage, type SourceInput } from './detect';
import type { GrammarParser, ParsedText, Parsers, TextEdit } from './parsers';
import { readAs } from './read-file';
import type { Language, SourceFile } from './source-file';
import { wholeText } from './text-map';
import type { SyntaxNode } from './tree';

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
