/** What suites do in the editor, as a person would: files, marks, cursors. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Where marks are put in texts that tests open. */
const MARKS = /[«»|]/g;

/** Folder of the workspace. */
export function workspaceUri(...names: string[]): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a workspace is open');
  return vscode.Uri.joinPath(folder.uri, ...names);
}

/** Writes a file of the workspace. */
export async function write(name: string, text: string): Promise<vscode.Uri> {
  const uri = workspaceUri(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export interface Opened {
  readonly document: vscode.TextDocument;
  readonly editor: vscode.TextEditor;
  /** Where the marks were: `«` and `»` around a stretch, `|` for the cursor. */
  readonly marks: readonly vscode.Position[];
}

/** Writes a file with marks in its text, and shows it without them. */
export async function open(name: string, marked: string): Promise<Opened> {
  const text = marked.replace(MARKS, '');
  const uri = await write(name, text);
  // As a person does it: a document that the API opened stays open after its editor.
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.toString(), uri.toString());
  const { document } = editor;
  const marks = [...marked.matchAll(MARKS)].map(({ index }, before) => document.positionAt(index - before));
  const [cursor] = marks;
  if (cursor) editor.selection = new vscode.Selection(cursor, cursor);
  return { document, editor, marks };
}

/** Replaces the first occurrence of a text in a document, as if it were typed. */
export async function retype({ editor, document }: Opened, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.notEqual(at, -1, `${JSON.stringify(from)} is in the text`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  assert.ok(
    await editor.edit((edit) => {
      edit.replace(range, to);
    }),
  );
}

/** Diagnostics of our extension for a document. */
export function found(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'fsx-lustre-kms');
}

/** Name of the rule that a diagnostic is of. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until the diagnostics of a document are as wanted; the test's own limit ends it. */
export async function until(
  uri: vscode.Uri,
  wanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  if (wanted(found(uri))) return found(uri);
  return await new Promise((done) => {
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (!wanted(found(uri))) return;
      listener.dispose();
      done(found(uri));
    });
  });
}

/** Waits until a rule has found something in a document. */
export async function untilFound(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  const diagnostics = await until(uri, (all) => all.some((one) => ruleOf(one) === rule));
  const diagnostic = diagnostics.find((one) => ruleOf(one) === rule);
  assert.ok(diagnostic);
  return diagnostic;
}

/** Waits until a rule finds nothing in a document any more. */
export async function untilGone(uri: vscode.Uri, rule: string): Promise<void> {
  await until(uri, (all) => all.every((one) => ruleOf(one) !== rule));
}

/** Waits until nothing is found in a document any more. */
export async function untilNothing(uri: vscode.Uri): Promise<void> {
  await until(uri, (all) => all.length === 0);
}

/** Asks until there is an answer as wanted: what the editor asks of all extensions can come late. */
export async function askUntil<T>(ask: () => Thenable<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Closes every editor, without saving. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
