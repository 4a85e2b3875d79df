import { indexOfField, type SyntaxNode } from '../tree';
import type { Entry, ListValue, ObjectValue, Range, StringValue, Value } from '../value';
import { withoutJson } from '../template';
import { TextMap } from '../text-map';
import type { Evaluator, Frame } from './evaluator';
import { plainKey } from './literals';
import { nameKey, nameValue } from './mentions';
import { decodeText } from './strings';

/** An array: spreads of known lists are put in; what may be there or not is put in, and the list is open. */
export function listOf(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): ListValue {
  const items: Value[] = [];
  let complete = !hasOwnError(node);
  const parts = node.green.children;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (!part || part.node.type === 'ERROR' || part.node.type === 'comment') continue;
    const literal = evaluator.literal(part.node, node.start + part.offset);
    if (literal) {
      items.push(literal);
      continue;
    }
    const child = node.childAt(index);
    if (!child) continue;
    if (child.type !== 'spread_element') {
      items.push(evaluator.value(child, frame));
      continue;
    }
    const spread = spreadOf(child, evaluator, frame);
    complete &&= spread.certain;
    for (const value of spread.values) {
      if (value.kind === 'list') {
        items.push(...value.items);
        complete &&= value.complete;
      } else complete = false;
    }
  }
  return { kind: 'list', items, complete, range: evaluator.range(node) };
}

/** An object: a spread replaces what stands before it, and what follows replaces what it brought. */
export function objectOf(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): ObjectValue {
  const object = new ObjectBuilder(!hasOwnError(node));
  const parts = node.green.children;
  for (let index = 0; index < parts.length; index++) {
    const type = parts[index]?.node.type;
    const child = type === 'comment' ? undefined : node.childAt(index);
    if (!child) continue;
    switch (type) {
      case 'pair':
        putPair(object, child, evaluator, frame);
        break;
      case 'shorthand_property_identifier':
        object.put({ key: nameKey(child), value: nameValue(child, evaluator, frame) });
        break;
      case 'spread_element':
        putSpread(object, spreadOf(child, evaluator, frame));
        break;
      default:
        object.open();
    }
  }
  return object.build(evaluator.range(node));
}

class ObjectBuilder {
  private entries: Entry[] = [];
  /** Keys that a spread brought, as long as nothing replaced them. */
  private spread: Set<string> | undefined;

  constructor(private complete: boolean) {}

  /** Adds an entry. It replaces one that a spread brought; what stands there twice is there twice. */
  put(entry: Entry): void {
    const { text } = entry.key;
    if (this.spread?.delete(text)) this.drop(text);
    this.entries.push(entry);
  }

  /** Adds an entry of a spread, which replaces what stands before it. */
  putSpread(entry: Entry): void {
    this.drop(entry.key.text);
    this.entries.push(entry);
    this.spread ??= new Set();
    this.spread.add(entry.key.text);
  }

  /** There may be more. */
  open(): void {
    this.complete = false;
  }

  /** What stands here so far may be replaced, by any name or by one of these. */
  forget(names?: ReadonlySet<string>): void {
    this.open();
    this.entries = names ? this.entries.filter(({ key }) => !names.has(key.text)) : [];
  }

  build(range: Range): ObjectValue {
    return { kind: 'object', entries: this.entries, complete: this.complete, range };
  }

  private drop(text: string): void {
    this.entries = this.entries.filter(({ key }) => key.text !== text);
  }
}

function putPair(object: ObjectBuilder, pair: SyntaxNode, evaluator: Evaluator, frame?: Frame): void {
  const parts = pair.green.children;
  const keyPart = parts[indexOfField(pair.green, 'key')];
  const valuePart = parts[indexOfField(pair.green, 'value')];
  const start = pair.start + (keyPart?.offset ?? 0);
  const key =
    (keyPart && plainKey(keyPart.node, start, pair.source)) ?? keyOf(pair.child('key'), evaluator, frame);
  if (!key) {
    object.open();
    return;
  }
  if (key.text === 'Statement') evaluator.readStatement(start);
  const literal = valuePart && evaluator.literal(valuePart.node, pair.start + valuePart.offset);
  if (literal) {
    object.put({ key, value: literal });
    return;
  }
  const valueNode = pair.child('value');
  const value = valueNode ? evaluator.value(valueNode, frame) : evaluator.unknown(pair, 'missing');
  if (valueNode?.type !== 'undefined') object.put({ key, value });
}

/** A key that is more than a name or a plain text. */
function keyOf(
  node: SyntaxNode | undefined,
  evaluator: Evaluator,
  frame: Frame | undefined,
): StringValue | undefined {
  if (!node) return undefined;
  if (node.type === 'string') {
    const text = decodeText(node, evaluator.source, (expression) => evaluator.value(expression, frame));
    const key = withoutJson(text, evaluator.range(node));
    return key.kind === 'string' ? key : undefined;
  }
  const [computed] = node.children;
  const value = computed && evaluator.value(computed, frame);
  if (value?.kind !== 'string') return undefined;
  if (!value.use) return value;
  return {
    ...value,
    map: TextMap.folded(node.start, node.end, value.text.length),
    range: evaluator.range(node),
  };
}

/** What is spread: one value, or those it may be. */
interface Spread {
  readonly values: readonly Value[];
  /** False when it may be one of the values or another, or nothing. */
  readonly certain: boolean;
}

function spreadOf(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): Spread {
  let [inner] = node.children;
  while (inner?.type === 'parenthesized_expression') [inner] = inner.children;
  if (!inner) return { values: [], certain: false };
  if (inner.type === 'ternary_expression') {
    const branches = [inner.child('consequence'), inner.child('alternative')].filter((branch) => !!branch);
    return { values: branches.map((branch) => evaluator.value(branch, frame)), certain: false };
  }
  const right = inner.child('right');
  if (inner.type === 'binary_expression' && inner.child('operator')?.type === '&&' && right) {
    return { values: [evaluator.value(right, frame)], certain: false };
  }
  return { values: [evaluator.value(inner, frame)], certain: true };
}

function putSpread(object: ObjectBuilder, { values, certain }: Spread): void {
  const [only] = values;
  if (certain && only?.kind === 'null') return;
  if (certain && only?.kind === 'object') {
    for (const entry of only.entries) object.putSpread(entry);
    if (!only.complete) object.open();
    return;
  }
  const objects = values.filter((value) => value.kind === 'object');
  if (objects.length < values.length || objects.some((value) => !value.complete)) object.forget();
  else object.forget(new Set(objects.flatMap((value) => value.entries.map((entry) => entry.key.text))));
}

/** An error in an item is the item's. */
function hasOwnError({ green }: SyntaxNode): boolean {
  return green.hasError && green.children.some((child) => child.node.type === 'ERROR');
}
