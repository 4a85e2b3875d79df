import * as vscode from 'vscode';
import { formatConfigProblem } from '../../../core/lint/config-problem';
import { MAX_CHARACTERS, type CheckedDocument, type Checker } from './checker';
import { DOCUMENTS } from './documents';

/** Tells in the language status what was found in the active document, and what is wrong with the configuration. */
export class LintStatus implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('fsxLustreKms.lint', DOCUMENTS);
  private readonly listeners: vscode.Disposable;

  constructor(checker: Checker) {
    this.item.name = vscode.l10n.t('FSx for Lustre KMS');
    const active = () => vscode.window.activeTextEditor?.document;
    this.listeners = vscode.Disposable.from(
      checker.onDidCheck((checked) => {
        if (checked.document === active()) this.show(checked, checked.document);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        // The log and other views are no document: what was said stays.
        if (editor) this.show(checker.findingsOf(editor.document), editor.document);
      }),
    );
    const document = active();
    this.show(document && checker.findingsOf(document), document);
  }

  dispose(): void {
    this.listeners.dispose();
    this.item.dispose();
  }

  private show(checked: CheckedDocument | undefined, document?: vscode.TextDocument): void {
    const { item } = this;
    const problems = checked?.project.configProblems ?? [];
    const count = checked?.findings.length ?? 0;
    item.text = !checked
      ? notChecked(document)
      : count === 0
        ? vscode.l10n.t('FSx KMS: nothing found')
        : count === 1
          ? vscode.l10n.t('FSx KMS: 1 finding')
          : vscode.l10n.t('FSx KMS: {0} findings', count);
    item.severity =
      problems.length > 0 ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.detail =
      (problems[0] && formatConfigProblem(problems[0])) ??
      (checked?.result.failures.length
        ? vscode.l10n.t('a rule broke: see the log')
        : vscode.l10n.t('key policies, grants, buckets, file systems'));
    item.command =
      problems.length > 0 || checked?.result.failures.length
        ? { title: vscode.l10n.t('Show Log'), command: 'fsxLustreKms.showLog' }
        : { title: vscode.l10n.t('Rules'), command: 'fsxLustreKms.openRulePage' };
  }
}

/** Why nothing is said of a document. */
function notChecked(document: vscode.TextDocument | undefined): string {
  const isOn = vscode.workspace.getConfiguration('fsxLustreKms', document).get<boolean>('lint.enable', true);
  if (!isOn) return vscode.l10n.t('FSx KMS: off');
  return document && document.getText().length > MAX_CHARACTERS
    ? vscode.l10n.t('FSx KMS: too large to look at while it is typed')
    : vscode.l10n.t('FSx KMS: not looked at yet');
}
