import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { untilFound } from '../../support/workspace';

/** Files that are on no disk. */
class MemoryFiles implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly files: ReadonlyMap<string, string>) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  stat({ path }: vscode.Uri): vscode.FileStat {
    const text = this.files.get(path);
    const isFolder = [...this.files.keys()].some((name) => name.startsWith(`${path.replace(/\/$/, '')}/`));
    if (text === undefined && !isFolder) throw vscode.FileSystemError.FileNotFound(path);
    const type = text === undefined ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size: text?.length ?? 0 };
  }
  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    return [...this.files.keys()]
      .filter((name) => name.startsWith(`${path}/`))
      .map((name) => [name.slice(path.length + 1), vscode.FileType.File]);
  }
  readFile({ path }: vscode.Uri): Uint8Array {
    const text = this.files.get(path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return new TextEncoder().encode(text);
  }
  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}

describe('a virtual workspace', () => {
  it('is linted across its files', async () => {
    const files = new MemoryFiles(
      new Map([
        [
          '/stack/key.tf',
          'resource "aws_kms_key" "k" {\n  key_usage                = "SIGN_VERIFY"\n  customer_master_key_spec = "RSA_2048"\n}\n',
        ],
        [
          '/stack/grant.tf',
          'resource "aws_kms_grant" "g" {\n  name              = "g"\n  key_id            = aws_kms_key.k.key_id\n  grantee_principal = "arn:aws:iam::111111111111:role/r"\n  operations        = ["Sign", "Decrypt"]\n}\n',
        ],
      ]),
    );
    const provider = vscode.workspace.registerFileSystemProvider('memory', files, { isReadonly: true });
    try {
      const uri = vscode.Uri.parse('memory:/stack/grant.tf');
      const document = await vscode.workspace.openTextDocument(uri);
      const { range, relatedInformation } = await untilFound(uri, 'grant-operation-key-type');
      assert.equal(document.getText(range), 'Decrypt');
      assert.equal(relatedInformation?.[0]?.location.uri.toString(), 'memory:/stack/key.tf');
    } finally {
      provider.dispose();
    }
  });
});
