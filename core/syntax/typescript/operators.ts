import { putValue } from '../put-value';
import { TextBuilder } from '../text-map';
import type { SyntaxNode } from '../tree';
import type { Value } from '../value';
import type { Evaluator, Frame } from './evaluator';
import { isText, putText, textValue } from './strings';

/** `a + b` of texts, `a ?? b`, `a || b`. */
export function binaryValue(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): Value {
  const left = node.child('left');
  const right = node.child('right');
  const operator = node.child('operator')?.type;
  if (!left || !right) return evaluator.unknown(node, 'missing');
  if (operator === '??' || operator === '||') {
    const value = evaluator.value(left, frame);
    if (operator === '??' && value.kind === 'null') return evaluator.value(right, frame);
    const isSet = value.kind === 'string' ? value.text !== '' || operator === '??' : value.kind === 'object';
    return isSet ? value : evaluator.unknown(node, 'expression', [value, evaluator.value(right, frame)]);
  }
  if (operator !== '+') return evaluator.unknown(node);
  const builder = new TextBuilder(evaluator.source);
  return putOperand(builder, node, evaluator, frame)
    ? textValue(builder.build(node.start), evaluator.range(node))
    : evaluator.unknown(node);
}

/** Adds one side of a `+`. @returns whether any of it is text, which makes the whole of it text */
function putOperand(
  builder: TextBuilder,
  node: SyntaxNode,
  evaluator: Evaluator,
  frame: Frame | undefined,
): boolean {
  if (isText(node)) {
    putText(builder, node, (expression) => evaluator.value(expression, frame));
    return true;
  }
  const left = node.child('left');
  const right = node.child('right');
  if (node.type === 'binary_expression' && node.child('operator')?.type === '+' && left && right) {
    const texts = [left, right].map((side) =>
      evaluator.nested(() => putOperand(builder, side, evaluator, frame)),
    );
    return texts.includes(true);
  }
  const value = evaluator.value(node, frame);
  putValue(builder, node.start, node.end, value);
  return value.kind === 'string' || value.kind === 'template' || value.kind === 'json';
}

/** `a ? b : c`: one of the two where `a` is known. */
export function choiceValue(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): Value {
  const [condition, consequence, alternative] = ['condition', 'consequence', 'alternative'].map((field) =>
    node.child(field),
  );
  if (!condition || !consequence || !alternative) return evaluator.unknown(node, 'missing');
  const test = evaluator.value(condition, frame);
  if (test.kind === 'boolean') return evaluator.value(test.value ? consequence : alternative, frame);
  return evaluator.unknown(node, 'expression', [
    evaluator.value(consequence, frame),
    evaluator.value(alternative, frame),
  ]);
}
