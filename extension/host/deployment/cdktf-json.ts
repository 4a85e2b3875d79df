import * as vscode from 'vscode';
import { deploymentProblems } from '../../../core/language/deployment-problems';
import { rangeInDocument } from '../language/ranges';
import { SOURCE } from '../language/source-name';

const NAME = /\/cdktf\.json$/;
const DEBOUNCE_MS = 60;

/** Checks the deployment in cdktf.json while it is typed, as synth would. */
export class DeploymentChecker implements vscode.Disposable {
  private readonly shown = vscode.languages.createDiagnosticCollection(`${SOURCE}.deployment`);
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners: vscode.Disposable;

  constructor() {
    const { workspace } = vscode;
    this.listeners = vscode.Disposable.from(
      workspace.onDidOpenTextDocument((document) => {
        this.check(document);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.schedule(document);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.shown.delete(uri);
      }),
    );
    workspace.textDocuments.forEach((document) => {
      this.check(document);
    });
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.listeners.dispose();
    this.shown.dispose();
  }

  private schedule(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        this.check(document);
      }, DEBOUNCE_MS),
    );
  }

  private check(document: vscode.TextDocument): void {
    if (!NAME.test(document.uri.path) || document.isClosed) return;
    const marks = deploymentProblems(document.getText()).map(({ range, message }) => {
      const place = rangeInDocument(document, range.start, range.end);
      const diagnostic = new vscode.Diagnostic(place, message, vscode.DiagnosticSeverity.Error);
      diagnostic.source = SOURCE;
      diagnostic.code = 'deployment';
      return diagnostic;
    });
    this.shown.set(document.uri, marks);
  }
}
