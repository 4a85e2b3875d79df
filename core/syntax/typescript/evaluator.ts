import { referencesIn } from '../inspect';
import type { MappedText } from '../text-map';
import type { GreenNode } from '../green';
import type { Move } from '../move';
import type { SyntaxNode } from '../tree';
import type { Stretch } from '../tree-difference';
import type { Range, UnknownReason, Value } from '../value';
import type { Changes } from './changes';
import { listOf, objectOf } from './collections';
import type { Constructs } from './constructs';
import { callValue } from './functions';
import { plainLiteral } from './literals';
import { memberValue, nameValue, subscriptValue } from './mentions';
import { binaryValue, choiceValue } from './operators';
import type { Scopes } from './scopes';
import { decodeText, textValue } from './strings';

/** The arguments of the functions that are being folded, innermost first. */
export interface Frame {
  readonly function: SyntaxNode;
  readonly values: ReadonlyMap<string, Value>;
  readonly outer: Frame | undefined;
}

/** What wraps an expression without changing it. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'await_expression',
]);
/** Values that one file may fold: constants that multiply each other could go on for ever. */
const MAX_VALUES = 200_000;
const MAX_DEPTH = 300;
/** What an unknown value quotes of the source. */
const MAX_QUOTED = 300;
/** Outside of this stands nothing. */
const EVERYTHING: Stretch = { start: 0, end: Number.MAX_SAFE_INTEGER };

/** What was looked at for the value of an expression. */
export interface Trace {
  /** What stands outside of the expression: constants, functions. */
  readonly outside: readonly Stretch[];
  /** Offsets of the `Statement` keys that were read. */
  readonly statements: readonly number[];
  /** How many values it took; undefined where there were too many for a file. */
  readonly values: number | undefined;
}

/** Folds expressions as far as the file shows what they are. */
export class Evaluator {
  private left = MAX_VALUES;
  private depth = 0;
  private own: Stretch = EVERYTHING;
  private outside: Stretch[] = [];
  private statements: number[] = [];
  /** Offsets of the `Statement` keys that were read: the policies that belong to something. */
  private readonly readStatements = new Set<number>();

  constructor(
    readonly source: MappedText,
    readonly scopes: Scopes,
    readonly changes: Changes,
    readonly constructs: Constructs,
  ) {}

  /** What an expression gives, with what was looked at for it. */
  traced<T>(node: SyntaxNode, run: () => T): { result: T; trace: Trace } {
    const before = this.left;
    this.own = this.range(node);
    this.outside = [];
    this.statements = [];
    const result = run();
    const { outside, statements } = this;
    this.own = EVERYTHING;
    this.statements = [];
    return { result, trace: { outside, statements, values: this.left > 0 ? before - this.left : undefined } };
  }

  /** Takes over what was looked at before an edit. @returns false where the file has too many values for it */
  retrace({ statements, values }: Trace, move: Move): boolean {
    if (values === undefined || values >= this.left) return false;
    this.left -= values;
    for (const at of statements) this.readStatements.add(move(at));
    return true;
  }

  /** Says that a value is made of a node. */
  look(node: SyntaxNode): void {
    const { start, end } = node;
    if (start >= this.own.start && end <= this.own.end) return;
    const last = this.outside.at(-1);
    if (!last || start < last.start || end > last.end) this.outside.push({ start, end });
  }

  /** Whether something has taken a policy in. @param offset of its key `Statement` */
  hasRead(offset: number): boolean {
    return this.readStatements.has(offset);
  }

  /** Says that a policy belongs to something. @param offset of its key `Statement` */
  readStatement(offset: number): void {
    this.readStatements.add(offset);
    this.statements.push(offset);
  }

  /** The value of an expression. @param frame arguments of the function it stands in, when that is called */
  value(node: SyntaxNode, frame?: Frame): Value {
    if (this.left-- <= 0) return this.unknown(node);
    this.look(node);
    return this.nested(() => this.fold(node, frame)) ?? this.unknown(node);
  }

  /** Goes one level deeper. @returns undefined where that is too deep: there the stack would run out */
  nested<T>(run: () => T): T | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    this.depth++;
    const result = run();
    this.depth--;
    return result;
  }

  /** The value of a literal that is what it looks like; see `plainLiteral`. */
  literal(green: GreenNode, start: number): Value | undefined {
    return this.left-- > 0 ? plainLiteral(green, start, this.source.text) : undefined;
  }

  range(node: SyntaxNode): Range {
    return { start: node.start, end: node.end };
  }

  /** @param from values that it is made of, whose references are worth knowing */
  unknown(node: SyntaxNode, reason: UnknownReason = 'expression', from: readonly Value[] = []): Value {
    const text = node.source.slice(node.start, Math.min(node.end, node.start + MAX_QUOTED));
    return {
      kind: 'unknown',
      reason,
      text,
      references: from.flatMap(referencesIn),
      range: this.range(node),
    };
  }

  private fold(node: SyntaxNode, frame: Frame | undefined): Value {
    const range = this.range(node);
    switch (node.type) {
      case 'string':
      case 'template_string':
        return this.text(node, frame);
      case 'number': {
        const value = Number(node.text.replace(/_/g, ''));
        return Number.isNaN(value) ? this.unknown(node) : { kind: 'number', value, range };
      }
      case 'unary_expression':
        return /^-\d+(\.\d+)?$/.test(node.text)
          ? { kind: 'number', value: Number(node.text), range }
          : this.unknown(node);
      case 'true':
      case 'false':
        return { kind: 'boolean', value: node.type === 'true', range };
      case 'null':
      case 'undefined':
        return { kind: 'null', range };
      case 'array':
        return listOf(node, this, frame);
      case 'object':
        return objectOf(node, this, frame);
      case 'identifier':
        return nameValue(node, this, frame);
      case 'member_expression':
        return memberValue(node, this, frame);
      case 'subscript_expression':
        return subscriptValue(node, this, frame);
      case 'binary_expression':
        return binaryValue(node, this, frame);
      case 'ternary_expression':
        return choiceValue(node, this, frame);
      case 'new_expression':
        return this.constructs.reference(node, range) ?? this.unknown(node);
      case 'call_expression':
        return callValue(node, this, frame);
      case 'ERROR':
        return this.unknown(node, 'missing');
      default: {
        const [inner] = node.children;
        return inner && WRAPPERS.has(node.type) ? this.value(inner, frame) : this.unknown(node);
      }
    }
  }

  private text(node: SyntaxNode, frame: Frame | undefined): Value {
    const text = decodeText(node, this.source, (expression) => this.value(expression, frame));
    return textValue(text, this.range(node));
  }
}
