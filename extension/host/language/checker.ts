import * as vscode from 'vscode';
import type { LintConfig } from '../../../core/lint/config';
import { Linter } from '../../../core/lint/linter';
import type { LintFinding, LintResult } from '../../../core/lint/result';
import { RULES } from '../../../core/rules/registry';
import type { Log } from '../log';
import { DOCUMENTS, isWritten } from './documents';
import { projectKey, type EditorProject, type EditorProjects } from './project';
import { SOURCE } from './source-name';
import { toDiagnostic } from './to-diagnostic';

/** Time without a keystroke after which a text is looked at. */
const DEBOUNCE_MS = 60;

/** Above it a text is nothing that somebody types: a plan, a bundle. The command line reads it. */
export const MAX_CHARACTERS = 1_000_000;

/** What was found in a document, for those who answer questions about it. */
export interface CheckedDocument {
  /** Version of the document that the findings are of. */
  readonly version: number;
  readonly findings: readonly LintFinding[];
  readonly project: EditorProject;
  readonly result: LintResult;
}

/** Lints open documents while they are typed, and shows what it finds. */
export class Checker implements vscode.Disposable {
  private readonly shown = vscode.languages.createDiagnosticCollection(SOURCE);
  private readonly checked = new Map<string, CheckedDocument>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What each project's last look left for the next one. */
  private readonly linters = new Map<string, { config: LintConfig; linter: Linter }>();
  /** Number of the newest check of a project: an older one that still waits for the disk gives up. */
  private readonly newest = new Map<string, number>();
  private readonly done = new vscode.EventEmitter<CheckedDocument & { document: vscode.TextDocument }>();

  /** A document was looked at. */
  readonly onDidCheck = this.done.event;

  constructor(
    private readonly projects: EditorProjects,
    private readonly log: Log,
    private readonly extensionUri: vscode.Uri,
  ) {}

  /** Looks at a document, and at what belongs to it, when nobody has typed for a moment. */
  schedule(document: vscode.TextDocument, delayMs = DEBOUNCE_MS): void {
    if (!this.isChecked(document)) return;
    const key = projectKey(document);
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        void this.check(document);
      }, delayMs),
    );
  }

  /** Looks at every open document: a setting or a configuration has changed. */
  scheduleAll(): void {
    for (const document of vscode.workspace.textDocuments) {
      if (this.isEnabled(document)) this.schedule(document, 0);
      else this.forget(document);
    }
  }

  /** Takes everything back that was said of a document. */
  forget(document: vscode.TextDocument): void {
    this.shown.delete(document.uri);
    this.checked.delete(document.uri.toString());
    this.linters.delete(projectKey(document));
  }

  /** What was found in a document; undefined while its newest text has not been looked at. */
  findingsOf(document: vscode.TextDocument): CheckedDocument | undefined {
    const known = this.checked.get(document.uri.toString());
    return known?.version === document.version ? known : undefined;
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.shown.dispose();
    this.done.dispose();
  }

  private isChecked(document: vscode.TextDocument): boolean {
    return (
      isWritten(document) &&
      document.getText().length <= MAX_CHARACTERS &&
      vscode.languages.match(DOCUMENTS, document) > 0 &&
      this.isEnabled(document)
    );
  }

  private isEnabled(document: vscode.TextDocument): boolean {
    return vscode.workspace.getConfiguration('fsxLustreKms', document).get('lint.enable', true);
  }

  private linterOf(key: string, config: LintConfig): Linter {
    const known = this.linters.get(key);
    if (known?.config === config) return known.linter;
    const linter = new Linter({ rules: RULES, config });
    this.linters.set(key, { config, linter });
    return linter;
  }

  private async check(document: vscode.TextDocument): Promise<void> {
    const key = projectKey(document);
    const number = (this.newest.get(key) ?? 0) + 1;
    this.newest.set(key, number);
    const project = await this.projects.of(document);
    if (project === undefined || this.newest.get(key) !== number) return;
    // From here on nothing waits: what is shown belongs to the texts as they are.
    const result = this.linterOf(key, project.config).lint(project.files);
    for (const { rule, message } of result.failures) this.log.error(`The rule ${rule} broke: ${message}`);
    for (const member of project.documents) this.show(member, project, result);
  }

  private show(
    [path, document]: [string, vscode.TextDocument],
    project: EditorProject,
    result: LintResult,
  ): void {
    const findings = result.findings.filter((finding) => finding.path === path);
    const checked = { version: document.version, findings, project, result };
    this.checked.set(document.uri.toString(), checked);
    this.shown.set(
      document.uri,
      findings.map((finding) => toDiagnostic(finding, { project, result, extensionUri: this.extensionUri })),
    );
    this.done.fire({ ...checked, document });
  }
}
