import { createModel } from '../model/model';
import type { Rule } from '../rules/rule';
import { createProject } from '../syntax/project';
import type { SourceFile } from '../syntax/source-file';
import { NO_CONFIG, configPath, type LintConfig } from './config';
import { ignoredBy } from './ignored';
import { compareFindings, type LintFinding, type LintResult, type SuppressedFinding } from './result';
import { runRules, type RunRules } from './run-rules';
import { commentSuppressions } from './suppression-comments';
import { terraformJsonSuppressions } from './suppression-terraform-json';
import { SUPPRESSION_RULES, applySuppressions, type Suppressions } from './suppression';

export interface LintOptions {
  readonly rules: readonly Rule[];
  readonly config?: LintConfig;
  /** Ids of all rules that there are, where only some of them run. */
  readonly knownRules?: readonly string[];
}

/**
 * Lints files that are looked at together: runs the rules, then applies configuration and suppressions. Never
 * throws: a rule that breaks is in `failures`.
 */
export function lint(files: readonly SourceFile[], options: LintOptions): LintResult {
  return lintBy(runRules, files, options);
}

/** The same, with rules that are run in another way. */
export function lintBy(run: RunRules, files: readonly SourceFile[], options: LintOptions): LintResult {
  const { rules, config = NO_CONFIG } = options;
  const isIgnored = ignoredBy(config);
  const seen = files.filter(({ path }) => !isIgnored(path));
  const project = createProject(seen);
  const { findings, failures } = run(createModel(project), rules, config.rules);
  const failed = new Set(failures.map(({ rule }) => rule));
  const active = new Set(
    rules.map(({ meta }) => meta.id as string).filter((id) => config.rules[id] !== 'off' && !failed.has(id)),
  );
  const broken = new Set(seen.filter(({ wellFormed }) => !wellFormed).map(({ path }) => path));
  const judged = applySuppressions(findings, suppressionsOf(project.files, config), {
    known: options.knownRules ?? rules.map(({ meta }) => meta.id),
    isConclusive: (rule, path) => active.has(rule) && !broken.has(path),
  });
  const texts = new Map(seen.map(({ path, text }) => [path, text]));
  if (config.file) texts.set(config.file.path, config.file.text);
  return {
    findings: judged.findings.flatMap((finding) => configured(finding, config)).sort(compareFindings),
    suppressed: sorted(judged.suppressed),
    failures,
    incomplete: [...broken].sort(),
    texts,
  };
}

function suppressionsOf(files: readonly SourceFile[], config: LintConfig): Suppressions {
  const all = files.flatMap((file) => {
    const inComments = commentSuppressions(file);
    const inProperties = file.language === 'terraform-json' ? [terraformJsonSuppressions(file)] : [];
    return [inComments, ...inProperties, configuredSuppressions(file, config)];
  });
  return {
    suppressions: all.flatMap(({ suppressions }) => suppressions),
    mistakes: all.flatMap(({ mistakes }) => mistakes),
  };
}

function configuredSuppressions({ path }: SourceFile, config: LintConfig): Suppressions {
  const suppressions = config.suppressions
    .filter(({ file }) => file === configPath(config, path))
    .map(({ rule, reason, place }) => ({ rule, reason, path, covers: undefined, place, form: '"reason"' }));
  return { suppressions, mistakes: [] };
}

/** Severities of what is found in suppressions; those of the rules are there already. */
function configured(finding: LintFinding, config: LintConfig): LintFinding[] {
  const level = finding.rule in SUPPRESSION_RULES ? config.rules[finding.rule] : undefined;
  if (level === 'off') return [];
  return [level === undefined ? finding : { ...finding, severity: level }];
}

function sorted(findings: readonly SuppressedFinding[]): SuppressedFinding[] {
  return [...findings].sort(compareFindings);
}
