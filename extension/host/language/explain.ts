import * as vscode from 'vscode';
import { explainAt, type ExplainReference } from '../../../core/language/explain';
import { DOCUMENTS } from './documents';
import type { EditorProject, EditorProjects } from './project';
import { rangeInDocument, rangeInText } from './ranges';

const COMMAND = 'fsxLustreKms.explain';
/** Reports are documents of their own, which nobody saves. */
const SCHEME = 'fsx-lustre-kms-explain';

/** The command behind "Why would this be denied?" on a statement or grant. */
export function explainCommand(document: vscode.TextDocument, offset: number): vscode.Command {
  return {
    title: vscode.l10n.t('Why would this be denied?'),
    command: COMMAND,
    arguments: [document.uri.toString(), offset],
  };
}

export function registerExplain(projects: EditorProjects): vscode.Disposable {
  const reports = new Reports();
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, reports),
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
        const links = explained.references.map((reference) => linkTo(reference, project));
        const text = explained.markdown.replace(
          /\]\(ref:(\d+)\)/g,
          (_, number) => `](${links[Number(number)] ?? ''})`,
        );
        await reports.show(explained.title, text);
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

/** Address of a place, with the line as editors take it. */
function linkTo({ path, start, end }: ExplainReference, project: EditorProject): string {
  const document = project.documents.get(path);
  const text = project.files.find((file) => file.path === path)?.text ?? '';
  const range = document ? rangeInDocument(document, start, end) : rangeInText(text, start, end);
  const fragment = `L${range.start.line + 1},${range.start.character + 1}`;
  return project.uriOf(path).with({ fragment }).toString();
}

/** Holds the newest reports, by their addresses. */
class Reports implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();

  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? vscode.l10n.t('Ask again: this report was not kept.');
  }

  async show(title: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replace(/[/\\]/g, ' ')}.md` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  }
}

function say(words: string): void {
  void vscode.window.showInformationMessage(words);
}
