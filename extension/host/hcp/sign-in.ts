/** Asks for a token of HCP Terraform. It goes into secret storage, and nowhere else. */
import * as vscode from 'vscode';
import { tokenPage, type CheckedHost } from '../../../core/hcp/host';

/** What can stand in an HTTP header after `Bearer`. */
const TOKEN = /^[\x21-\x7e]{8,4096}$/;

/** @returns undefined when somebody changed their mind */
export async function askForToken({
  host,
  origin,
}: Extract<CheckedHost, { status: 'usable' }>): Promise<string | undefined> {
  const paste = { label: vscode.l10n.t('Paste a token from the clipboard'), how: 'paste' } as const;
  const type = { label: vscode.l10n.t('Enter a token'), how: 'type' } as const;
  const make = { label: vscode.l10n.t('Make a token in the browser, then enter it'), how: 'make' } as const;
  const chosen = await vscode.window.showQuickPick([paste, type, make], {
    title: vscode.l10n.t('Sign in to {0}', host),
    placeHolder: vscode.l10n.t('A token that may read the three workspaces is enough.'),
    ignoreFocusOut: true,
  });
  switch (chosen?.how) {
    case undefined:
      return undefined;
    case 'paste': {
      const token = (await vscode.env.clipboard.readText()).trim();
      if (TOKEN.test(token)) return token;
      void vscode.window.showErrorMessage(vscode.l10n.t('There is no token in the clipboard.'));
      return undefined;
    }
    case 'make':
      await vscode.env.openExternal(vscode.Uri.parse(tokenPage(origin), true));
      return await inputToken(host);
    case 'type':
      return await inputToken(host);
  }
}

async function inputToken(host: string): Promise<string | undefined> {
  const entered = await vscode.window.showInputBox({
    title: vscode.l10n.t('Sign in to {0}', host),
    prompt: vscode.l10n.t(
      'A user or team token. It is kept in the secret storage of this editor, for {0} alone.',
      host,
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (TOKEN.test(text.trim()) ? undefined : vscode.l10n.t('This is no token.')),
  });
  return entered?.trim();
}
