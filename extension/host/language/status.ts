import * as vscode from 'vscode';
import type { Checker, CheckedDocument } from './checker';
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
        if (checked.document === active()) this.show(checked);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        this.show(editor && checker.findingsOf(editor.document));
      }),
    );
    const document = active();
    this.show(document && checker.findingsOf(document));
  }

  dispose(): void {
    this.listeners.dispose();
    this.item.dispose();
  }

  private show(checked: CheckedDocument | undefined): void {
    const { item } = this;
    const problems = checked?.project.configProblems ?? [];
    const count = checked?.findings.length ?? 0;
    item.text =
      count === 0
        ? vscode.l10n.t('FSx KMS: nothing found')
        : count === 1
          ? vscode.l10n.t('FSx KMS: 1 finding')
          : vscode.l10n.t('FSx KMS: {0} findings', count);
    item.severity =
      problems.length > 0 ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.detail =
      problems[0] ??
      (checked?.result.failures.length
        ? vscode.l10n.t('a rule broke: see the log')
        : vscode.l10n.t('key policies, grants, buckets, file systems'));
    item.command =
      problems.length > 0 || checked?.result.failures.length
        ? { title: vscode.l10n.t('Show Log'), command: 'fsxLustreKms.showLog' }
        : { title: vscode.l10n.t('Rules'), command: 'fsxLustreKms.openRulePage' };
  }
}
