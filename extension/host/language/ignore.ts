import * as vscode from 'vscode';
import { ignoreEdit } from '../../../core/language/ignore';
import { lint } from '../../../core/lint/lint';
import type { LintFinding } from '../../../core/lint/result';
import { RULES } from '../../../core/rules/registry';
import type { Reader } from '../../../core/syntax/reader';
import type { Checker } from './checker';
import { rangeInText } from './ranges';

const COMMAND = 'fsxLustreKms.ignore';
/** The part of a finding that tells it apart in its document. */
type Chosen = Pick<LintFinding, 'rule' | 'start' | 'message'>;

/** The command that asks why a finding is right, and writes the suppression. */
export function ignoreCommand(document: vscode.TextDocument, finding: LintFinding): vscode.Command {
  const { rule, start, message } = finding;
  return {
    title: vscode.l10n.t('Ignore {0} here, with a reason', rule),
    command: COMMAND,
    arguments: [document.uri.toString(), { rule, start, message } satisfies Chosen],
  };
}

export function registerIgnore(checker: Checker, reader: Reader): vscode.Disposable {
  return vscode.commands.registerCommand(COMMAND, async (address: string, chosen: Chosen, given?: string) => {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === address);
    const reason = given ?? (await askReason(chosen.rule));
    if (!document || reason === undefined) return;
    const checked = checker.findingsOf(document);
    const finding = checked?.findings.find(
      ({ rule, start, message }) =>
        rule === chosen.rule && start === chosen.start && message === chosen.message,
    );
    if (!checked || !finding) return;
    const { files, config, uriOf } = checked.project;
    const edit = ignoreEdit({
      finding,
      reason,
      files,
      config,
      takesComments: document.languageId !== 'json',
      read: (text) => reader.read({ path: finding.path, text, languageId: document.languageId }),
      lint: (all) => lint(all, { rules: RULES, config }),
    });
    if (!edit) {
      const words = vscode.l10n.t('There is no place for a suppression of {0} here.', chosen.rule);
      void vscode.window.showInformationMessage(words);
      return;
    }
    await apply(uriOf(edit.path), edit);
  });
}

async function askReason(rule: string): Promise<string | undefined> {
  return await vscode.window.showInputBox({
    title: vscode.l10n.t('Ignore {0}', rule),
    prompt: vscode.l10n.t('Why is it right here? The reason is written beside the rule.'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A reason is needed.') : undefined),
  });
}

async function apply(
  uri: vscode.Uri,
  { edits, isNew }: NonNullable<ReturnType<typeof ignoreEdit>>,
): Promise<void> {
  const all = new vscode.WorkspaceEdit();
  if (isNew) {
    const contents = new TextEncoder().encode(edits.map(({ text }) => text).join(''));
    all.createFile(uri, { contents });
  } else {
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    for (const { start, end, text: content } of edits)
      all.replace(uri, rangeInText(text, start, end), content);
  }
  await vscode.workspace.applyEdit(all);
  // The configuration is no file that is looked at: it counts when it is saved.
  if (/\.json$/.test(uri.path) && !isNew) await saveIfConfiguration(uri);
}

async function saveIfConfiguration(uri: vscode.Uri): Promise<void> {
  if (!/\/(\.fsx-lustre-kms|package)\.json$/.test(uri.path)) return;
  await (await vscode.workspace.openTextDocument(uri)).save();
}
