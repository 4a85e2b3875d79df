import * as vscode from 'vscode';
import type { LintFinding, LintFix } from '../../../core/lint/result';
import { SUPPRESSION_RULES } from '../../../core/lint/suppression';
import type { Reader } from '../../../core/syntax/reader';
import type { CheckedDocument, Checker } from './checker';
import { fixEverything } from './fix-everything';
import { ignoreCommand } from './ignore';
import type { EditorProjects } from './project';
import { rulePage } from './rule-page';
import { SOURCE } from './source-name';
import { rangeOf } from './to-diagnostic';

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('fsxLustreKms');

/** Fixes, suppressions and pages for findings. Answers for one come from what was found already. */
export class CodeActions implements vscode.CodeActionProvider {
  static readonly fixAllKind = FIX_ALL;
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
  };

  constructor(
    private readonly checker: Checker,
    private readonly projects: EditorProjects,
    private readonly reader: Reader,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only, diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const wants = (kind: vscode.CodeActionKind) => only === undefined || only.intersects(kind);
    const checked = this.checker.findingsOf(document);
    const actions: vscode.CodeAction[] = [];
    if (checked && wants(vscode.CodeActionKind.QuickFix)) {
      const here = checked.findings.filter((finding) => touches(finding, document, range));
      actions.push(...here.flatMap((finding) => fixesOf(finding, checked, diagnostics)));
      actions.push(...here.flatMap((finding) => otherActions(finding, document, diagnostics)));
    }
    // Asked for by name alone, when saving too: then the text may be newer than what was looked at.
    if (only?.intersects(FIX_ALL)) actions.push(...(await this.fixAll(document)));
    return actions;
  }

  private async fixAll(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
    const project = await this.projects.of(document);
    const edits = project ? fixEverything(project, document, this.reader) : [];
    if (edits.length === 0) return [];
    const title = vscode.l10n.t('Fix everything that fsx-lustre-kms can fix');
    const action = new vscode.CodeAction(title, FIX_ALL);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(document.uri, edits);
    return [action];
  }
}

function touches({ start, end }: LintFinding, document: vscode.TextDocument, range: vscode.Range): boolean {
  return start <= document.offsetAt(range.end) && document.offsetAt(range.start) <= end;
}

function fixesOf(
  finding: LintFinding,
  checked: CheckedDocument,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const best = finding.fixes.find(({ safe }) => safe);
  return finding.fixes.map((fix) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = workspaceEdit(fix, checked);
    action.isPreferred = fix === best;
    action.diagnostics = diagnosticsOf(finding, diagnostics);
    return action;
  });
}

function otherActions(
  finding: LintFinding,
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  if (finding.rule in SUPPRESSION_RULES) return [];
  return [ignoreCommand(document, finding), rulePage(finding.rule)].map((command) => {
    const action = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
    action.command = command;
    action.diagnostics = diagnosticsOf(finding, diagnostics);
    return action;
  });
}

function workspaceEdit({ edits }: LintFix, { project, result }: CheckedDocument): vscode.WorkspaceEdit {
  const all = new vscode.WorkspaceEdit();
  for (const edit of edits) all.replace(project.uriOf(edit.path), rangeOf(edit, project, result), edit.text);
  return all;
}

function diagnosticsOf(finding: LintFinding, diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return diagnostics.filter(
    ({ source, code, message }) =>
      source === SOURCE &&
      message === finding.message &&
      (typeof code === 'object' ? code.value : code) === finding.rule,
  );
}
