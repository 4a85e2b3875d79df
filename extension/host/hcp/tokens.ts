/** Tokens of HCP Terraform, in the editor's secret storage: each is for one host, and for no other. */
import type * as vscode from 'vscode';

const PREFIX = 'fsxLustreKms.hcp.token:';

export type KeptToken =
  /** Undefined: nobody is signed in. */
  { readonly status: 'read'; readonly token: string | undefined } | { readonly status: 'unreadable' };

export class Tokens {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  async read(host: string): Promise<KeptToken> {
    try {
      return { status: 'read', token: await this.secrets.get(PREFIX + host) };
    } catch {
      // No keyring, or one that is locked. What it says is not ours to show.
      return { status: 'unreadable' };
    }
  }

  async keep(host: string, token: string): Promise<void> {
    await this.secrets.store(PREFIX + host, token);
  }

  async forget(host: string): Promise<void> {
    await this.secrets.delete(PREFIX + host);
  }

  /** Somebody signed in or out, here or in another window. */
  onDidChange(listener: () => void): vscode.Disposable {
    return this.secrets.onDidChange(({ key }) => {
      if (key.startsWith(PREFIX)) listener();
    });
  }
}
