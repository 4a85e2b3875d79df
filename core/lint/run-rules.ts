import type { Model } from '../model/model';
import type { Finding, Place, Rule, Severity } from '../rules/rule';
import type { LintFinding, LintPlace, RuleFailure } from './result';

/** What a configuration makes of a rule. */
export type RuleLevel = Severity | 'off';

/**
 * Runs rules over a model. One that throws does not stop the others: what it found until then is kept, and its
 * failure is told.
 * @param levels severities that beat the rules' own, by rule id; what is `off` does not run
 */
export function runRules(
  model: Model,
  rules: readonly Rule[],
  levels: Readonly<Record<string, RuleLevel>>,
): { findings: LintFinding[]; failures: RuleFailure[] } {
  const findings = new Map<string, LintFinding>();
  const failures: RuleFailure[] = [];
  for (const { meta, check } of rules) {
    const level = levels[meta.id];
    if (level === 'off') continue;
    try {
      for (const found of check(model)) {
        const finding = toLintFinding(found, meta.id, level ?? found.severity ?? meta.severity);
        const key = `${finding.path}\0${finding.start}\0${finding.end}\0${meta.id}\0${finding.message}`;
        if (!findings.has(key)) findings.set(key, finding);
      }
    } catch (error) {
      failures.push({
        rule: meta.id,
        paths: model.project.files.map(({ path }) => path),
        message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      });
    }
  }
  return { findings: [...findings.values()], failures };
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
