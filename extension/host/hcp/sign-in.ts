/** Asks for a token of HCP Terraform. It goes into secret storage, and nowhere else. */
import * as vscode from 'vscode';
import { tokenPage, type CheckedHost } from '../../../core/hcp/host';

/** What can stand in an HTTP header after `Bearer`. */
const TOKEN = /^[\x21-\x7e]{8,4096}$/;

const WAYS = ['paste', 'type', 'make'] as const;
type Way = (typeof WAYS)[number];

/** @returns undefined when somebody changed their mind */
export async function askForToken({
  host,
  origin,
}: Extract<CheckedHost, { status: 'usable' }>): Promise<string | undefined> {
  const chosen = await vscode.window.showQuickPick(WAYS.map(itemOf), {
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

function itemOf(how: Way): vscode.QuickPickItem & { readonly how: Way } {
  const { ThemeIcon, l10n } = vscode;
  switch (how) {
    case 'paste':
      return { how, label: l10n.t('Paste a token from the clipboard'), iconPath: new ThemeIcon('clippy') };
    case 'type':
      return { how, label: l10n.t('Enter a token'), iconPath: new ThemeIcon('key') };
    case 'make': {
      const label = l10n.t('Make a token in the browser, then enter it');
      return { how, label, iconPath: new ThemeIcon('link-external') };
    }
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
    validateInput: (text) =>
      TOKEN.test(text.trim())
        ? undefined
        : vscode.l10n.t('A token has 8 characters or more, and no spaces in it.'),
  });
  return entered?.trim();
}
