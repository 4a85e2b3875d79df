import type { DeploymentProblem } from './problem';

/** Where the deployment stands in cdktf.json. */
export const DEPLOYMENT_CONTEXT_PATH = ['context', 'fsxLustreKms'] as const;

/** A path in JSON, as in `context.fsxLustreKms.buckets[0].prefix`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step) =>
      typeof step === 'number'
        ? `[${step}]`
        : /^[A-Za-z_][\w-]*$/.test(step)
          ? `.${step}`
          : `[${JSON.stringify(step)}]`,
    )
    .join('')
    .replace(/^\./, '');
}

/** One mistake as a paragraph of plain text: place and value, what is wrong, why, and what would be right. */
export function formatProblem({ path, value, problem, reason, right }: DeploymentProblem): string {
  const place = formatPath([...DEPLOYMENT_CONTEXT_PATH, ...path]);
  const shown = value === undefined ? '' : ` = ${shorten(JSON.stringify(value))}`;
  return `${place}${shown}\n    ${problem}\n    why:   ${reason}\n    right: ${right}`;
}

/** All mistakes of a deployment, for a terminal. */
export function formatProblems(problems: readonly DeploymentProblem[]): string {
  const title = `cdktf.json: ${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'} in the deployment`;
  return [title, ...problems.map((problem) => `  ${formatProblem(problem)}`)].join('\n\n');
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
