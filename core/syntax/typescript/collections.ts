import type { SyntaxNode } from '../tree';
import type { Entry, ListValue, ObjectValue, StringValue, Value } from '../value';
import { withoutJson } from '../template';
import { TextMap } from '../text-map';
import type { Evaluator, Frame } from './evaluator';
import { decodeText } from './strings';

/** An array: spreads of known lists are put in; what may be there or not is put in, and the list is open. */
export function listOf(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): ListValue {
  const items: Value[] = [];
  let complete = !hasOwnError(node);
  for (const child of node.children) {
    if (child.type === 'ERROR') continue;
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
  for (const child of node.children) {
    switch (child.type) {
      case 'pair':
        putPair(object, child, evaluator, frame);
        break;
      case 'shorthand_property_identifier':
        object.put({ key: evaluator.key(child), value: evaluator.name(child, frame) });
        break;
      case 'spread_element':
        putSpread(object, spreadOf(child, evaluator, frame));
        break;
      default:
        object.open();
    }
  }
  return { kind: 'object', ...object.build(), range: evaluator.range(node) };
}

class ObjectBuilder {
  private entries: { entry: Entry; isSpread: boolean }[] = [];
  private hasSpread = false;

  constructor(private complete: boolean) {}

  put(entry: Entry, isSpread = false): void {
    if (isSpread || this.hasSpread) {
      this.entries = this.entries.filter(
        (earlier) => earlier.entry.key.text !== entry.key.text || (!isSpread && !earlier.isSpread),
      );
      this.hasSpread = true;
    }
    this.entries.push({ entry, isSpread });
  }

  /** There may be more. */
  open(): void {
    this.complete = false;
  }

  /** What stands here so far may be replaced, by any name or by one of these. */
  forget(names?: ReadonlySet<string>): void {
    this.open();
    this.entries = names ? this.entries.filter(({ entry }) => !names.has(entry.key.text)) : [];
  }

  build(): Pick<ObjectValue, 'entries' | 'complete'> {
    return { entries: this.entries.map(({ entry }) => entry), complete: this.complete };
  }
}

function putPair(object: ObjectBuilder, pair: SyntaxNode, evaluator: Evaluator, frame?: Frame): void {
  const keyNode = pair.child('key');
  const valueNode = pair.child('value');
  const key = keyNode && keyOf(keyNode, evaluator, frame);
  if (!key) {
    object.open();
    return;
  }
  if (key.text === 'Statement') evaluator.readStatements.add(keyNode.start);
  const value = valueNode ? evaluator.value(valueNode, frame) : evaluator.unknown(pair, 'missing');
  if (valueNode?.type !== 'undefined') object.put({ key, value });
}

function keyOf(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): StringValue | undefined {
  if (node.type === 'property_identifier' || node.type === 'number') return evaluator.key(node);
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
    for (const entry of only.entries) object.put(entry, true);
    if (!only.complete) object.open();
    return;
  }
  const objects = values.filter((value) => value.kind === 'object');
  if (objects.length < values.length || objects.some((value) => !value.complete)) object.forget();
  else object.forget(new Set(objects.flatMap((value) => value.entries.map((entry) => entry.key.text))));
}

/** An error in an item is the item's. */
function hasOwnError(node: SyntaxNode): boolean {
  return node.children.some((child) => child.type === 'ERROR');
}
