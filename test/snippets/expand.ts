/**
 * VS Code's snippet syntax, as far as our snippets use it.
 * Source: VS Code documentation, "Snippets in Visual Studio Code", "Grammar".
 */
export type SnippetNode = TextNode | TabStopNode | VariableNode;

interface TextNode {
  readonly kind: 'text';
  readonly text: string;
}

/** `$1`, `${1:default}`, `${1|a,b|}`. */
export interface TabStopNode {
  readonly kind: 'tab-stop';
  readonly index: number;
  /** Empty where it mirrors another one, or is empty. */
  readonly content: readonly SnippetNode[];
  readonly options?: readonly string[];
}

/** `$TM_FILENAME`, `${TM_FILENAME:default}`; of an unknown name VS Code makes a placeholder. */
interface VariableNode {
  readonly kind: 'variable';
  readonly name: string;
  readonly content: readonly SnippetNode[];
}

/** Reads a snippet's body. @throws SyntaxError where VS Code would take `${` for text, and for transforms */
export function parseSnippet(body: string): SnippetNode[] {
  return new SnippetParser(body).parse();
}

class SnippetParser {
  private at = 0;

  constructor(private readonly body: string) {}

  parse(): SnippetNode[] {
    const nodes = this.nodes('');
    if (this.at < this.body.length) throw this.error('nothing more');
    return nodes;
  }

  /** Everything up to a character, which is left. */
  private nodes(end: string): SnippetNode[] {
    const nodes: SnippetNode[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') nodes.push({ kind: 'text', text });
      text = '';
    };
    while (this.at < this.body.length && this.body[this.at] !== end) {
      const node = this.special();
      if (node) {
        flush();
        nodes.push(node);
      } else text += this.character('$}\\');
    }
    flush();
    return nodes;
  }

  private special(): SnippetNode | undefined {
    const simple = this.take(/\$(?:(\d+)|([A-Za-z_]\w*))/y);
    if (simple) return named(simple[1], simple[2], []);
    const open = this.take(/\$\{(?:(\d+)|([A-Za-z_]\w*))/y);
    if (open) return this.rest(open[1], open[2]);
    if (this.body.startsWith('${', this.at)) throw this.error('a number or a name behind "${"');
    return undefined;
  }

  private rest(index: string | undefined, name: string | undefined): SnippetNode {
    if (this.take(/\}/y)) return named(index, name, []);
    if (this.take(/:/y)) {
      const content = this.nodes('}');
      if (!this.take(/\}/y)) throw this.error('"}"');
      return named(index, name, content);
    }
    if (index !== undefined && this.take(/\|/y)) {
      const options = this.options();
      return {
        kind: 'tab-stop',
        index: Number(index),
        content: [{ kind: 'text', text: options[0] ?? '' }],
        options,
      };
    }
    throw this.error('"}", ":" or a choice');
  }

  private options(): string[] {
    const options = [''];
    while (!this.take(/\|\}/y)) {
      if (this.at >= this.body.length) throw this.error('"|}"');
      if (this.take(/,/y)) options.push('');
      else options.push((options.pop() ?? '') + this.character(',|\\'));
    }
    return options;
  }

  /** The next character; behind a backslash one of those that need it. */
  private character(escaped: string): string {
    const [first = '', second = ''] = this.body.slice(this.at, this.at + 2);
    const isEscape = first === '\\' && second !== '' && escaped.includes(second);
    this.at += isEscape ? 2 : 1;
    return isEscape ? second : first;
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.body);
    if (!match) return undefined;
    this.at = pattern.lastIndex;
    return match;
  }

  private error(expected: string): SyntaxError {
    const around = this.body.slice(Math.max(0, this.at - 20), this.at + 20);
    return new SyntaxError(`expected ${expected} at ${this.at}, in ${JSON.stringify(around)}`);
  }
}

function named(
  index: string | undefined,
  name: string | undefined,
  content: readonly SnippetNode[],
): TabStopNode | VariableNode {
  return index === undefined
    ? { kind: 'variable', name: name ?? '', content }
    : { kind: 'tab-stop', index: Number(index), content };
}

/** Options taken by number of the tab stop; the first one of the others. */
export type Choices = ReadonlyMap<number, string>;

/** What stands in the editor when every tab stop is left as it comes. */
export function expandSnippet(body: string, choices: Choices = new Map()): string {
  const nodes = parseSnippet(body);
  const values = new Map<number, readonly SnippetNode[]>();
  for (const { index, content } of tabStopsIn(nodes)) {
    const chosen = choices.get(index);
    const value: readonly SnippetNode[] = chosen === undefined ? content : [{ kind: 'text', text: chosen }];
    if (value.length > 0 && !values.has(index)) values.set(index, value);
  }
  const textOf = (list: readonly SnippetNode[], open: readonly number[]): string =>
    list
      .map((node) => {
        if (node.kind === 'text') return node.text;
        if (node.kind === 'variable') return node.content.length ? textOf(node.content, open) : node.name;
        // A placeholder within itself would never end; VS Code leaves it empty.
        if (open.includes(node.index)) return '';
        return textOf(values.get(node.index) ?? [], [...open, node.index]);
      })
      .join('');
  return textOf(nodes, []);
}

/** Every tab stop, those within placeholders too, in their order. */
export function tabStopsIn(nodes: readonly SnippetNode[]): TabStopNode[] {
  return nodes.flatMap((node) => [
    ...(node.kind === 'tab-stop' ? [node] : []),
    ...(node.kind === 'text' ? [] : tabStopsIn(node.content)),
  ]);
}

/** Names of all variables. */
export function variablesIn(nodes: readonly SnippetNode[]): string[] {
  return nodes.flatMap((node) => [
    ...(node.kind === 'variable' ? [node.name] : []),
    ...(node.kind === 'text' ? [] : variablesIn(node.content)),
  ]);
}
