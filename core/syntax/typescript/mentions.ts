import { childValue } from '../inspect';
import { TextMap } from '../text-map';
import type { SyntaxNode } from '../tree';
import type { Entry, StringValue, Value } from '../value';
import { loosened, memberName, type Changes } from './changes';
import type { Evaluator, Frame } from './evaluator';
import { snakeCase } from './names';
import { isFunction, membersOf, type Declaration } from './scopes';

/** What a name stands for. */
export function nameValue(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): Value {
  const declaration = evaluator.scopes.declarationOf(node.text, node);
  const value = declaration && declared(declaration, node, evaluator, frame);
  if (!value) return evaluator.unknown(node);
  return value.use ? value : { ...value, use: evaluator.range(node) };
}

function declared(
  declaration: Declaration,
  node: SyntaxNode,
  evaluator: Evaluator,
  frame: Frame | undefined,
): Value | undefined {
  const name = node.text;
  switch (declaration.kind) {
    case 'constant': {
      if (evaluator.changes.assigned.has(name)) return undefined;
      const construct = evaluator.constructs.reference(declaration.value, evaluator.range(node));
      if (construct) return { ...construct, text: name };
      if (isFunction(declaration.value)) return undefined;
      return changed(evaluator.value(declaration.value, frame), name, evaluator.changes);
    }
    case 'parameter': {
      for (let open = frame; open; open = open.outer) {
        if (open.function === declaration.function) return open.values.get(name);
      }
      return undefined;
    }
    case 'enum':
      return enumeration(declaration.node, evaluator);
    case 'function':
    case 'import':
    case 'other':
      return undefined;
  }
}

/** A value under a name that the file changes later on. */
function changed(value: Value, name: string, { altered, extended }: Changes): Value | undefined {
  if (altered.has(name) && value.kind !== 'reference') return undefined;
  return extended.has(name) ? loosened(value) : value;
}

function enumeration(node: SyntaxNode, evaluator: Evaluator): Value {
  evaluator.look(node);
  const entries = (node.child('body')?.children ?? []).flatMap((member): Entry[] => {
    const name = member.child('name');
    const value = member.child('value');
    return name && value ? [{ key: nameKey(name), value: evaluator.value(value) }] : [];
  });
  return { kind: 'object', entries, complete: false, range: evaluator.range(node) };
}

/** A name that is a property's key as well: `{ name }`. */
export function nameKey(node: SyntaxNode): StringValue {
  const range = { start: node.start, end: node.end };
  return { kind: 'string', text: node.text, map: TextMap.straight(node.start, node.text.length), range };
}

/** `x.y`: an attribute of a construct, a property of an object. */
export function memberValue(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): Value {
  const object = node.child('object');
  const property = node.child('property');
  if (!object || !property) return evaluator.unknown(node, 'missing');
  const own = memberName(node);
  if (own !== undefined) return ownMember(node, own, evaluator);
  return step(node, evaluator.value(object, frame), property.text, evaluator);
}

function step(node: SyntaxNode, value: Value, property: string, evaluator: Evaluator): Value {
  if (value.kind === 'reference') {
    const attribute = [...value.attribute, snakeCase(property)];
    return { ...value, attribute, text: node.text, range: evaluator.range(node) };
  }
  return childValue(value, property) ?? evaluator.unknown(node, 'expression', [value]);
}

/** `this.x`: what the class gives it, where that is one thing only. */
function ownMember(node: SyntaxNode, name: string, evaluator: Evaluator): Value {
  const values = [...(evaluator.changes.members.get(name) ?? []), ...fieldsOf(node, name)];
  const [value] = values;
  if (values.length !== 1 || !value) return evaluator.unknown(node);
  const construct = evaluator.constructs.reference(value, evaluator.range(node));
  if (construct) return { ...construct, text: node.text };
  return changed(evaluator.value(value), name, evaluator.changes) ?? evaluator.unknown(node);
}

/** `x['y']` and `x[0]`. */
export function subscriptValue(node: SyntaxNode, evaluator: Evaluator, frame: Frame | undefined): Value {
  const object = node.child('object');
  const index = node.child('index');
  if (!object || !index) return evaluator.unknown(node, 'missing');
  const of = evaluator.value(object, frame);
  const key = evaluator.value(index, frame);
  const step = key.kind === 'string' ? key.text : key.kind === 'number' ? String(key.value) : undefined;
  return (
    (step === undefined ? undefined : childValue(of, step)) ?? evaluator.unknown(node, 'expression', [of])
  );
}

function fieldsOf(node: SyntaxNode, name: string): SyntaxNode[] {
  return membersOf(node).flatMap((member) => {
    const value = member.child('value');
    return member.type === 'public_field_definition' && member.child('name')?.text === name && value
      ? [value]
      : [];
  });
}
