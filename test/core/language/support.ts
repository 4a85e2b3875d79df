import assert from 'node:assert/strict';
import { completionsAt, type Completions } from '../../../core/language/completion/completion';
import { hoverAt, type Hover } from '../../../core/language/hover/hover';
import { createModel } from '../../../core/model/model';
import { createProject } from '../../../core/syntax/project';
import type { Reader } from '../../../core/syntax/reader';
import type { SourceFile } from '../../../core/syntax/source-file';

/** Files by name, the first of which has the cursor in it: `|`. */
export type MarkedFiles = Readonly<Record<string, string>>;

export interface Opened {
  readonly path: string;
  readonly text: string;
  readonly offset: number;
  readonly others: readonly SourceFile[];
}

/** Takes the cursor out of the first file, and reads the others. */
export function opened(reader: Reader, files: MarkedFiles): Opened {
  const [[path, marked] = ['', ''], ...rest] = Object.entries(files);
  const parts = marked.split('|');
  assert.equal(parts.length, 2, `one cursor in ${marked}`);
  const others = rest.flatMap(([other, text]) => reader.read({ path: other, text }) ?? []);
  return { path, text: parts.join(''), offset: parts[0]?.length ?? 0, others };
}

export function complete(reader: Reader, files: MarkedFiles): Completions | undefined {
  return completionsAt({ reader, ...opened(reader, files) });
}

export function hover(reader: Reader, files: MarkedFiles): Hover | undefined {
  const { path, text, offset, others } = opened(reader, files);
  const file = reader.read({ path, text });
  assert.ok(file, `${path} is read`);
  return hoverAt(createModel(createProject([file, ...others])), path, offset);
}

/** What an item leaves of the text, with the first option of each tab stop. */
export function applied(
  { text }: Opened,
  { range }: Completions,
  item: Completions['items'][number],
): string {
  const put = item.isSnippet === true ? expanded(item.insertText) : item.insertText;
  return text.slice(0, range.start) + put + text.slice(range.end);
}

/** A snippet with the first option of each tab stop. */
export function expanded(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+:((?:[^\\}]|\\.)*)\}|\$\{\d+\|((?:[^\\|,]|\\.)*)(?:,(?:[^\\|]|\\.)*)?\|\}|\$\d+/g,
    (_, escaped?: string, preset?: string, first?: string) =>
      escaped ?? (preset ?? first ?? '').replace(/\\(.)/g, '$1'),
  );
}
