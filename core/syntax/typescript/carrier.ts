import { moveAround, movedObject, type Move } from '../move';
import type { Resource } from '../source-file';
import {
  differenceOf,
  isOutside,
  type Replacement,
  type Stretch,
  type TreeDifference,
} from '../tree-difference';
import type { SyntaxNode } from '../tree';
import type { ObjectValue } from '../value';
import type { Changes } from './changes';
import { nameOf, type Construct, type Constructs } from './constructs';
import type { Evaluator, Trace } from './evaluator';
import type { Declaration, Scopes } from './scopes';

/** What values are made of, beside the text of their expressions. */
interface Surroundings {
  readonly root: SyntaxNode;
  readonly scopes: Scopes;
  readonly changes: Changes;
  readonly constructs: Constructs;
}

interface Before extends Surroundings {
  readonly resources: readonly Resource[];
  readonly traces: readonly Trace[];
}

/** A construct that an edit left as it was. */
interface CarriedConstruct {
  readonly before: Resource;
  /** Whether anything of it stands somewhere else now. */
  readonly isMoved: boolean;
  /** Its attributes, in their places. */
  readonly body: ObjectValue;
  readonly trace: Trace;
}

/**
 * Takes over from an earlier reading what an edit left as it was. A construct's attributes are made of the nodes
 * that were looked at for them, and of what names stand for in the file. So they are the same when no such node
 * stands in what the edit changed, when every block around the edit declares what it did before, and when the
 * file makes the same constructs and changes the same names.
 */
export class Carrier {
  private constructor(
    private readonly before: Before,
    private readonly now: Surroundings,
    private readonly difference: TreeDifference,
    readonly move: Move,
  ) {}

  /** @returns undefined where nothing can be taken over: an edit that makes another construct, or renames something */
  static between(before: Before, now: Surroundings, edit: Replacement): Carrier | undefined {
    const difference = differenceOf(before.root, now.root, edit);
    if (!difference) return undefined;
    const isSame =
      haveSameConstructs(before.constructs.all, now.constructs.all) &&
      haveSameChanges(before, now) &&
      difference.around.every(([old, node]) => haveSameNames(old, before, node, now));
    return isSame ? new Carrier(before, now, difference, moveAround(difference)) : undefined;
  }

  /** The construct of an index, when it is as it was. The evaluator is told what had been looked at for it. */
  carry(index: number, evaluator: Evaluator): CarriedConstruct | undefined {
    const [old, now] = [this.before.constructs.all[index], this.now.constructs.all[index]];
    const [resource, trace] = [this.before.resources[index], this.before.traces[index]];
    if (!old || !now || !resource || !trace) return undefined;
    const { before, after } = this.difference;
    const own = extentOf(old);
    const isUntouched =
      this.move(old.node.start) === now.node.start &&
      isOutside(own, before) &&
      isOutside(extentOf(now), after) &&
      trace.outside.every((stretch) => isOutside(stretch, before));
    if (!isUntouched || !evaluator.retrace(trace, this.move)) return undefined;
    const isMoved = [own, ...trace.outside].some(({ end }) => end > before.start);
    return {
      before: resource,
      isMoved,
      body: isMoved ? movedObject(resource.body, this.move) : resource.body,
      trace: isMoved ? movedTrace(trace, this.move) : trace,
    };
  }
}

/** From the name that a construct is given to its end. */
function extentOf({ node }: Construct): Stretch {
  return { start: Math.min(node.start, nameOf(node)?.start ?? node.start), end: node.end };
}

function movedTrace({ outside, statements, values }: Trace, move: Move): Trace {
  return {
    outside: outside.map(({ start, end }) => ({ start: move(start), end: move(end) })),
    statements: statements.map(move),
    values,
  };
}

function haveSameConstructs(before: readonly Construct[], now: readonly Construct[]): boolean {
  return (
    before.length === now.length &&
    before.every((old, index) => {
      const other = now[index];
      return (
        old.address === other?.address &&
        old.kind === other.kind &&
        old.own === other.own &&
        old.id === other.id &&
        old.repeated === other.repeated
      );
    })
  );
}

function haveSameChanges(before: Surroundings, now: Surroundings): boolean {
  const kinds = ['assigned', 'altered', 'extended'] as const;
  return (
    kinds.every((kind) => isSame([...before.changes[kind]], [...now.changes[kind]])) &&
    isSame(assignments(before), assignments(now))
  );
}

function assignments({ changes, constructs }: Surroundings): string[] {
  return [...changes.members].map(
    ([name, values]) => `${name} = ${values.map((value) => outlineOf(value, constructs)).join(', ')}`,
  );
}

/** Whether a node around the edit gives the same names to what is in it: those of a block, those of a class. */
function haveSameNames(old: SyntaxNode, before: Surroundings, node: SyntaxNode, now: Surroundings): boolean {
  return (
    isSame(declarations(old, before), declarations(node, now)) &&
    isSame(members(old, before), members(node, now))
  );
}

function declarations(node: SyntaxNode, { scopes, constructs }: Surroundings): string[] {
  return [...(scopes.declaredIn(node) ?? [])].map(
    ([name, declaration]) => `${name}: ${outline(declaration, constructs)}`,
  );
}

/** What a declaration says of its name before the value is looked at. */
function outline(declaration: Declaration, constructs: Constructs): string {
  switch (declaration.kind) {
    case 'constant':
      return outlineOf(declaration.value, constructs);
    case 'import':
      return `${declaration.name} of ${declaration.module}`;
    default:
      return declaration.kind;
  }
}

function members(node: SyntaxNode, { constructs }: Surroundings): string[] {
  if (node.type !== 'class_body') return [];
  return node.children.map((member) => {
    const value = member.child('value');
    const name = member.child('name')?.text ?? '';
    return `${member.type} ${name} = ${value ? outlineOf(value, constructs) : ''}`;
  });
}

/** What an expression is, at a glance: the construct that it makes, which is mentioned without a look into it. */
function outlineOf(value: SyntaxNode, constructs: Constructs): string {
  return constructs.addressOf(value) ?? value.type;
}

function isSame(before: readonly string[], now: readonly string[]): boolean {
  return before.length === now.length && before.every((text, index) => text === now[index]);
}
