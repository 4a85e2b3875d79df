import * as vscode from 'vscode';
import type { LintFinding, LintPlace, LintResult } from '../../../core/lint/result';
import type { Severity } from '../../../core/rules/rule';
import type { EditorProject } from './project';
import { rangeInDocument, rangeInText } from './ranges';
import { rulePageAddress } from './rule-page';
import { SOURCE } from './source-name';

const SEVERITY: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

/** What a finding is shown with. */
export interface DiagnosticContext {
  readonly project: EditorProject;
  readonly result: LintResult;
  readonly extensionUri: vscode.Uri;
}

/** A finding as the editor has it. */
export function toDiagnostic(
  finding: LintFinding,
  { project, result, extensionUri }: DiagnosticContext,
): vscode.Diagnostic {
  const range = rangeOf(finding, project, result);
  const diagnostic = new vscode.Diagnostic(range, finding.message, SEVERITY[finding.severity]);
  diagnostic.source = SOURCE;
  const page = rulePageAddress(finding.rule, extensionUri);
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
