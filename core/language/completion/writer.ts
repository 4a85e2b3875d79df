/** Candidates as the file's language has them: quotes, escapes, separators, tab stops. */
import type { Language } from '../../syntax/source-file';
import type { Body, Candidate, Piece, TabStop } from './candidate';
import type { Cursor } from './cursor';

/** What is written: text as it is, and tab stops in it. */
export type Written = readonly (string | TabStop)[];

/** Whether a value, or its separator, stands behind a name already. */
export function isNamed(after: string): boolean {
  return after === ':' || after === '=';
}

/** Without tab stops: what is written as it is. */
export function plain(written: Written): string {
  return written.map((part) => (typeof part === 'string' ? part : (part.options?.[0] ?? ''))).join('');
}

/** Writes candidates at one cursor. */
export class Writer {
  constructor(
    private readonly cursor: Cursor,
    private readonly language: Language,
  ) {}

  insert({ insert }: Candidate): Written {
    const { string, after, role } = this.cursor;
    switch (insert.as) {
      case 'text':
        return string ? [...this.text(insert.pieces), ...this.closing()] : this.value(insert.pieces);
      case 'literal':
        return [insert.text, ...this.closing()];
      case 'name': {
        if (role === 'value' || isNamed(after)) {
          return string ? [...this.text(insert.name), ...this.closing()] : this.name(insert.name);
        }
        const name = string ? [...this.text(insert.name), string.quote] : this.name(insert.name);
        return [...name, ...this.separator(), ...this.body(insert.body), ...this.comma()];
      }
      case 'block':
        if (isNamed(after) || after === '{') return [insert.name];
        return this.block(insert.name, insert.body);
    }
  }

  /** The quote that was not typed yet. */
  private closing(): Written {
    const { string } = this.cursor;
    return string && !string.isClosed ? [string.quote] : [];
  }

  /** A text in its quotes; a sole reference needs none in HCL. */
  private value(pieces: readonly Piece[]): Written {
    const [only] = pieces;
    if (
      this.cursor.notation === 'hcl' &&
      pieces.length === 1 &&
      typeof only === 'object' &&
      'reference' in only
    ) {
      return [only.reference];
    }
    const { quote } = this.cursor;
    return [quote, ...this.text(pieces), quote];
  }

  private text(pieces: readonly Piece[]): Written {
    return pieces.map((piece) => {
      if (typeof piece === 'string') return this.escape(piece);
      if ('reference' in piece) return `\${${piece.reference}}`;
      const { stop, options } = piece;
      return { stop, ...(options && { options: options.map((option) => this.escape(option)) }) };
    });
  }

  /** The name of an entry, in quotes where the language wants them. */
  private name(pieces: readonly Piece[]): Written {
    const isWord = pieces.every((piece) => typeof piece === 'string' && /^[A-Za-z_]\w*$/.test(piece));
    return isWord && this.cursor.notation !== 'json' ? this.text(pieces) : this.value(pieces);
  }

  private separator(): Written {
    return [this.cursor.notation === 'hcl' ? ' = ' : ': '];
  }

  /** A comma where another entry follows; the quote of the string that the JSON stands in is none. */
  private comma(): Written {
    const { notation, after, open } = this.cursor;
    const outer = open.findLast((frame) => frame.kind === 'string');
    const isLast = after === '' || ',}])'.includes(after) || outer?.quote === after;
    return notation === 'hcl' || isLast ? [] : [','];
  }

  private body(body: Body): Written {
    switch (body.is) {
      case 'text':
        return this.value(body.pieces);
      case 'list':
        return ['[', ...this.body(body.item), ']'];
      case 'object':
        return [
          '{ ',
          ...body.entries.flatMap(({ name, body: inner }, index) => [
            ...(index > 0 ? [', '] : []),
            ...this.name(name),
            ...this.separator(),
            ...this.body(inner),
          ]),
          ' }',
        ];
    }
  }

  private block(name: string, body: Body): Written {
    if (this.language !== 'hcl') {
      return [...this.name([name]), ...this.separator(), '[', ...this.body(body), ']', ...this.comma()];
    }
    const entries = body.is === 'object' ? body.entries : [];
    const width = Math.max(0, ...entries.map((entry) => plain(this.name(entry.name)).length));
    const lines = entries.flatMap((entry) => [
      '\n\t',
      plain(this.name(entry.name)).padEnd(width),
      ' = ',
      ...this.body(entry.body),
    ]);
    return [name, ' {', ...lines, '\n}'];
  }

  /** A text as it stands between quotes here. */
  private escape(text: string): string {
    const { notation, open, string, quote } = this.cursor;
    const own = escapeFor(notation === 'json' ? '"' : (string?.quote ?? quote), text);
    const outer = open.findLast((frame) => frame.kind === 'string');
    const escaped = outer && notation === 'json' ? escapeFor(outer.quote, own) : own;
    const isTerraform = this.language === 'hcl' || this.language === 'terraform-json';
    return isTerraform ? escaped.replace(/[$%](?=\{)/g, '$&$&') : escaped;
  }
}

/** A text as it stands between quotes of a kind. */
function escapeFor(quote: string, text: string): string {
  switch (quote) {
    case "'":
      return text.replace(/[\\']/g, '\\$&');
    case '`':
      return text.replace(/[\\`]|\$(?=\{)/g, '\\$&');
    default:
      return JSON.stringify(text).slice(1, -1);
  }
}
