/** Candidates as items of a list: what is put in, in which order, and as snippets where there are tab stops. */
import type { Language } from '../../syntax/source-file';
import type { Range } from '../../syntax/value';
import type { Candidate, CandidateKind } from './candidate';
import type { Cursor } from './cursor';
import { Writer, isNamed, plain, type Written } from './writer';

export interface CompletionItem {
  readonly label: string;
  readonly kind: CandidateKind;
  readonly detail?: string;
  /** Markdown without HTML. */
  readonly documentation?: string;
  readonly insertText: string;
  /** Whether `insertText` has tab stops, `$` and `}` escaped as snippets want it. */
  readonly isSnippet?: boolean;
  readonly sortText: string;
  readonly preselect?: boolean;
  /** Whether the first tab stop is a place where completion has something to offer. */
  readonly retrigger?: boolean;
}

/** What is replaced: the content of the string, with its closing quote where something follows that. */
export function replacedRange({ start, end, string, role, after }: Cursor): Range {
  const takesQuote = string?.isClosed === true && role === 'name' && !isNamed(after);
  return { start, end: takesQuote ? end + string.quote.length : end };
}

/** @param position of the candidate in the list, from 0 */
export function writeItem(
  candidate: Candidate,
  position: number,
  cursor: Cursor,
  language: Language,
): CompletionItem {
  const writer = new Writer(cursor, language);
  const written = writer.insert(candidate);
  const isSnippet = written.some((part) => typeof part !== 'string');
  const { label, kind, detail, documentation, rank, preselect, isFreeText } = candidate;
  return {
    label,
    kind,
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation }),
    insertText: isSnippet ? snippet(written) : plain(written),
    ...(isSnippet && { isSnippet }),
    sortText: `${String(rank).padStart(2, '0')}${String(position).padStart(4, '0')}`,
    ...(preselect === true && { preselect }),
    ...(isFreeText !== true && isOpen(written) && { retrigger: true }),
  };
}

/** Whether the first tab stop is empty. */
function isOpen(written: Written): boolean {
  const stops = written.filter((part) => typeof part !== 'string');
  const [first] = stops.sort((a, b) => a.stop - b.stop);
  return first !== undefined && first.options === undefined;
}

function snippet(written: Written): string {
  return written
    .map((part) => {
      if (typeof part === 'string') return escapeSnippet(part);
      const { stop, options } = part;
      if (options === undefined) return `$${stop}`;
      if (options.length > 1) return `\${${stop}|${options.map(escapeChoice).join(',')}|}`;
      return `\${${stop}:${escapeSnippet(options[0] ?? '')}}`;
    })
    .join('');
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** Between the bars of a choice, dollars and braces mean themselves. */
function escapeChoice(text: string): string {
  return text.replace(/[\\,|]/g, '\\$&');
}
