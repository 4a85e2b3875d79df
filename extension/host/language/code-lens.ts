import * as vscode from 'vscode';
import { lensesOf, type Lens } from '../../../core/language/lenses';
import type { Parsers } from '../../../core/syntax/parsers';
import { isWritten } from './documents';
import { explainCommand } from './explain';
import type { EditorProjects } from './project';
import { rangeInDocument } from './ranges';

/** What can be done with stacks where stacks can be run; in a browser nothing. */
export type StackCommands = (
  document: vscode.TextDocument,
  lens: Exclude<Lens, { kind: 'explain' }>,
) => readonly vscode.Command[];

/** Offers what can be done with stacks, statements and grants, above them. */
export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listener = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('fsxLustreKms.codeLens')) this.changed.fire();
  });

  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly projects: EditorProjects,
    private readonly parsers: Parsers,
    private readonly stackCommands: StackCommands,
  ) {}

  async provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    if (!isWritten(document) || !isEnabled(document)) return [];
    const { version } = document;
    const project = await this.projects.of(document);
    if (!project || token.isCancellationRequested || document.version !== version) return [];
    const file = { path: project.path, text: document.getText(), languageId: document.languageId };
    const lenses = lensesOf({ file, model: project.model(), parsers: this.parsers });
    return lenses.flatMap((lens) => {
      const range = rangeInDocument(document, lens.range.start, lens.range.end);
      const commands =
        lens.kind === 'explain'
          ? [explainCommand(document, lens.offset)]
          : this.stackCommands(document, lens);
      return commands.map((command) => new vscode.CodeLens(range, command));
    });
  }

  /** Asks the editor to ask again. */
  refresh(): void {
    this.changed.fire();
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}

function isEnabled(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('fsxLustreKms', document).get('codeLens.enable', true);
}
