/** What the editor answers when a person asks: menus, hovers, lists. */
import * as vscode from 'vscode';
import { askUntil } from './workspace';

/** Titles and more of the actions that the light bulb offers, when at least one of ours is there. */
export async function actionsAt(
  { uri }: vscode.TextDocument,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<vscode.CodeAction[]> {
  return await askUntil(
    () =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        range,
        kind.value,
        100,
      ),
    (actions) => actions.length > 0,
  );
}

/** Everything that a hover says, when one of its parts has a text in it. */
export async function hoverAt(
  { uri }: vscode.TextDocument,
  position: vscode.Position,
  expected: string,
): Promise<{ text: string; range: vscode.Range | undefined }> {
  const hovers = await askUntil(
    () => vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position),
    (all) => all.some((hover) => textOf(hover).includes(expected)),
  );
  const hover = hovers.find((one) => textOf(one).includes(expected));
  return { text: hover ? textOf(hover) : '', range: hover?.range };
}

/** What is offered at a position, when a label is among it. */
export async function completionsAt(
  { uri }: vscode.TextDocument,
  position: vscode.Position,
  expected: string,
): Promise<vscode.CompletionItem[]> {
  const list = await askUntil(
    () =>
      vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        position,
      ),
    ({ items }) => items.some(({ label }) => labelText(label) === expected),
  );
  return list.items;
}

/** Commands of the lenses of a document, when one with a title is there. */
export async function lensesOf(
  { uri }: vscode.TextDocument,
  expected: string,
): Promise<readonly { line: number; command: vscode.Command }[]> {
  const lenses = await askUntil(
    () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100),
    (all) => all.some(({ command }) => command?.title === expected),
  );
  return lenses.flatMap(({ range, command }) => (command ? [{ line: range.start.line, command }] : []));
}

export function labelText(label: string | vscode.CompletionItemLabel): string {
  return typeof label === 'string' ? label : label.label;
}

function textOf({ contents }: vscode.Hover): string {
  return contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')).join('\n');
}
