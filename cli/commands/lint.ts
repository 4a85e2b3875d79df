import { resolve } from 'node:path';
import { fixAll } from '../../core/lint/fix-all';
import { formatGithub } from '../../core/lint/format/github';
import { formatJson } from '../../core/lint/format/json';
import { formatPretty } from '../../core/lint/format/pretty';
import {
  countFindings,
  problemLines,
  summary,
  type LintReport,
  type Tool,
} from '../../core/lint/format/report';
import { formatSarif } from '../../core/lint/format/sarif';
import { printable } from '../../core/lint/format/text';
import type { LintConfig } from '../../core/lint/config';
import { ignoredBy } from '../../core/lint/ignored';
import { lintProjects } from '../../core/lint/projects';
import { RULES } from '../../core/rules/registry';
import { createParsers } from '../../core/syntax/parsers';
import { Reader } from '../../core/syntax/reader';
import type { SourceFile } from '../../core/syntax/source-file';
import { readGrammars } from '../../runner/grammars';
import { readLintConfig } from '../../runner/lint-config';
import { findFiles, needGrammars, readFiles } from '../../runner/lint-files';
import { writeFileAtomically } from '../../runner/write-file';
import type { CommandIo, ExitCode } from '../io';

/** What the command touches of the world, beside files. */
export interface LintIo extends CommandIo {
  readStdin: () => Promise<string>;
  /** Whether standard output shows colours. */
  colours: boolean;
  /** Columns of the terminal, where there is one. */
  width: number | undefined;
  tool: Tool;
}

export const LINT_FORMATS = ['pretty', 'json', 'sarif', 'github'] as const;

export interface LintCommandOptions {
  format: (typeof LINT_FORMATS)[number];
  /** File to write the report to. */
  output?: string;
  /** More warnings than this are as bad as an error. */
  maxWarnings?: number;
  fix?: boolean;
  /** Name that standard input is linted under. */
  stdinName: string;
}

/** Stands for standard input. */
const STDIN = '-';

/**
 * `fsx-lustre-kms lint [PATH...]`: lints files and folders, by default the current one.
 * @returns 0 for nothing, 1 for findings at error level or too many warnings, 2 for wrong usage and for input
 * that could not be read
 */
export async function lintCommand(
  named: readonly string[],
  options: LintCommandOptions,
  io: LintIo,
): Promise<ExitCode> {
  if (options.fix && named.includes(STDIN)) {
    io.stderr('--fix cannot change standard input: name the file.\n');
    return 2;
  }
  const found = readLintConfig(io.cwd);
  if (found.status === 'invalid') {
    io.stderr(found.messages.map((message) => `${message}\n`).join(''));
    return 2;
  }
  const run = new LintRun(named.length === 0 ? ['.'] : named, options, found.config, io);
  const report = await run.report();
  if (options.format !== 'github' || options.output !== undefined) {
    for (const line of problemLines(report)) io.stderr(`${printable(line)}\n`);
  }
  const isWritten = await writeReport(report, options, io);
  return isWritten ? exitCodeOf(report, options) : 2;
}

class LintRun {
  constructor(
    private readonly named: readonly string[],
    private readonly options: LintCommandOptions,
    private readonly config: LintConfig,
    private readonly io: LintIo,
  ) {}

  async report(): Promise<LintReport> {
    const { cwd } = this.io;
    const files = await findFiles(
      this.named.filter((name) => name !== STDIN),
      { cwd, isIgnored: ignoredBy(this.config) },
    );
    const stdin = this.named.includes(STDIN)
      ? { path: this.options.stdinName, text: await this.io.readStdin() }
      : undefined;
    const needed = needGrammars([...files.paths, ...(stdin ? [stdin.path] : [])]);
    const reader = new Reader(needed ? await createParsers(await readGrammars()) : undefined);
    const read = await readFiles(files.paths, reader, { cwd });
    const piped = stdin && reader.read(stdin);
    const sources = [...read.sources, ...(piped ? [piped] : [])];
    const unreadable = [...files.unreadable, ...read.unreadable];
    const count = read.count + (stdin ? 1 : 0);
    const lint = (all: readonly SourceFile[]) => lintProjects(all, { rules: RULES, config: this.config });
    if (this.options.fix !== true) return { ...lint(sources), files: count, fixed: 0, unreadable };
    const { changed, fixed, result } = fixAll(sources, {
      lint,
      read: (path, text) => reader.read({ path, text }),
      mayChange: (path) => !read.notUtf8.has(path),
    });
    const failed = await this.writeAll(changed);
    // What was not written is still there.
    const outcome = failed.length === 0 ? { ...result, fixed } : { ...lint(sources), fixed: 0 };
    return { ...outcome, files: count, unreadable: [...unreadable, ...failed] };
  }

  /** Writes changed files. @returns those that could not be written */
  private async writeAll(changed: ReadonlyMap<string, string>) {
    const failed: { path: string; message: string }[] = [];
    for (const [path, text] of changed) {
      try {
        await writeFileAtomically(resolve(this.io.cwd, path), text);
      } catch (error) {
        failed.push({ path, message: `its fix cannot be written (${(error as Error).message})` });
      }
    }
    return failed;
  }
}

async function writeReport(report: LintReport, options: LintCommandOptions, io: LintIo): Promise<boolean> {
  const { output } = options;
  if (output === undefined) {
    io.stdout(formatReport(report, options, io));
    return true;
  }
  try {
    await writeFileAtomically(resolve(io.cwd, output), formatReport(report, options, io));
    io.stdout(`${summary(report)} The report is in ${output}.\n`);
    return true;
  } catch (error) {
    io.stderr(`${output} cannot be written: ${(error as Error).message}\n`);
    return false;
  }
}

function formatReport(report: LintReport, { format, output }: LintCommandOptions, io: LintIo): string {
  const { tool, width } = io;
  switch (format) {
    case 'pretty':
      return formatPretty(report, {
        tool,
        colours: io.colours && output === undefined,
        ...(width === undefined ? {} : { width }),
      });
    case 'json':
      return formatJson(report, tool);
    case 'sarif':
      return formatSarif(report, tool);
    case 'github':
      return formatGithub(report, tool);
  }
}

function exitCodeOf(report: LintReport, { maxWarnings = Infinity }: LintCommandOptions): ExitCode {
  if (report.unreadable.length > 0 || report.failures.length > 0) return 2;
  const { errors, warnings } = countFindings(report);
  return errors > 0 || warnings > maxWarnings ? 1 : 0;
}
