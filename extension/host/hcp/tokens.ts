/** Tokens of HCP Terraform, in the editor's secret storage: each is for one host, and for no other. */
import type * as vscode from 'vscode';

const PREFIX = 'fsxLustreKms.hcp.token:';

export class Tokens {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  async get(host: string): Promise<string | undefined> {
    return await this.secrets.get(PREFIX + host);
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
