/** What a project says about lint: severities, files to leave out, suppressions for files without comments. */
import { findNodeAtLocation, getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import { LineIndex } from '../syntax/position';
import { describeIssue, type ConfigIssue, type ConfigProblem } from './config-problem';
import type { LintPlace } from './result';
import type { RuleLevel } from './run-rules';
import { SUPPRESSION_RULES } from './suppression';

/** A suppression of everything that a rule finds in one file. */
export interface ConfiguredSuppression {
  /** From the configuration's folder, with `/` between folders. */
  readonly file: string;
  readonly rule: string;
  readonly reason: string;
  /** Where it is written. */
  readonly place: LintPlace;
}

export interface LintConfig {
  /** Severities that beat the rules' own, by rule id. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** Files to leave out, as in a .gitignore. */
  readonly ignore: readonly string[];
  readonly suppressions: readonly ConfiguredSuppression[];
  /** The file it stands in. */
  readonly file?: { readonly path: string; readonly text: string };
  /** From the configuration's folder to the one that paths of files start from: `''` or `stacks/a/`. */
  readonly prefix: string;
}

/** What holds where nothing is configured. */
export const NO_CONFIG: LintConfig = { rules: {}, ignore: [], suppressions: [], prefix: '' };

/** What is read: a file, or one property of it. */
export interface ConfigInput {
  readonly path: string;
  readonly text: string;
  /** The property that holds the configuration: `fsx-lustre-kms` in a package.json. */
  readonly property?: string;
  readonly prefix?: string;
}

export type ParsedConfig =
  | { readonly status: 'valid'; readonly config: LintConfig }
  /** The file says nothing about lint. */
  | { readonly status: 'absent' }
  | { readonly status: 'invalid'; readonly problems: readonly ConfigProblem[] };

/** What a rule can be set to. */
export const CONFIG_LEVELS = ['off', 'note', 'warning', 'error'] as const;

/** The form of a configuration. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  rules: z.record(z.string(), z.enum(CONFIG_LEVELS)).default({}),
  ignore: z.array(z.string().trim().min(1)).default([]).describe('Files to leave out, as in a .gitignore.'),
  suppressions: z
    .array(
      z.strictObject({
        file: z.string().trim().min(1),
        rule: z.string().trim().min(1),
        reason: z.string().trim().min(1),
      }),
    )
    .default([])
    .describe('Findings of one rule in one file that are right, and why: for files that take no comments.'),
});

/**
 * Reads a configuration; comments and trailing commas are taken.
 * @param ruleIds of all rules, so that a misspelt one is told
 */
export function parseConfig(input: ConfigInput, ruleIds: readonly string[]): ParsedConfig {
  const { path, text, property, prefix = '' } = input;
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const lines = new LineIndex(text);
  const at = (offset: number) => ({ path, ...lines.positionAt(offset) });
  const [syntaxError] = errors;
  if (syntaxError || !root) {
    const problem = { property: '', problem: 'is not JSON', right: 'an object with braces around it' };
    return { status: 'invalid', problems: [{ ...at(syntaxError?.offset ?? 0), ...problem }] };
  }
  const node = property === undefined ? root : findNodeAtLocation(root, [property]);
  if (!node) return { status: 'absent' };

  const nodeAt = (steps: readonly (string | number)[]) => nearestNode(node, steps);
  const base = property === undefined ? [] : [property];
  const result = configSchema.safeParse(getNodeValue(node));
  const issues = result.success ? unknownRules(result.data, ruleIds) : result.error.issues;
  const problems = issues
    .flatMap((issue) => describeIssue(issue, getNodeValue(node), ruleIds))
    .map(({ steps, ...words }) => ({
      ...at(nodeAt(steps).offset),
      ...words,
      property: formatSteps([...base, ...steps]),
    }));
  if (!result.success || problems.length > 0) return { status: 'invalid', problems };

  const { rules, ignore, suppressions } = result.data;
  const placed = suppressions.map((suppression, index): ConfiguredSuppression => {
    const { offset, length } = nodeAt(['suppressions', index, 'rule']);
    // Without the quotes.
    const place = { path, start: offset + 1, end: offset + length - 1 };
    return { ...suppression, file: suppression.file.replace(/^(\.\/)+/, ''), place };
  });
  return {
    status: 'valid',
    config: { rules, ignore, suppressions: placed, file: { path, text }, prefix },
  };
}

/**
 * A file's path from the configuration's folder.
 * @returns undefined for a file outside of it
 */
export function configPath({ prefix }: LintConfig, path: string): string | undefined {
  const slashed = path.replaceAll('\\', '/');
  if (/^([A-Za-z]:)?\//.test(slashed)) return undefined;
  const steps: string[] = [];
  for (const step of `${prefix}${slashed}`.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.length === 0 ? undefined : steps.join('/');
}

function unknownRules(
  { rules, suppressions }: z.infer<typeof configSchema>,
  ruleIds: readonly string[],
): ConfigIssue[] {
  const levels = [...ruleIds, ...Object.keys(SUPPRESSION_RULES)];
  const inRules = Object.keys(rules)
    .filter((id) => !levels.includes(id))
    .map((id) => ['rules', id]);
  const inSuppressions = suppressions.flatMap(({ rule }, index) =>
    ruleIds.includes(rule) ? [] : [['suppressions', index, 'rule']],
  );
  return [...inRules, ...inSuppressions].map((path) => ({ code: 'unknown_rule', path }));
}

/** The node at a path, or the last one on the way to it that is there. */
function nearestNode(root: Node, steps: readonly (string | number)[]): Node {
  for (let length = steps.length; length > 0; length--) {
    const found = findNodeAtLocation(root, steps.slice(0, length));
    if (found) return found;
  }
  return root;
}

function formatSteps(steps: readonly (string | number)[]): string {
  return steps
    .map((step) =>
      typeof step === 'number'
        ? `[${step}]`
        : /^[$A-Za-z_][\w$]*$/.test(step)
          ? `.${step}`
          : `[${JSON.stringify(step)}]`,
    )
    .join('')
    .replace(/^\./, '');
}
