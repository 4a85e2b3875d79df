import type { SyntaxNode } from '../tree';
import type { Value } from '../value';
import { putValue } from '../put-value';
import { TextBuilder } from '../text-map';
import type { Evaluator, Frame } from './evaluator';
import { applyFunction, functionOf } from './functions';
import { isFunction } from './scopes';
import { textValue } from './strings';

const JSON_CALLS = /^(JSON\.stringify|(?:\w+\.)?Fn\.jsonencode)$/;
const SAME_VALUE = /^(String|Object\.freeze|(?:\w+\.)?Token\.as(String|List|Number)|(?:\w+\.)?Fn\.toset)$/;
const METHODS: readonly string[] = ['join', 'concat', 'map', 'flatMap', 'flat', 'toString', 'slice'];

/** Whether a call may be one of those that are known to every program. */
export function isBuiltIn(callee: SyntaxNode): boolean {
  if (callee.type === 'identifier') return callee.text === 'String';
  return callee.type === 'member_expression' && callee.child('object')?.type !== 'this';
}

/** What a well-known function gives. @returns undefined for every other one */
export function foldCall(
  call: SyntaxNode,
  callee: SyntaxNode,
  given: readonly SyntaxNode[],
  evaluator: Evaluator,
  frame: Frame | undefined,
): Value | undefined {
  const [first, second] = given;
  const name = callee.end - callee.start < 100 ? callee.text : '';
  if (first && JSON_CALLS.test(name)) {
    return { kind: 'json', content: evaluator.value(first, frame), range: evaluator.range(call) };
  }
  if (first && SAME_VALUE.test(name)) return evaluator.value(first, frame);
  if (/^(?:\w+\.)?Fn\.join$/.test(name) && first && second) {
    return join(call, evaluator.value(second, frame), evaluator.value(first, frame), evaluator);
  }
  const object = callee.child('object');
  const method = callee.child('property')?.text ?? '';
  if (!object || !METHODS.includes(method)) return undefined;
  return foldMethod(call, evaluator.value(object, frame), method, given, evaluator, frame);
}

function foldMethod(
  call: SyntaxNode,
  of: Value,
  method: string,
  given: readonly SyntaxNode[],
  evaluator: Evaluator,
  frame: Frame | undefined,
): Value | undefined {
  const [first] = given;
  if (method === 'toString' && !first)
    return of.kind === 'string' || of.kind === 'reference' ? of : undefined;
  if (of.kind !== 'list') return undefined;
  const range = evaluator.range(call);
  switch (method) {
    case 'join':
      return join(call, of, first && evaluator.value(first, frame), evaluator);
    case 'concat': {
      const parts = [of, ...given.map((argument) => evaluator.value(argument, frame))];
      const items = parts.flatMap((part) => (part.kind === 'list' ? part.items : [part]));
      const complete = parts.every((part) => (part.kind === 'list' ? part.complete : part.kind === 'string'));
      return { kind: 'list', items: items.filter((item) => item.kind !== 'unknown'), complete, range };
    }
    case 'flat':
      return flat(of.items, of.complete, range);
    case 'map':
    case 'flatMap': {
      const fn = first && (isFunction(first) ? first : functionOf(first, evaluator));
      if (!fn) return undefined;
      const items = of.items.map(
        (item) => applyFunction(fn, [item], evaluator, frame) ?? evaluator.unknown(call),
      );
      return method === 'flatMap' ? flat(items, of.complete, range) : { ...of, items, range };
    }
    case 'slice':
      return given.length === 0 ? of : undefined;
    default:
      return undefined;
  }
}

function flat(items: readonly Value[], isComplete: boolean, range: Value['range']): Value {
  const complete =
    isComplete && items.every((item) => (item.kind === 'list' ? item.complete : item.kind !== 'unknown'));
  return {
    kind: 'list',
    items: items.flatMap((item) =>
      item.kind === 'list' ? item.items : item.kind === 'unknown' ? [] : [item],
    ),
    complete,
    range,
  };
}

function join(
  call: SyntaxNode,
  list: Value,
  separator: Value | undefined,
  evaluator: Evaluator,
): Value | undefined {
  if (list.kind !== 'list' || !list.complete) return undefined;
  if (separator !== undefined && separator.kind !== 'string') return undefined;
  const builder = new TextBuilder(evaluator.source);
  list.items.forEach((item, index) => {
    if (index > 0) builder.replace(call.start, call.end, separator?.text ?? ',');
    putValue(builder, call.start, call.end, item);
  });
  return textValue(builder.build(call.start), evaluator.range(call));
}
