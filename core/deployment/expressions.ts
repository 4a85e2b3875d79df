import type { DeploymentProblem } from './problem';

/** How Terraform begins an expression or a directive in a text. */
const EXPRESSION = /[$%]\{/;

/**
 * Texts that Terraform would evaluate: in the Terraform JSON that is made from them, `${…}` is an expression.
 * Source: Terraform documentation, "JSON configuration syntax: expression mapping".
 */
export function expressionProblems(
  value: unknown,
  path: readonly (string | number)[] = [],
): DeploymentProblem[] {
  if (typeof value === 'string') return EXPRESSION.test(value) ? [problemAt(path, value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const step = Array.isArray(value) ? Number(name) : name;
    const ofName = EXPRESSION.test(name) ? [problemAt([...path, step], name)] : [];
    return [...ofName, ...expressionProblems(child, [...path, step])];
  });
}

function problemAt(path: readonly (string | number)[], value: string): DeploymentProblem {
  return {
    path,
    value,
    problem: 'has a Terraform expression in it',
    reason:
      'names, paths and policies are made from it before Terraform runs, so they would not fit what it becomes.',
    right: 'the plain value',
  };
}
