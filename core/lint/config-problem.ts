import type { z } from 'zod';
import { nearest } from '../facts/nearest';

/** One mistake in a configuration, in the words the user reads. */
export interface ConfigProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, as in `rules["kms-via-service"]`; empty for the file as a whole. */
  readonly property: string;
  readonly problem: string;
  /** What would be right. */
  readonly right: string;
}

export type ConfigIssue = z.core.$ZodIssue | { code: 'unknown_rule'; path: PropertyKey[] };

interface Described {
  readonly steps: readonly (string | number)[];
  readonly problem: string;
  readonly right: string;
}

/** What may stand where, by the last name on the way to it. */
const RIGHT: Readonly<Record<string, string>> = {
  rules: '{ "kms-via-service": "warning" }: an object of rule ids and "off", "note", "warning" or "error"',
  ignore: '["examples/", "**/*.test.ts"]: a list of patterns as in a .gitignore',
  suppressions: '[{ "file": "key-policy.json", "rule": "kms-via-service", "reason": "why it is right" }]',
  file: "the file's path from this folder",
  rule: "a rule's id",
  reason: 'a sentence that says why the finding is right there',
};
const WHOLE = 'an object with "rules", "ignore" or "suppressions"';
const TOP = ['rules', 'ignore', 'suppressions', '$schema'];
const IN_SUPPRESSION = ['file', 'rule', 'reason'];

/** One line for a terminal: place, property, what is wrong, what would be right. */
export function formatConfigProblem({ path, line, column, property, problem, right }: ConfigProblem): string {
  return `${path}:${line}:${column}: ${property || 'the configuration'} ${problem}. Right: ${right}`;
}

/** What an issue of the schema means. @param root the configuration as it is written */
export function describeIssue(issue: ConfigIssue, root: unknown, ruleIds: readonly string[]): Described[] {
  const steps = issue.path as (string | number)[];
  switch (issue.code) {
    case 'unknown_rule': {
      const isKey = steps[0] === 'rules';
      const id = String(isKey ? steps.at(-1) : valueAt(root, steps));
      const meant = nearest(id, ruleIds);
      const right = meant === undefined ? 'the id of a rule, as docs/rules lists them' : `"${meant}"`;
      return [{ steps, problem: isKey ? 'is not a rule' : `is "${id}", and that is not a rule`, right }];
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownProperty([...steps, key]));
    case 'invalid_value':
      return [
        {
          steps,
          problem: `is ${JSON.stringify(valueAt(root, steps))}, and no severity`,
          right: '"off", "note", "warning" or "error"',
        },
      ];
    default:
      return [{ steps, problem: wrongValue(valueAt(root, steps)), right: rightAt(steps) }];
  }
}

function unknownProperty(steps: (string | number)[]): Described {
  const known = steps.length > 1 ? IN_SUPPRESSION : TOP;
  const meant = nearest(String(steps.at(-1)), known);
  const right = meant === undefined ? `one of ${known.join(', ')}` : `"${meant}"`;
  return { steps, problem: 'is not a property of the configuration', right };
}

function wrongValue(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (typeof value === 'string' && value.trim() === '') return 'is empty';
  if (value === null) return 'is null';
  if (Array.isArray(value)) return 'is a list';
  return typeof value === 'object' ? 'is an object' : `is ${JSON.stringify(value)}`;
}

function rightAt(steps: readonly (string | number)[]): string {
  const name = steps.findLast((step) => typeof step === 'string');
  if (name === undefined) return WHOLE;
  if (name === 'ignore' && steps.length > 1) return 'a pattern as in a .gitignore';
  return RIGHT[name] ?? WHOLE;
}

function valueAt(root: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}
