import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expandSnippet, parseSnippet, tabStopsIn, type Choices } from './expand';

/** The snippet files, by what they are named after. */
export const SNIPPET_FILES = ['json', 'shell', 'terraform', 'typescript'] as const;
export type SnippetFile = (typeof SNIPPET_FILES)[number];

/** What the file says of a snippet; whether it is so, a test tells. */
export interface Snippet {
  readonly name: string;
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** The snippets of a file, in its order. */
export function snippetsOf(file: SnippetFile): Snippet[] {
  const text = readFileSync(join(process.cwd(), 'snippets', `${file}.json`), 'utf8');
  const entries = Object.entries(JSON.parse(text) as Record<string, Omit<Snippet, 'name'>>);
  return entries.map(([name, snippet]) => ({ name, ...snippet }));
}

/** The text that a snippet leaves in the editor. */
export function expanded({ body }: Snippet, choices?: Choices): string {
  return expandSnippet(body.join('\n'), choices);
}

/** The expansion of the snippet with a prefix, without `fsx-kms-`. */
export function expansionOf(file: SnippetFile, prefix: string): string {
  const found = snippetsOf(file).find((snippet) => snippet.prefix === `fsx-kms-${prefix}`);
  if (!found) throw new Error(`no snippet ${prefix} for ${file}`);
  return expanded(found);
}

/** One option of a tab stop that is not its first. */
export interface Alternative {
  readonly index: number;
  readonly option: string;
}

/** What else than the defaults can be chosen in a snippet. */
export function alternativesOf({ body }: Snippet): Alternative[] {
  return tabStopsIn(parseSnippet(body.join('\n'))).flatMap(({ index, options = [] }) =>
    options.slice(1).map((option) => ({ index, option })),
  );
}
