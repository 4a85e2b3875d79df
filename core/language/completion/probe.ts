import { createModel, type Model } from '../../model/model';
import type { TextEdit } from '../../syntax/parsers';
import { createProject } from '../../syntax/project';
import type { Reader, SourceDocument } from '../../syntax/reader';
import type { SourceFile } from '../../syntax/source-file';
import type { Site } from '../site/site';
import { siteAt } from '../site/site-at';
import type { Cursor } from './cursor';
import { CLOSING, isList, type Frame } from './frames';

/** Stands in the text where something is to be completed. One word, in lower case: no reader changes it. */
const STAND_IN = 'placeholder';

export interface Found {
  readonly site: Site;
  /** What the files say, with the stand-in in them. */
  readonly model: Model;
}

export interface ProbeInput {
  readonly reader: Reader;
  readonly path: string;
  readonly text: string;
  readonly languageId?: string;
  readonly others: readonly SourceFile[];
  readonly document?: SourceDocument;
}

/**
 * What stands at a cursor, found by reading the text again with a word in its place: first in the whole text, then,
 * where that is too broken, in what stands before, with everything closed that is open.
 */
export function probe(input: ProbeInput, cursor: Cursor): Found | undefined {
  const { start, end, string } = cursor;
  const isQuoted = string !== undefined || cursor.notation === 'json' || cursor.role === 'value';
  const quote = isQuoted ? (string?.quote ?? cursor.quote) : '';
  const from = string ? start - quote.length : start;
  const to = string?.isClosed === true ? end + quote.length : end;
  const before = `${comma(cursor)}${quote}`;
  const word = `${before}${STAND_IN}${quote}`;
  const at = from + before.length;
  const whole = readEdited(input, {
    start: from,
    end: to,
    text: `${word}${filler(cursor, cursor.after)}`,
  });
  const found = find(input, whole, at);
  // A text without mistakes has nothing else to say.
  if (found || !whole || whole.wellFormed) return found;
  const text = `${word}${filler(cursor, '}')}${closers(cursor.open)}`;
  return find(input, readEdited(input, { start: from, end: input.text.length, text }), at);
}

/** The comma that is missing before a further entry or item. */
function comma({ before, notation, open }: Cursor): string {
  const isSeparated = before === '' || '{[(,:=?&|'.includes(before);
  return isSeparated || (notation === 'hcl' && !isList(open)) ? '' : ', ';
}

/** What is missing behind: a value for a name, a comma before what follows. */
function filler({ role, notation, quote, open }: Cursor, after: string): string {
  const isLast = after === '' || ',}])'.includes(after);
  const isBlock = notation === 'hcl' && !isList(open);
  const separator = isLast ? '' : isBlock ? '\n' : ',';
  if (role === 'value') return after === ':' ? '' : separator;
  if (after === ':' || after === '=' || (notation === 'hcl' && after === '{')) return '';
  return `${notation === 'hcl' ? ' =' : ':'} ${quote}${quote}${separator}`;
}

/** Closes everything that is open. */
function closers(open: readonly Frame[]): string {
  return open.toReversed().map(closer).join('');
}

function closer(frame: Frame): string {
  switch (frame.kind) {
    case 'bracket':
      return CLOSING[frame.open] ?? '';
    case 'string':
      return frame.quote;
    case 'heredoc':
      return `\n${frame.tag}\n`;
  }
}

/** @param at where the stand-in begins in the file */
function find(input: ProbeInput, file: SourceFile | undefined, at: number): Found | undefined {
  if (!file) return undefined;
  const others = input.others.filter(({ path }) => path !== input.path);
  const model = createModel(createProject([file, ...others]));
  const site = siteAt(model, input.path, at + 1);
  return site?.token.kind === 'string' && site.token.text === STAND_IN ? { site, model } : undefined;
}

/**
 * Reads the text with an edit made. An open document is edited, and then back to what it was: that is quicker where
 * it has a parser that keeps its tree, so not for JSON.
 */
function readEdited(input: ProbeInput, edit: TextEdit): SourceFile | undefined {
  const { reader, path, text, languageId, document } = input;
  const keepsTree = document?.file?.language === 'hcl' || document?.file?.language === 'typescript';
  if (document?.text === text && keepsTree) {
    const file = document.edit([edit]);
    document.edit([
      { start: edit.start, end: edit.start + edit.text.length, text: text.slice(edit.start, edit.end) },
    ]);
    return file;
  }
  const edited = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return reader.read({ path, text: edited, ...(languageId !== undefined && { languageId }) });
}
