import * as vscode from 'vscode';
import { createParsers, type Parsers } from '../../../core/syntax/parsers';

/** Loads the parsers of TypeScript and HCL from the extension's own folder, which need not be on a disk. */
export async function loadParsers(extensionUri: vscode.Uri): Promise<Parsers> {
  const read = (file: string) =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'grammars', file));
  const [treeSitter, typescript, hcl] = await Promise.all([
    read('web-tree-sitter.wasm'),
    read('tree-sitter-typescript.wasm'),
    read('tree-sitter-hcl.wasm'),
  ]);
  return await createParsers({ treeSitter, typescript, hcl });
}
