import { createScanner, SyntaxKind } from 'jsonc-parser';
import * as vscode from 'vscode';
import { z } from 'zod';

/** A snippet file, as VS Code has it. */
const snippetFile = z.record(
  z.string(),
  z.object({ prefix: z.string(), description: z.string(), body: z.array(z.string()) }),
);

/**
 * Offers the JSON snippets where a value can stand. The editor's own way would offer them inside of texts too, in every
 * JSON file, and a policy would end up in the middle of a name.
 */
export class JsonSnippets implements vscode.CompletionItemProvider {
  private items: Promise<vscode.CompletionItem[]> | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    if (isInText(document.getText(), document.offsetAt(position))) return [];
    this.items ??= this.read();
    const range = document.getWordRangeAtPosition(position, /[\w-]+/) ?? new vscode.Range(position, position);
    return (await this.items).map((item) =>
      Object.assign(new vscode.CompletionItem(item.label), item, { range }),
    );
  }

  private async read(): Promise<vscode.CompletionItem[]> {
    const uri = vscode.Uri.joinPath(this.extensionUri, 'snippets', 'json.json');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return Object.entries(snippetFile.parse(JSON.parse(text))).map(
      ([name, { prefix, description, body }]) => {
        const item = new vscode.CompletionItem(prefix, vscode.CompletionItemKind.Snippet);
        item.detail = name;
        item.documentation = description;
        item.insertText = new vscode.SnippetString(body.join('\n'));
        return item;
      },
    );
  }
}

/** Whether an offset is inside of a string or a comment. */
function isInText(text: string, offset: number): boolean {
  const scanner = createScanner(text);
  for (let kind = scanner.scan(); kind !== SyntaxKind.EOF; kind = scanner.scan()) {
    const start = scanner.getTokenOffset();
    if (start >= offset) return false;
    const end = start + scanner.getTokenLength();
    const isText =
      kind === SyntaxKind.StringLiteral ||
      kind === SyntaxKind.LineCommentTrivia ||
      kind === SyntaxKind.BlockCommentTrivia;
    if (isText && (offset < end || (offset === end && text[end - 1] !== '"'))) return true;
  }
  return false;
}
