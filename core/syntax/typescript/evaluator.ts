import { childValue, referencesIn } from '../inspect';
import { putValue } from '../put-value';
import { TextBuilder, TextMap, type MappedText } from '../text-map';
import type { SyntaxNode } from '../tree';
import type { Entry, Range, StringValue, UnknownReason, Value } from '../value';
import { isBuiltIn, foldCall } from './calls';
import { loosened, memberName, type Changes } from './changes';
import { listOf, objectOf } from './collections';
import type { Constructs } from './constructs';
import { snakeCase } from './names';
import { isFunction, parameterName, parametersOf, type Declaration, type Scopes } from './scopes';
import { decodeText, isText, putText, textValue } from './strings';

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

/** Folds expressions as far as the file shows what they are. */
export class Evaluator {
  private left = MAX_VALUES;
  private depth = 0;
  /** Offsets of the `Statement` keys that were read: the policies that belong to something. */
  readonly readStatements = new Set<number>();

  constructor(
    readonly source: MappedText,
    private readonly scopes: Scopes,
    private readonly changes: Changes,
    private readonly constructs: Constructs,
  ) {}

  /** The value of an expression. @param frame arguments of the function it stands in, when that is called */
  value(node: SyntaxNode, frame?: Frame): Value {
    if (this.left-- <= 0 || this.depth >= MAX_DEPTH) return this.unknown(node);
    this.depth++;
    const value = this.fold(node, frame);
    this.depth--;
    return value;
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
        return this.name(node, frame);
      case 'member_expression':
        return this.member(node, frame);
      case 'subscript_expression':
        return this.subscript(node, frame);
      case 'binary_expression':
        return this.binary(node, frame);
      case 'ternary_expression':
        return this.choice(node, frame);
      case 'new_expression':
        return this.constructs.reference(node, range) ?? this.unknown(node);
      case 'call_expression':
        return this.call(node, frame);
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

  /** What a name stands for. */
  name(node: SyntaxNode, frame: Frame | undefined): Value {
    const declaration = this.scopes.declarationOf(node.text, node);
    const value = declaration && this.declared(declaration, node, frame);
    if (!value) return this.unknown(node);
    return value.use ? value : { ...value, use: this.range(node) };
  }

  private declared(declaration: Declaration, node: SyntaxNode, frame: Frame | undefined): Value | undefined {
    const name = node.text;
    switch (declaration.kind) {
      case 'constant': {
        if (this.changes.assigned.has(name)) return undefined;
        const construct = this.constructs.reference(declaration.value, this.range(node));
        if (construct) return { ...construct, text: name };
        if (isFunction(declaration.value)) return undefined;
        return this.changed(this.value(declaration.value, frame), name);
      }
      case 'parameter': {
        for (let open = frame; open; open = open.outer) {
          if (open.function === declaration.function) return open.values.get(name);
        }
        return undefined;
      }
      case 'enum':
        return this.enumeration(declaration.node);
      case 'function':
      case 'import':
      case 'other':
        return undefined;
    }
  }

  /** A value under a name that the file changes later on. */
  private changed(value: Value, name: string): Value | undefined {
    if (this.changes.altered.has(name) && value.kind !== 'reference') return undefined;
    return this.changes.extended.has(name) ? loosened(value) : value;
  }

  private enumeration(node: SyntaxNode): Value {
    const entries = (node.child('body')?.children ?? []).flatMap((member): Entry[] => {
      const name = member.child('name');
      const value = member.child('value');
      return name && value ? [{ key: this.key(name), value: this.value(value) }] : [];
    });
    return { kind: 'object', entries, complete: false, range: this.range(node) };
  }

  /** A property's name as written. */
  key(node: SyntaxNode): StringValue {
    const range = this.range(node);
    return { kind: 'string', text: node.text, map: TextMap.straight(node.start, node.text.length), range };
  }

  private member(node: SyntaxNode, frame: Frame | undefined): Value {
    const object = node.child('object');
    const property = node.child('property');
    if (!object || !property) return this.unknown(node, 'missing');
    const own = memberName(node);
    if (own !== undefined) return this.ownMember(node, own);
    return this.step(node, this.value(object, frame), property.text);
  }

  private step(node: SyntaxNode, value: Value, property: string): Value {
    if (value.kind === 'reference') {
      const attribute = [...value.attribute, snakeCase(property)];
      return { ...value, attribute, text: node.text, range: this.range(node) };
    }
    return childValue(value, property) ?? this.unknown(node, 'expression', [value]);
  }

  /** `this.x`: what the class gives it, where that is one thing only. */
  private ownMember(node: SyntaxNode, name: string): Value {
    const values = [...(this.changes.members.get(name) ?? []), ...fieldsOf(node, name)];
    const [value] = values;
    if (values.length !== 1 || !value) return this.unknown(node);
    const construct = this.constructs.reference(value, this.range(node));
    if (construct) return { ...construct, text: node.text };
    return this.changed(this.value(value), name) ?? this.unknown(node);
  }

  private subscript(node: SyntaxNode, frame: Frame | undefined): Value {
    const object = node.child('object');
    const index = node.child('index');
    if (!object || !index) return this.unknown(node, 'missing');
    const of = this.value(object, frame);
    const key = this.value(index, frame);
    const step = key.kind === 'string' ? key.text : key.kind === 'number' ? String(key.value) : undefined;
    return (step === undefined ? undefined : childValue(of, step)) ?? this.unknown(node, 'expression', [of]);
  }

  private binary(node: SyntaxNode, frame: Frame | undefined): Value {
    const left = node.child('left');
    const right = node.child('right');
    const operator = node.child('operator')?.type;
    if (!left || !right) return this.unknown(node, 'missing');
    if (operator === '??' || operator === '||') {
      const value = this.value(left, frame);
      if (operator === '??' && value.kind === 'null') return this.value(right, frame);
      const isSet =
        value.kind === 'string' ? value.text !== '' || operator === '??' : value.kind === 'object';
      return isSet ? value : this.unknown(node, 'expression', [value, this.value(right, frame)]);
    }
    if (operator !== '+') return this.unknown(node);
    const builder = new TextBuilder(this.source);
    return this.putOperand(builder, node, frame)
      ? textValue(builder.build(node.start), this.range(node))
      : this.unknown(node);
  }

  /** Adds one side of a `+`. @returns whether any of it is text, which makes the whole of it text */
  private putOperand(builder: TextBuilder, node: SyntaxNode, frame: Frame | undefined): boolean {
    if (isText(node)) {
      putText(builder, node, (expression) => this.value(expression, frame));
      return true;
    }
    const left = node.child('left');
    const right = node.child('right');
    if (node.type === 'binary_expression' && node.child('operator')?.type === '+' && left && right) {
      if (this.depth++ >= MAX_DEPTH) return false;
      const isLeftText = this.putOperand(builder, left, frame);
      const isRightText = this.putOperand(builder, right, frame);
      this.depth--;
      return isLeftText || isRightText;
    }
    const value = this.value(node, frame);
    putValue(builder, node.start, node.end, value);
    return value.kind === 'string' || value.kind === 'template' || value.kind === 'json';
  }

  private choice(node: SyntaxNode, frame: Frame | undefined): Value {
    const [condition, consequence, alternative] = ['condition', 'consequence', 'alternative'].map((field) =>
      node.child(field),
    );
    if (!condition || !consequence || !alternative) return this.unknown(node, 'missing');
    const test = this.value(condition, frame);
    if (test.kind === 'boolean') return this.value(test.value ? consequence : alternative, frame);
    return this.unknown(node, 'expression', [this.value(consequence, frame), this.value(alternative, frame)]);
  }

  private call(node: SyntaxNode, frame: Frame | undefined): Value {
    const callee = node.child('function');
    const given = node.child('arguments')?.children ?? [];
    if (!callee) return this.unknown(node, 'missing');
    if (isBuiltIn(callee)) {
      const value = foldCall(node, callee, given, this, frame);
      if (value) return value;
    }
    const fn = this.functionOf(callee);
    if (fn) {
      const values = given.map((argument) => this.value(argument, frame));
      const value = given.some((argument) => argument.type === 'spread_element')
        ? undefined
        : this.apply(fn, values, frame);
      return value ?? this.unknown(node, 'expression', values);
    }
    return this.unknown(
      node,
      'expression',
      given.map((argument) => this.value(argument, frame)),
    );
  }

  /** What a function returns for some arguments, where its body is declarations and one `return`. */
  apply(fn: SyntaxNode, values: readonly Value[], outer: Frame | undefined): Value | undefined {
    const body = fn.child('body');
    if (!body || fn.green.hasError || fn.text.startsWith('async')) return undefined;
    const named = new Map<string, Value>();
    parametersOf(fn).forEach((parameter, index) => {
      const name = parameterName(parameter);
      const preset = parameter.child('value');
      const value = values[index] ?? (preset && this.value(preset, outer));
      if (name !== undefined && value) named.set(name, value);
    });
    const result = body.type === 'statement_block' ? returned(body) : body;
    return result && this.value(result, { function: fn, values: named, outer });
  }

  /** The function that an expression names. */
  functionOf(callee: SyntaxNode): SyntaxNode | undefined {
    if (isFunction(callee)) return callee;
    const own = memberName(callee);
    if (own !== undefined) {
      const methods = membersOf(callee).filter(
        (member) => member.type === 'method_definition' && member.child('name')?.text === own,
      );
      return methods.length === 1 ? methods[0] : undefined;
    }
    if (callee.type !== 'identifier') return undefined;
    const declaration = this.scopes.declarationOf(callee.text, callee);
    if (declaration?.kind === 'function') return declaration.node;
    return declaration?.kind === 'constant' && isFunction(declaration.value) ? declaration.value : undefined;
  }
}

/** The expression that a body returns, when it does nothing but declare and return. */
function returned(body: SyntaxNode): SyntaxNode | undefined {
  const last = body.children.at(-1);
  if (last?.type !== 'return_statement') return undefined;
  const isPlain = body.children.slice(0, -1).every((statement) => statement.type === 'lexical_declaration');
  return isPlain ? last.children[0] : undefined;
}

/** The members of the class that a node stands in. */
function membersOf(node: SyntaxNode): readonly SyntaxNode[] {
  for (let above = node.parent; above; above = above.parent) {
    if (above.type === 'class_body') return above.children;
  }
  return [];
}

function fieldsOf(node: SyntaxNode, name: string): SyntaxNode[] {
  return membersOf(node).flatMap((member) => {
    const value = member.child('value');
    return member.type === 'public_field_definition' && member.child('name')?.text === name && value
      ? [value]
      : [];
  });
}
