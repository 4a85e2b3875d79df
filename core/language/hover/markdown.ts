/** Markdown that is put together from our own sentences and from text that stands in a file, which is not trusted. */
import type { DocumentationPage } from '../../facts/documentation';

/** Longer texts of a file are cut: a hover is no place to read them. */
const MAX_QUOTED = 160;

/**
 * Text of a file as a code span, which nothing in it can leave: no mark-up, no link, no command.
 * Line breaks become spaces, and backticks quotation marks.
 */
export function code(text: string): string {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('`', "'")
    .trim();
  const short = line.length > MAX_QUOTED ? `${line.slice(0, MAX_QUOTED)}…` : line;
  return short === '' ? '` `' : `\`${short}\``;
}

/** Codes of a list: `a`, `b`, `c`. */
export function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

/**
 * One of our own sentences: words that are AWS's names (`aws:s3:arn`, `*`) mean themselves. An underscore within a
 * word is no mark-up.
 */
export function prose(text: string): string {
  return text.replace(/[\\`*{}[\]<>#|~]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

export interface Card {
  /** The bold line: a name, and what kind of thing it is. */
  readonly name: string;
  readonly kind: string;
  /** One or two sentences, as Markdown. */
  readonly text?: string | undefined;
  /** Small facts, as Markdown. */
  readonly points: readonly (string | undefined | false)[];
  /** What goes wrong with it, as plain text. */
  readonly trap?: string | undefined;
  readonly page?: DocumentationPage | undefined;
}

/** What a hover shows. */
export function card({ name, kind, text, points, trap, page }: Card): string {
  const list = points.filter((point) => point !== undefined && point !== false).map((point) => `- ${point}`);
  const parts = [
    `**${code(name)}** · ${kind}`,
    text,
    list.join('\n'),
    trap !== undefined && `**Watch out:** ${prose(trap)}`,
    page && `[${page.title}](${page.url})`,
  ];
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join('\n\n');
}
