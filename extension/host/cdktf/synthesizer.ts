import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Parsers } from '../../../core/syntax/parsers';
import type { CdktfProject } from '../../../runner/cdktf-project';
import { SYNTH_REPORT_ENVIRONMENT, readSynthReport } from '../../../runner/synth-report';
import { synthesize, type Synthesis } from '../../../runner/synthesize';
import type { Log } from '../log';
import type { SynthDiagnostics } from './synth-diagnostics';

export interface SynthesizerOptions {
  readonly parsers: Parsers;
  readonly diagnostics: SynthDiagnostics;
  readonly log: Log;
  /** Folder of the extension's own: what is synthesized in spite of errors is never where a deploy would find it. */
  readonly storage: string;
}

/** Synthesizes projects for the editor, one run a project at a time. */
export class Synthesizer {
  private readonly running = new Map<string, Promise<Synthesis>>();

  constructor(private readonly options: SynthesizerOptions) {}

  /** Where the editor's own synthesis of a project is. */
  outdirOf({ folder }: CdktfProject): string {
    const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
    return join(this.options.storage, 'synth', name);
  }

  /** Whether a project is being synthesized. */
  isRunning({ folder }: CdktfProject): boolean {
    return this.running.has(folder);
  }

  /** Runs the app of a project, and shows what is found. Who asks while it runs gets that run's end. */
  async run(project: CdktfProject, signal: AbortSignal): Promise<Synthesis> {
    const running = this.running.get(project.folder) ?? this.start(project, signal);
    this.running.set(project.folder, running);
    try {
      return await running;
    } finally {
      this.running.delete(project.folder);
    }
  }

  /** Shows what a synthesis in a project's folder found: one that was run in a terminal. */
  async read(folder: string, outdir: string, signal?: AbortSignal): Promise<number> {
    const { parsers, diagnostics, log } = this.options;
    const report = await readSynthReport({ folder, outdir, parsers, ...(signal && { signal }) });
    if (report.status !== 'read') {
      diagnostics.clear(folder);
      if (report.status === 'unreadable') log.warn(report.message);
      return 0;
    }
    for (const note of report.notes) log.warn(note);
    for (const { constructPath, message } of diagnostics.show(folder, report))
      log.warn(`${constructPath}: ${message}`);
    return report.findings.length;
  }

  private async start(project: CdktfProject, signal: AbortSignal): Promise<Synthesis> {
    const { log } = this.options;
    const outdir = this.outdirOf(project);
    // The app makes its folder, but not those above it.
    await mkdir(dirname(outdir), { recursive: true });
    log.info(`Synthesizing ${project.folder}: ${project.app}`);
    const synthesis = await synthesize(project, { outdir, env: SYNTH_REPORT_ENVIRONMENT, signal });
    if (synthesis.status === 'done') await this.read(project.folder, outdir, signal);
    if (synthesis.status === 'failed') log.error(synthesis.message);
    return synthesis;
  }
}

/** Runs a task that can be cancelled, with its progress shown. */
export async function withProgress<T>(
  title: string,
  location: vscode.ProgressLocation,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return await vscode.window.withProgress(
    { location, title, cancellable: location === vscode.ProgressLocation.Notification },
    async (_, token) => {
      const controller = new AbortController();
      const listener = token.onCancellationRequested(() => {
        controller.abort();
      });
      try {
        return await task(controller.signal);
      } finally {
        listener.dispose();
      }
    },
  );
}
