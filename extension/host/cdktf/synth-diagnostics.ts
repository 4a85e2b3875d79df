import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AnnotationLevel } from '../../../core/synth-report/manifest';
import type { SynthFinding } from '../../../core/synth-report/findings';
import type { SynthReport } from '../../../runner/synth-report';
import { rulePageAddress } from '../language/rule-page';
import { SOURCE } from '../language/source-name';

const SEVERITY: Readonly<Record<AnnotationLevel, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

type ReadReport = Extract<SynthReport, { status: 'read' }>;
type Placed = SynthFinding & { readonly place: { readonly status: 'found' } };

/** Findings of one file, and whether the file is as it was when they were found. */
interface ShownFile {
  readonly uri: vscode.Uri;
  readonly findings: readonly Placed[];
  isStale: boolean;
}

/**
 * Shows what a synthesis found on the lines that made the constructs. When a file changes, what is shown there fades to
 * hints: it may be true no more.
 */
export class SynthDiagnostics implements vscode.Disposable {
  private readonly shown = vscode.languages.createDiagnosticCollection(`${SOURCE}.synth`);
  private readonly projects = new Map<string, readonly ShownFile[]>();
  private readonly listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) this.fade(document.uri);
  });
  /** Sources that change or go without being open. */
  private readonly watcher = vscode.workspace.createFileSystemWatcher('**/*.{ts,mts,cts,tsx}', true);
  /** When the newest report was shown, in milliseconds. */
  private shownAtMs = 0;

  constructor(private readonly extensionUri: vscode.Uri) {
    this.watcher.onDidChange((uri) => void this.fadeIfNewer(uri));
    this.watcher.onDidDelete((uri) => {
      this.forget(uri);
    });
  }

  /** Shows a report in the place of the one before. @returns findings that have no place */
  show(folder: string, { findings, staleFiles }: ReadReport): SynthFinding[] {
    for (const { uri } of this.projects.get(folder) ?? []) this.shown.delete(uri);
    const placed = findings.filter((finding): finding is Placed => finding.place.status === 'found');
    const paths = [...new Set(placed.map(({ place }) => place.path))];
    const files = paths.map((path): ShownFile => {
      const uri = vscode.Uri.file(join(folder, path));
      const isDirty = vscode.workspace.textDocuments.some(
        (document) => document.isDirty && document.uri.toString() === uri.toString(),
      );
      return {
        uri,
        findings: placed.filter(({ place }) => place.path === path),
        isStale: isDirty || staleFiles.includes(path),
      };
    });
    this.projects.set(folder, files);
    this.shownAtMs = Date.now();
    for (const file of files) this.publish(file);
    return findings.filter(({ place }) => place.status === 'unknown');
  }

  /** Takes back what was shown of a project. */
  clear(folder: string): void {
    for (const { uri } of this.projects.get(folder) ?? []) this.shown.delete(uri);
    this.projects.delete(folder);
  }

  dispose(): void {
    this.listener.dispose();
    this.watcher.dispose();
    this.shown.dispose();
  }

  /** What was saved before the synthesis is told late, sometimes after it. */
  private async fadeIfNewer(uri: vscode.Uri): Promise<void> {
    const isNewer = await vscode.workspace.fs.stat(uri).then(
      ({ mtime }) => mtime > this.shownAtMs,
      // It has gone meanwhile, which is told too.
      () => false,
    );
    if (isNewer) this.fade(uri);
  }

  private forget(uri: vscode.Uri): void {
    for (const [folder, files] of this.projects)
      this.projects.set(
        folder,
        files.filter((file) => file.uri.toString() !== uri.toString()),
      );
    this.shown.delete(uri);
  }

  private fade(uri: vscode.Uri): void {
    for (const file of [...this.projects.values()].flat()) {
      if (file.isStale || file.uri.toString() !== uri.toString()) continue;
      file.isStale = true;
      this.publish(file);
    }
  }

  private publish({ uri, findings, isStale }: ShownFile): void {
    this.shown.set(
      uri,
      findings.map((finding) => toDiagnostic(finding, isStale, this.extensionUri)),
    );
  }
}

function toDiagnostic(
  { place, level, message, rule, constructPath }: Placed,
  isStale: boolean,
  extensionUri: vscode.Uri,
) {
  const start = new vscode.Position(place.line - 1, place.column - 1);
  // To the end of the line, wherever that is.
  const range = new vscode.Range(start, start.with(undefined, Number.MAX_SAFE_INTEGER));
  const words = isStale
    ? vscode.l10n.t('{0} (of {1}, as it was when it was synthesized)', message, constructPath)
    : vscode.l10n.t('{0} (of {1})', message, constructPath);
  const severity = isStale ? vscode.DiagnosticSeverity.Hint : SEVERITY[level];
  const diagnostic = new vscode.Diagnostic(range, words, severity);
  diagnostic.source = vscode.l10n.t('cdktf synth');
  const page = rule === undefined ? undefined : rulePageAddress(rule, extensionUri);
  if (rule !== undefined) diagnostic.code = page ? { value: rule, target: page } : rule;
  return diagnostic;
}
