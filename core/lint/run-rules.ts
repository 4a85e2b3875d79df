import type { Model } from '../model/model';
import type { Finding, Place, Rule, Severity } from '../rules/rule';
import type { LintFinding, LintPlace, RuleFailure } from './result';

/** What a configuration makes of a rule. */
export type RuleLevel = Severity | 'off';

/** Findings, each once, and the rules that broke. */
export interface RunResult {
  readonly findings: readonly LintFinding[];
  readonly failures: readonly RuleFailure[];
}

/** Runs rules over a model; see `runRules`. */
export type RunRules = (
  model: Model,
  rules: readonly Rule[],
  levels: Readonly<Record<string, RuleLevel>>,
) => RunResult;

/**
 * Runs rules over a model. One that throws does not stop the others: what it found until then is kept, and its
 * failure is told.
 * @param levels severities that beat the rules' own, by rule id; what is `off` does not run
 */
export function runRules(
  model: Model,
  rules: readonly Rule[],
  levels: Readonly<Record<string, RuleLevel>>,
): RunResult {
  const findings = new FindingSet();
  const failures: RuleFailure[] = [];
  for (const { meta, check } of rules) {
    const level = levels[meta.id];
    if (level === 'off') continue;
    try {
      for (const found of check(model)) {
        findings.add(toLintFinding(found, meta.id, level ?? found.severity ?? meta.severity));
      }
    } catch (error) {
      failures.push({
        rule: meta.id,
        paths: model.project.files.map(({ path }) => path),
        message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      });
    }
  }
  return { findings: findings.all, failures };
}

/** Findings without those that say the same of the same place. */
export class FindingSet {
  private readonly byKey = new Map<string, LintFinding>();

  /** In the order in which they were added. */
  get all(): readonly LintFinding[] {
    return [...this.byKey.values()];
  }

  add(finding: LintFinding): void {
    const { path, start, end, rule, message } = finding;
    const key = `${path}\0${start}\0${end}\0${rule}\0${message}`;
    if (!this.byKey.has(key)) this.byKey.set(key, finding);
  }
}

function toLintFinding(finding: Finding, rule: string, severity: Severity): LintFinding {
  return {
    ...toLintPlace(finding),
    rule,
    severity,
    message: finding.message,
    related: (finding.related ?? []).map((related) => ({
      ...toLintPlace(related),
      message: related.message,
    })),
    fixes: (finding.fixes ?? []).map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map((edit) => ({ ...toLintPlace(edit), text: edit.text })),
    })),
  };
}

function toLintPlace({ file, range }: Place): LintPlace {
  return { path: range.path ?? file.path, start: range.start, end: range.end };
}
