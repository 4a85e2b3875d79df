import { nodesOfType, type SyntaxNode } from '../tree';
import type { Value } from '../value';

/** The grammar's bit for assignments. */
export const ASSIGNMENT_MARK = 8;
const ASSIGNMENTS = ['assignment_expression', 'augmented_assignment_expression'] as const;
/** Calls that change what they are called on. */
const CHANGING_CALL = /\.\s*(push|unshift|splice|addOverride|addDeletionOverride|put[A-Z]\w*)\s*\(/g;

/** What the file changes after it was made: names whose value is not what their declaration says. */
export interface Changes {
  /** `x = …` after its declaration. */
  readonly assigned: ReadonlySet<string>;
  /** `x.y = …`: an attribute is another one. */
  readonly altered: ReadonlySet<string>;
  /** `x.push(…)`, `x.y.push(…)`, `x.addOverride(…)`: there is more than the declaration says. */
  readonly extended: ReadonlySet<string>;
  /** `this.x = …`, by name: what is assigned, in the order of the file. */
  readonly members: ReadonlyMap<string, readonly SyntaxNode[]>;
}

/** Finds the changes in a file. */
export function changesIn(root: SyntaxNode, text: string): Changes {
  const assigned = new Set<string>();
  const altered = new Set<string>();
  const members = new Map<string, SyntaxNode[]>();
  for (const type of ASSIGNMENTS) {
    for (const assignment of nodesOfType(root, type, ASSIGNMENT_MARK)) {
      const left = assignment.child('left');
      const right = assignment.child('right');
      if (!left || !right) continue;
      const member = memberName(left);
      if (left.type === 'identifier') assigned.add(left.text);
      else if (member !== undefined) members.set(member, [...(members.get(member) ?? []), right]);
      else for (const name of namesOf(left)) altered.add(name);
    }
  }
  return { assigned, altered, extended: extendedIn(text), members };
}

/** `x` of `this.x`. */
export function memberName(node: SyntaxNode): string | undefined {
  if (node.type !== 'member_expression' || node.child('object')?.type !== 'this') return undefined;
  return node.child('property')?.text;
}

function extendedIn(text: string): Set<string> {
  const extended = new Set<string>();
  for (const match of text.matchAll(CHANGING_CALL)) {
    const before = text.slice(Math.max(0, match.index - 200), match.index);
    const chain = /[\w$\].!?['"-]+$/.exec(before)?.[0] ?? '';
    for (const name of chain.matchAll(/[A-Za-z_$][\w$]*/g)) extended.add(name[0]);
  }
  return extended;
}

/** The names of `x.y.z` and `this.x.y`, but for the last one. */
function namesOf(left: SyntaxNode): string[] {
  const names = [...left.text.slice(0, 500).matchAll(/[A-Za-z_$][\w$]*/g)].map((match) => match[0]);
  return names.slice(0, -1).filter((name) => name !== 'this');
}

/** The same value, of which there may be more. */
export function loosened<T extends Value>(value: T): T;
export function loosened(value: Value): Value {
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.map((item) => loosened(item)), complete: false };
    case 'object':
      return {
        ...value,
        entries: value.entries.map((entry) => ({ ...entry, value: loosened(entry.value) })),
        complete: false,
      };
    case 'json':
      return { ...value, content: loosened(value.content) };
    default:
      return value;
  }
}
