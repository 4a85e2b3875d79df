import * as vscode from 'vscode';
import { explainAt, type ExplainReference } from '../../../core/language/explain';
import { DOCUMENTS } from './documents';
import type { EditorProject, EditorProjects } from './project';
import { REFERENCE_LINK } from '../../shared/explain-messages';
import { ExplainPanel } from './explain-panel';
import { rangeInDocument } from './ranges';

const COMMAND = 'fsxLustreKms.explain';

/** The command behind "Why would this be denied?" on a statement or grant. */
export function explainCommand(document: vscode.TextDocument, offset: number): vscode.Command {
  return {
    title: vscode.l10n.t('Why would this be denied?'),
    command: COMMAND,
    arguments: [document.uri.toString(), offset],
  };
}

export function registerExplain(projects: EditorProjects, extensionUri: vscode.Uri): vscode.Disposable {
  const panel = new ExplainPanel(extensionUri);
  return vscode.Disposable.from(
    panel,
    vscode.commands.registerCommand(COMMAND, async (address?: string, offset?: number) => {
      const place = placeOf(address, offset);
      const project = place && (await projects.of(place.document));
      if (!place || !project) {
        say(vscode.l10n.t('Put the cursor on a statement of a policy, or on a grant.'));
        return;
      }
      const explained = explainAt(project.model(), project.path, place.offset);
      if (explained.status === 'nothing') say(explained.why);
      else {
        const { markdown, references } = explained;
        const versions = new Map([...project.documents].map(([path, { version }]) => [path, version]));
        await panel.show({
          title: vscode.l10n.t('Explanation'),
          markdown: markdown.replace(/\]\(ref:(\d+)\)/g, `](${REFERENCE_LINK}$1)`),
          reveal: (reference) => reveal(references[reference], project, versions),
        });
      }
    }),
  );
}

/** What is asked about: the place that is named, else the cursor's. */
function placeOf(
  address: string | undefined,
  offset: number | undefined,
): { document: vscode.TextDocument; offset: number } | undefined {
  if (typeof address === 'string' && typeof offset === 'number') {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === address);
    return document && { document, offset };
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor || vscode.languages.match(DOCUMENTS, editor.document) === 0) return undefined;
  return { document: editor.document, offset: editor.document.offsetAt(editor.selection.active) };
}

/** Shows a place in the editor, beside the explanation. */
async function reveal(
  reference: ExplainReference | undefined,
  project: EditorProject,
  versions: ReadonlyMap<string, number>,
): Promise<void> {
  if (!reference) return;
  const { path, start, end } = reference;
  const document = await vscode.workspace.openTextDocument(project.uriOf(path));
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.One,
    selection: rangeInDocument(document, start, end),
  });
  const known = versions.get(path);
  if (known !== undefined && known !== document.version)
    say(
      vscode.l10n.t('The file has changed since this explanation was made. Ask again for the right place.'),
    );
}

function say(words: string): void {
  void vscode.window.showInformationMessage(words);
}
