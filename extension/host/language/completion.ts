import * as vscode from 'vscode';
import { completionsAt } from '../../../core/language/completion/completion';
import type { CompletionItem } from '../../../core/language/completion/write';
import type { Reader } from '../../../core/syntax/reader';
import { isWritten } from './documents';
import type { EditorProjects } from './project';
import { rangeInDocument } from './ranges';
import type { OpenSources } from './sources';

type Kind = CompletionItem['kind'];

const KIND: Readonly<Record<Kind, vscode.CompletionItemKind>> = {
  element: vscode.CompletionItemKind.Property,
  operator: vscode.CompletionItemKind.Operator,
  'condition-key': vscode.CompletionItemKind.Field,
  action: vscode.CompletionItemKind.Method,
  principal: vscode.CompletionItemKind.Reference,
  value: vscode.CompletionItemKind.Value,
};

/** Offers what fits at the cursor. */
export class CompletionItems implements vscode.CompletionItemProvider {
  static readonly triggers = ['"', "'", ':'];

  constructor(
    private readonly projects: EditorProjects,
    private readonly reader: Reader,
    private readonly sources: OpenSources,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[] | undefined> {
    if (!isWritten(document)) return undefined;
    const project = await this.projects.of(document);
    if (!project || token.isCancellationRequested) return undefined;
    const kept = this.sources.current(document);
    const completions = completionsAt({
      reader: this.reader,
      path: project.path,
      text: document.getText(),
      languageId: document.languageId,
      offset: document.offsetAt(position),
      others: project.files.filter(({ path }) => path !== project.path),
      ...(kept && { document: kept }),
    });
    if (!completions) return undefined;
    const quote = openingQuote(document, completions.range.start);
    const range = rangeInDocument(document, completions.range.start - quote.length, completions.range.end);
    return completions.items.map((item) => toItem(item, range, quote));
  }
}

function toItem(item: CompletionItem, range: vscode.Range, quote: '"' | ''): vscode.CompletionItem {
  const { label, kind, detail, documentation, insertText, isSnippet, sortText, preselect } = item;
  const shown = new vscode.CompletionItem(label, KIND[kind]);
  shown.range = range;
  shown.insertText = isSnippet ? new vscode.SnippetString(quote + insertText) : quote + insertText;
  if (quote !== '') shown.filterText = quote + label;
  shown.sortText = sortText;
  if (detail !== undefined) shown.detail = detail;
  if (documentation !== undefined) shown.documentation = new vscode.MarkdownString(documentation);
  if (preselect !== undefined) shown.preselect = preselect;
  if (item.retrigger) shown.command = { title: '', command: 'editor.action.triggerSuggest' };
  return shown;
}

/**
 * In JSON the quote belongs to what is replaced: the editor's own JSON names have it, and would stand before ours.
 * Not in a policy that is a text itself: there the quote is escaped.
 */
function openingQuote(document: vscode.TextDocument, start: number): '"' | '' {
  if (document.languageId !== 'json' && document.languageId !== 'jsonc') return '';
  return /(^|[^\\])"$/.test(document.getText().slice(Math.max(0, start - 2), start)) ? '"' : '';
}
