import { valuesIn } from '../syntax/inspect';
import { LineIndex } from '../syntax/position';
import type { Comment, SourceFile } from '../syntax/source-file';
import type { LintFinding, LintFix } from './result';
import { DIRECTIVE, suppressionFinding, type Suppression, type Suppressions } from './suppression';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Marks of a comment, and what stands between them. */
const COMMENT = /^(?:\/\/+|#+|\/\*+)(?<content>[\s\S]*?)(?:\*+\/)?$/;
const RULES = /^\s+(?<rules>[\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::(?<reason>[\s\S]*))?$/;
const FORM = `"${DIRECTIVE} RULE: reason"`;

/**
 * Suppressions in comments: `// fsx-lustre-kms-ignore RULE: reason`, with several rules between commas. One
 * that stands alone is for the next line that is no comment, any other for its own line; and for what begins
 * there, a construct or a block, to its end.
 */
export function commentSuppressions(file: SourceFile): Suppressions {
  const suppressions: Suppression[] = [];
  const mistakes: LintFinding[] = [];
  if (!file.text.includes(DIRECTIVE)) return { suppressions, mistakes };
  const reader = new CommentReader(file);
  for (const comment of file.comments) {
    const read = reader.read(comment);
    if (!read) continue;
    suppressions.push(...read.suppressions);
    mistakes.push(...read.mistakes);
  }
  return { suppressions, mistakes };
}

class CommentReader {
  private lineIndex: LineIndex | undefined;

  constructor(private readonly file: SourceFile) {}

  read(comment: Comment): Suppressions | undefined {
    if (!comment.text.includes(DIRECTIVE)) return undefined;
    const content = COMMENT.exec(comment.text)?.groups?.['content'] ?? '';
    const text = content.replace(/^[\s*]+/, '');
    if (!text.startsWith(DIRECTIVE)) return undefined;
    const from = comment.range.start + comment.text.indexOf(DIRECTIVE) + DIRECTIVE.length;
    const match = RULES.exec(text.slice(DIRECTIVE.length));
    if (!match?.groups) return { suppressions: [], mistakes: [this.misunderstood(comment)] };
    const { rules = '', reason = '' } = match.groups;
    const covers = this.covered(comment);
    const suppressions = [...rules.matchAll(/[\w-]+/g)].map(({ 0: rule, index }): Suppression => {
      const start = from + match[0].indexOf(rules) + index;
      return {
        rule,
        reason: reason.trim().replace(/\s*\n[\s*]*|\s+/g, ' '),
        path: this.file.path,
        covers,
        place: { path: this.file.path, start, end: start + rule.length },
        form: `"${DIRECTIVE} ${rule}: why it is right here"`,
        ...(rules === rule ? { removal: this.removal(comment) } : {}),
      };
    });
    return { suppressions, mistakes: [] };
  }

  private misunderstood({ range }: Comment): LintFinding {
    const message = `This suppression names no rule, so it has no effect. Write ${FORM}.`;
    return suppressionFinding('suppression-rule', { ...range, path: this.file.path }, message);
  }

  /** The line that a comment is for, and everything that begins there. */
  private covered({ range }: Comment): Stretch[] {
    const target = this.isAlone(range) ? this.nextCode(range.end) : range.start;
    const line = this.lineOf(target);
    const inLine = ({ start, path }: Stretch & { path?: string }) =>
      path === undefined && line.start <= start && start <= line.end;
    const { resources, documents, root } = this.file;
    const blocks = resources.map((resource) => resource.range);
    const values = [...resources.map(({ body }) => body), ...documents, ...(root ? [root] : [])].flatMap(
      (value) => [...valuesIn(value)].map((inner) => inner.range),
    );
    return [line, ...[...blocks, ...values].filter(inLine)];
  }

  /** Whether nothing but white space stands before a comment on its line. */
  private isAlone({ start }: Stretch): boolean {
    return this.file.text.slice(this.lineOf(start).start, start).trim() === '';
  }

  /** Offset of the first character from an offset on that is neither white space nor in a comment. */
  private nextCode(offset: number): number {
    const { text, comments } = this.file;
    for (let at = offset; ;) {
      at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
      const comment = comments.find(({ range }) => range.start === at);
      if (!comment || comment.range.end <= at) return at;
      at = comment.range.end;
    }
  }

  private lineOf(offset: number): Stretch {
    this.lineIndex ??= new LineIndex(this.file.text);
    const { line } = this.lineIndex.positionAt(offset);
    return {
      start: this.lineIndex.offsetAt({ line, column: 1 }),
      end: this.lineIndex.offsetAt({ line, column: Number.MAX_SAFE_INTEGER }),
    };
  }

  /** Takes the comment out: with its line where nothing else stands there, else with the space before it. */
  private removal({ range }: Comment): LintFix {
    const { text, path } = this.file;
    const before = /[ \t]*$/.exec(text.slice(0, range.start))?.[0].length ?? 0;
    const after = /^[ \t]*(\r\n|\n|\r)/.exec(text.slice(range.end))?.[0].length ?? 0;
    const isWholeLine = this.isAlone(range) && after > 0;
    const start = range.start - before;
    const end = range.end + (isWholeLine ? after : 0);
    return {
      title: 'Take the suppression out',
      safe: false,
      edits: [{ path, start, end, text: '' }],
    };
  }
}
