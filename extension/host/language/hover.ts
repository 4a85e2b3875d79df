import * as vscode from 'vscode';
import { hoverAt } from '../../../core/language/hover/hover';
import { isWritten } from './documents';
import type { EditorProjects } from './project';
import { rangeInDocument } from './ranges';

/** Says what the token under the pointer is. */
export class Hovers implements vscode.HoverProvider {
  constructor(private readonly projects: EditorProjects) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (!isWritten(document)) return undefined;
    const { version } = document;
    const project = await this.projects.of(document);
    if (!project || token.isCancellationRequested || document.version !== version) return undefined;
    const hover = hoverAt(project.model(), project.path, document.offsetAt(position));
    if (!hover) return undefined;
    const { start, end } = hover.range;
    return new vscode.Hover(new vscode.MarkdownString(hover.markdown), rangeInDocument(document, start, end));
  }
}
