import { decodeHclString, soleHole } from './hcl-strings';
import { templateValue, withoutJson } from './template';
import { TextMap, type MappedText } from './text-map';
import { referenceOrUnknown } from './reference';
import type { Lookup } from './lookup';
import type { SyntaxNode } from './tree';
import type { Entry, ObjectValue, Range, StringValue, UnknownReason, Value } from './value';

/** Functions that give their first argument back, but for its type. */
const TRANSPARENT: readonly string[] = [
  'tostring',
  'tonumber',
  'tobool',
  'tolist',
  'toset',
  'tomap',
  'nonsensitive',
  'sensitive',
  'try',
];
/** What may follow a name in a reference. */
const STEPS: readonly string[] = ['get_attr', 'index', 'splat'];

/** Reads the expressions of a text of Terraform's language. */
export class HclExpressions {
  /**
   * @param source where the text is written: a file, or a string of Terraform JSON
   * @param lookup what `local.x` and `var.x` stand for, as far as that is known
   */
  constructor(
    private readonly source: MappedText,
    private readonly lookup: Lookup,
  ) {}

  rangeOf(node: SyntaxNode): Range {
    return this.source.map.range(node.start, node.end);
  }

  /** The value of an expression node. */
  value(expression: SyntaxNode): Value {
    const [first, ...rest] = expression.children;
    if (!first) return this.unknown(expression, expression.text === '' ? 'missing' : 'expression');
    if (rest.length > 0) return this.chain(expression, first, rest);
    switch (first.type) {
      case 'expression':
        return this.value(first);
      case 'literal_value':
        return this.literal(first);
      case 'template_expr':
        return first.children[0] ? this.string(first.children[0]) : this.unknown(first);
      case 'collection_value':
        return this.collection(first);
      case 'function_call':
        return this.call(first);
      case 'operation':
        return this.operation(first);
      case 'variable_expr':
      case 'conditional':
      case 'for_expr':
        return this.unknown(first);
      default:
        return this.unknown(expression);
    }
  }

  /** A label or a quoted string. */
  string(node: SyntaxNode): Value {
    const only = soleHole(node);
    if (only) return at(this.interpolation(only), this.rangeOf(node));
    const text = decodeHclString(node, this.source, (hole) => this.interpolation(hole));
    return templateValue(text, this.rangeOf(node));
  }

  /** A name that stands for itself: an attribute's, a block's. */
  name(node: SyntaxNode): StringValue {
    const range = this.rangeOf(node);
    if (node.type === 'identifier') {
      return { kind: 'string', text: node.text, map: TextMap.straight(range.start, node.text.length), range };
    }
    const text = decodeHclString(node, this.source, (hole) => this.unknown(hole));
    return { kind: 'string', text: text.text, map: text.map, range };
  }

  unknown(node: SyntaxNode, reason: UnknownReason = 'expression'): Value {
    return referenceOrUnknown(node.text, this.rangeOf(node), reason);
  }

  private interpolation(node: SyntaxNode): Value {
    const expression = node.ofType('expression');
    return expression && node.type === 'template_interpolation' ? this.value(expression) : this.unknown(node);
  }

  /** A name with attributes and indices: a reference, or what it stands for. */
  private chain(expression: SyntaxNode, first: SyntaxNode, rest: readonly SyntaxNode[]): Value {
    if (first.type !== 'variable_expr' || rest.some((step) => !STEPS.includes(step.type))) {
      return this.unknown(expression);
    }
    const value = referenceOrUnknown(expression.text, this.rangeOf(expression));
    return value.kind === 'reference' ? (this.lookup(value) ?? value) : value;
  }

  private literal(node: SyntaxNode): Value {
    const [literal] = node.children;
    const range = this.rangeOf(node);
    switch (literal?.type) {
      case 'string_lit':
        return this.string(literal);
      case 'numeric_lit':
        return { kind: 'number', value: Number(literal.text), range };
      case 'bool_lit':
        return { kind: 'boolean', value: literal.text === 'true', range };
      case 'null_lit':
        return { kind: 'null', range };
      default:
        return this.unknown(node);
    }
  }

  private operation(node: SyntaxNode): Value {
    return /^-\s*\d+(\.\d+)?$/.test(node.text)
      ? { kind: 'number', value: Number(node.text.replace(/\s/g, '')), range: this.rangeOf(node) }
      : this.unknown(node);
  }

  private collection(node: SyntaxNode): Value {
    const [collection] = node.children;
    if (collection?.type === 'object') return this.object(collection);
    if (collection?.type !== 'tuple') return this.unknown(node);
    const items = collection.children
      .filter((child) => child.type === 'expression')
      .map((item) => this.value(item));
    return { kind: 'list', items, complete: !collection.green.hasError, range: this.rangeOf(node) };
  }

  private object(node: SyntaxNode): ObjectValue {
    const entries: Entry[] = [];
    let complete = !node.green.hasError;
    for (const element of node.children) {
      if (element.type !== 'object_elem') continue;
      const key = this.key(element.child('key'));
      const value = element.child('val');
      if (key) entries.push({ key, value: value ? this.value(value) : this.unknown(element, 'missing') });
      else complete = false;
    }
    return { kind: 'object', entries, complete, range: this.rangeOf(node) };
  }

  private key(expression: SyntaxNode | undefined): StringValue | undefined {
    if (!expression) return undefined;
    const [only, ...rest] = expression.children;
    if (only?.type === 'variable_expr' && rest.length === 0) {
      const identifier = only.ofType('identifier');
      return identifier && this.name(identifier);
    }
    const inner =
      only?.type === 'literal_value' || only?.type === 'template_expr' ? only.children[0] : undefined;
    if (inner && inner.type !== 'numeric_lit' && inner.type !== 'bool_lit' && inner.type !== 'null_lit') {
      const text = decodeHclString(inner, this.source, (hole) => this.interpolation(hole));
      const key = withoutJson(text, this.rangeOf(expression));
      return key.kind === 'string' ? key : undefined;
    }
    const value = this.value(expression);
    if (value.kind !== 'string') return undefined;
    const range = this.rangeOf(expression);
    const map = value.use ? TextMap.folded(range.start, range.end, value.text.length) : value.map;
    return { kind: 'string', text: value.text, map, range };
  }

  private call(node: SyntaxNode): Value {
    const name = node.ofType('identifier')?.text ?? '';
    const given = node.ofType('function_arguments');
    const nodes = given?.children.filter((child) => child.type === 'expression') ?? [];
    const [first] = nodes;
    const spreads = given?.text.trimEnd().endsWith('...') ?? false;
    if (!first || spreads) return this.unknown(node);
    if (name === 'jsonencode') {
      return { kind: 'json', content: this.value(first), range: this.rangeOf(node) };
    }
    if (TRANSPARENT.includes(name)) {
      const value = this.value(first);
      return value.kind === 'reference' || value.kind === 'unknown' ? this.unknown(node) : value;
    }
    if (name === 'concat') return this.concat(node, nodes);
    if (name === 'merge') return this.merge(node, nodes);
    return this.unknown(node);
  }

  private concat(node: SyntaxNode, nodes: readonly SyntaxNode[]): Value {
    const lists = nodes.map((argument) => this.value(argument));
    const known = lists.filter((value) => value.kind === 'list');
    if (known.length === 0) return this.unknown(node);
    const complete = known.length === lists.length && known.every((list) => list.complete);
    return { kind: 'list', items: known.flatMap((list) => list.items), complete, range: this.rangeOf(node) };
  }

  /** Later entries replace earlier ones; what an unknown argument may replace is not known any more. */
  private merge(node: SyntaxNode, nodes: readonly SyntaxNode[]): Value {
    const entries = new Map<string, Entry>();
    let complete = true;
    for (const argument of nodes) {
      const value = this.value(argument);
      if (value.kind !== 'object') {
        entries.clear();
        complete = false;
        continue;
      }
      for (const entry of value.entries) entries.set(entry.key.text, entry);
      complete &&= value.complete;
    }
    return { kind: 'object', entries: [...entries.values()], complete, range: this.rangeOf(node) };
  }
}

/** The same value, written as a whole string: `"${…}"`. */
function at(value: Value, range: Range): Value {
  return value.kind === 'reference' || value.kind === 'unknown' ? { ...value, range } : value;
}
