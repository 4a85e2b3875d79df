import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const SOURCES = 'extension/host';

/**
 * Every text that the extension shows by `vscode.l10n.t`, by itself: what a translation begins from.
 * @see https://code.visualstudio.com/api/references/vscode-api#l10n
 */
export function messageBundle(): Map<string, string> {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(SOURCES, file));
  const texts = [...new Set(files.flatMap(messagesIn))].sort();
  const bundle = Object.fromEntries(texts.map((text) => [text, text]));
  return new Map([['extension/l10n/bundle.l10n.json', `${JSON.stringify(bundle, null, 2)}\n`]]);
}

function messagesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText(source))) {
      const [text] = node.arguments;
      if (!text || !ts.isStringLiteralLike(text))
        throw new Error(`${file}: l10n.t takes a text that is written there, so that it can be translated.`);
      found.push(text.text);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}
