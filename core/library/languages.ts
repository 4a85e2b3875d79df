import type { GrammarBytes } from '../syntax/grammar-bytes';
import { createParsers, type Parsers } from '../syntax/parsers';
import { Reader } from '../syntax/reader';
import type { SourceFile } from '../syntax/source-file';
import type { NamedText } from './texts';

/**
 * The parsers of TypeScript and HCL. JSON needs none. Load them once and keep them as long as the program runs.
 *
 * @example
 * const wasm = (name: string) => readFile(require.resolve(`fsx-lustre-kms/grammars/${name}.wasm`));
 * const languages = await Languages.load({
 *   treeSitter: await wasm('web-tree-sitter'),
 *   typescript: await wasm('tree-sitter-typescript'),
 *   hcl: await wasm('tree-sitter-hcl'),
 * });
 * const text = 'resource "aws_kms_grant" "g" { operations = ["kms:Decrypt"] }';
 * console.log(lintTexts([{ path: 'main.tf', text }], languages).findings.length);
 */
export class Languages {
  private constructor(private readonly parsers: Parsers) {}

  /**
   * Loads them. Rejects when the bytes are no parser and grammars, and can then be tried again.
   * @param bytes the package's `grammars/*.wasm`
   */
  static async load(bytes: GrammarBytes): Promise<Languages> {
    return new Languages(await createParsers(bytes));
  }

  /** @internal */
  static read(texts: readonly NamedText[], languages: Languages | undefined): SourceFile[] {
    const reader = new Reader(languages?.parsers);
    return texts.map((text) => reader.read(text)).filter((file) => file !== undefined);
  }
}
