import * as vscode from 'vscode';
import { SUPPRESSION_RULES } from '../../../core/lint/suppression';

const COMMAND = 'fsxLustreKms.openRulePage';

/** Address that opens the page of a rule. @returns undefined for what is found in suppressions: they have no pages */
export function rulePageCommand(rule: string): vscode.Uri | undefined {
  if (rule in SUPPRESSION_RULES) return undefined;
  return vscode.Uri.parse(`command:${COMMAND}?${encodeURIComponent(JSON.stringify([rule]))}`);
}

/** The same as a command. */
export function rulePage(rule: string): vscode.Command {
  const title = vscode.l10n.t('Open the page of {0}', rule);
  return { title, command: COMMAND, arguments: [rule] };
}

/** Opens the pages that come with the extension: they say what this version of it does. */
export function registerRulePages(extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand(COMMAND, async (rule: unknown) => {
    const name = typeof rule === 'string' && /^[a-z0-9-]+$/.test(rule) ? rule : 'README';
    const page = vscode.Uri.joinPath(extensionUri, 'docs', 'rules', `${name}.md`);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', page);
    } catch {
      // Some browsers' editors come without the Markdown extension.
      await vscode.commands.executeCommand('vscode.open', page);
    }
  });
}
