import * as vscode from 'vscode';
import { pageAddress } from '../../../core/lint/page-address';
import { SUPPRESSION_RULES } from '../../../core/lint/suppression';
import packageJson from '../../../package.json';

const COMMAND = 'fsxLustreKms.openRulePage';

/**
 * Address of the page of a rule, as it comes with the extension: a command would open it nicer, but the editor follows
 * commands in its list of problems only. @returns undefined for what is found in suppressions: they have no pages
 */
export function rulePageAddress(rule: string, extensionUri: vscode.Uri): vscode.Uri | undefined {
  return rule in SUPPRESSION_RULES ? undefined : pageOf(rule, extensionUri);
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
    const page = pageOf(name, extensionUri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', page);
    } catch {
      // Some browsers' editors come without the Markdown extension.
      await vscode.commands.executeCommand('vscode.open', page);
    }
  });
}

/** An extension that a browser has from an address is no folder that an editor opens files of: there, the web's page. */
function pageOf(name: string, extensionUri: vscode.Uri): vscode.Uri {
  const onWeb = /^https?$/.test(extensionUri.scheme) ? pageAddress(packageJson.homepage, name) : undefined;
  if (onWeb !== undefined) return vscode.Uri.parse(onWeb);
  return vscode.Uri.joinPath(extensionUri, 'docs', 'rules', `${name}.md`);
}
