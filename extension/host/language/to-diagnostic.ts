import * as vscode from 'vscode';
import type { LintFinding, LintPlace, LintResult } from '../../../core/lint/result';
import type { Severity } from '../../../core/rules/rule';
import type { EditorProject } from './project';
import { rangeInDocument, rangeInText } from './ranges';
import { rulePageCommand } from './rule-page';

/** What the editor shows before the rule's name. */
export const SOURCE = 'fsx-lustre-kms';

const SEVERITY: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

/** A finding as the editor has it. */
export function toDiagnostic(
  finding: LintFinding,
  project: EditorProject,
  result: LintResult,
): vscode.Diagnostic {
  const range = rangeOf(finding, project, result);
  const diagnostic = new vscode.Diagnostic(range, finding.message, SEVERITY[finding.severity]);
  diagnostic.source = SOURCE;
  const page = rulePageCommand(finding.rule);
  diagnostic.code = page ? { value: finding.rule, target: page } : finding.rule;
  diagnostic.relatedInformation = finding.related.map((related) => {
    const location = new vscode.Location(project.uriOf(related.path), rangeOf(related, project, result));
    return new vscode.DiagnosticRelatedInformation(location, related.message);
  });
  if (finding.rule === 'suppression-unused') diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

/** A place as the editor counts it. */
export function rangeOf(
  { path, start, end }: LintPlace,
  { documents }: EditorProject,
  { texts }: Pick<LintResult, 'texts'>,
): vscode.Range {
  const document = documents.get(path);
  return document ? rangeInDocument(document, start, end) : rangeInText(texts.get(path) ?? '', start, end);
}
