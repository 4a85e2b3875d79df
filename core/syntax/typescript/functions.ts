import type { SyntaxNode } from '../tree';
import type { Value } from '../value';
import { foldCall, isBuiltIn } from './calls';
import { memberName } from './changes';
import type { Evaluator, Frame } from './evaluator';
import { isFunction, membersOf, parameterName, parametersOf } from './scopes';

/** What a call gives: a well-known function's value, or that of one that the file shows. */
export function callValue(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): Value {
  const callee = node.child('function');
  const given = node.child('arguments')?.children ?? [];
  if (!callee) return evaluator.unknown(node, 'missing');
  if (isBuiltIn(callee)) {
    const value = foldCall(node, callee, given, evaluator, frame);
    if (value) return value;
  }
  const fn = functionOf(callee, evaluator);
  if (fn) {
    const values = given.map((argument) => evaluator.value(argument, frame));
    const value = given.some((argument) => argument.type === 'spread_element')
      ? undefined
      : applyFunction(fn, values, evaluator, frame);
    return value ?? evaluator.unknown(node, 'expression', values);
  }
  return evaluator.unknown(
    node,
    'expression',
    given.map((argument) => evaluator.value(argument, frame)),
  );
}

/** What a function returns for some arguments, where its body is declarations and one `return`. */
export function applyFunction(
  fn: SyntaxNode,
  values: readonly Value[],
  evaluator: Evaluator,
  outer: Frame | undefined,
): Value | undefined {
  evaluator.look(fn);
  const body = fn.child('body');
  if (!body || fn.green.hasError || fn.text.startsWith('async')) return undefined;
  const named = new Map<string, Value>();
  parametersOf(fn).forEach((parameter, index) => {
    const name = parameterName(parameter);
    const preset = parameter.child('value');
    const value = values[index] ?? (preset && evaluator.value(preset, outer));
    if (name !== undefined && value) named.set(name, value);
  });
  const result = body.type === 'statement_block' ? returned(body) : body;
  return result && evaluator.value(result, { function: fn, values: named, outer });
}

/** The function that an expression names. */
export function functionOf(callee: SyntaxNode, evaluator: Evaluator): SyntaxNode | undefined {
  if (isFunction(callee)) return callee;
  const own = memberName(callee);
  if (own !== undefined) {
    const methods = membersOf(callee).filter(
      (member) => member.type === 'method_definition' && member.child('name')?.text === own,
    );
    return methods.length === 1 ? methods[0] : undefined;
  }
  if (callee.type !== 'identifier') return undefined;
  const declaration = evaluator.scopes.declarationOf(callee.text, callee);
  if (declaration?.kind === 'function') return declaration.node;
  return declaration?.kind === 'constant' && isFunction(declaration.value) ? declaration.value : undefined;
}

/** The expression that a body returns, when it does nothing but declare and return. */
function returned(body: SyntaxNode): SyntaxNode | undefined {
  const last = body.children.at(-1);
  if (last?.type !== 'return_statement') return undefined;
  const isPlain = body.children.slice(0, -1).every((statement) => statement.type === 'lexical_declaration');
  return isPlain ? last.children[0] : undefined;
}
