/** Which documents the language features look at. */
import type * as vscode from 'vscode';

/**
 * Languages of the editor, and names of files whose language nobody may have given. Documents of every scheme: an
 * unsaved one and one of a virtual workspace as well.
 */
export const DOCUMENTS: readonly vscode.DocumentFilter[] = [
  { language: 'json' },
  { language: 'jsonc' },
  { language: 'typescript' },
  { language: 'typescriptreact' },
  { language: 'terraform' },
  { language: 'opentofu' },
  { pattern: '**/*.{tf,tofu}' },
];

/** Schemes of documents that are views of something else: of a commit, a comparison, a chat. */
const VIEWS: readonly string[] = ['git', 'gitlens', 'vscode', 'output', 'search-editor', 'comment'];

/** Whether a document is one that somebody writes. */
export function isWritten({ uri }: vscode.TextDocument): boolean {
  return !VIEWS.includes(uri.scheme) && !uri.scheme.startsWith('vscode-');
}

/** Whether a name is that of a Terraform file: these are looked at together with the others of their folder. */
export function isTerraformFile(path: string): boolean {
  return /\.(tf|tofu)(\.json)?$/i.test(path);
}
