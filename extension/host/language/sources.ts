import type * as vscode from 'vscode';
import type { Reader, SourceDocument } from '../../../core/syntax/reader';
import type { SourceFile } from '../../../core/syntax/source-file';

/** An open document as it was read: only what an edit changed is parsed again. */
interface OpenSource {
  readonly source: SourceDocument;
  readonly path: string;
  pending: { start: number; end: number; text: string }[];
}

/** Keeps what open documents say. Edits are collected, and taken in when somebody asks. */
export class OpenSources implements vscode.Disposable {
  private readonly open = new Map<string, OpenSource>();

  constructor(private readonly reader: Reader) {}

  /** What a document says now. @param path name that it is to have among the files of its project */
  read(document: vscode.TextDocument, path: string): SourceFile | undefined {
    const key = keyOf(document);
    const known = this.open.get(key);
    if (known?.path === path) {
      const { source, pending } = known;
      known.pending = [];
      if (pending.length > 0) source.edit(pending);
      if (source.text === document.getText()) return source.file;
    }
    // New, or not followed from its beginning.
    known?.source.dispose();
    const source = this.reader.open({ path, text: document.getText(), languageId: document.languageId });
    this.open.set(key, { source, path, pending: [] });
    return source.file;
  }

  /** A document as it is kept; undefined for one that was not read yet, or has changed since. */
  current(document: vscode.TextDocument): SourceDocument | undefined {
    const known = this.open.get(keyOf(document));
    return known?.pending.length === 0 && known.source.text === document.getText() ? known.source : undefined;
  }

  /** Remembers what was changed. */
  change({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const known = this.open.get(keyOf(document));
    for (const { rangeOffset, rangeLength, text } of known ? contentChanges : []) {
      known?.pending.push({ start: rangeOffset, end: rangeOffset + rangeLength, text });
    }
  }

  /** Forgets a document. */
  close(document: vscode.TextDocument): void {
    const key = keyOf(document);
    this.open.get(key)?.source.dispose();
    this.open.delete(key);
  }

  dispose(): void {
    for (const { source } of this.open.values()) source.dispose();
    this.open.clear();
  }
}

function keyOf({ uri, languageId }: vscode.TextDocument): string {
  return `${languageId} ${uri.toString()}`;
}
