/** Puts the suppression of one finding where it belongs: a comment, a property of Terraform JSON, or the configuration. */
import { modify, type FormattingOptions } from 'jsonc-parser';
import { configPath, type LintConfig } from '../lint/config';
import { CONFIG_FILE, CONFIG_PROPERTY } from '../lint/find-config';
import type { LintFinding, LintResult } from '../lint/result';
import { DIRECTIVE } from '../lint/suppression';
import { valuesIn } from '../syntax/inspect';
import { LineIndex } from '../syntax/position';
import type { SourceFile } from '../syntax/source-file';

export interface IgnoreRequest {
  readonly finding: LintFinding;
  /** Why it is right there. Line breaks become spaces. */
  readonly reason: string;
  /** All files of the project. */
  readonly files: readonly SourceFile[];
  readonly config: LintConfig;
  /** Whether the file that holds the finding takes comments: plain JSON does not. */
  readonly takesComments: boolean;
  /** Reads a changed text of the file that holds the finding. */
  readonly read: (text: string) => SourceFile | undefined;
  readonly lint: (files: readonly SourceFile[]) => LintResult;
}

/** A file, and what is to be changed in it. */
export interface IgnoreEdit {
  readonly path: string;
  /** In the order of the text; offsets are those of the text before. */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  /** The file is not there yet. */
  readonly isNew: boolean;
}

/** @returns undefined where a suppression has no place: in a plan */
export function ignoreEdit(request: IgnoreRequest): IgnoreEdit | undefined {
  const { finding, files } = request;
  const file = files.find(({ path }) => path === finding.path);
  if (!file || file.language === 'plan') return undefined;
  const reason = request.reason.replace(/\s+/g, ' ').trim();
  if (file.language === 'terraform-json') return inProperty(file, finding, reason);
  if (request.takesComments) return inComment(file, reason, request);
  return inConfiguration(finding, reason, request.config);
}

/**
 * A comment above the line of the finding; where that would be inside a text, above what holds the text. Each place
 * is tried: the first one where the finding is suppressed, and nothing new is found, is taken.
 */
function inComment(file: SourceFile, reason: string, request: IgnoreRequest): IgnoreEdit | undefined {
  const { finding, files, read, lint } = request;
  const mark = file.language === 'hcl' ? '#' : '//';
  const comment = `${mark} ${DIRECTIVE} ${finding.rule}: ${reason}`;
  const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
  const before = lint(files).findings.length;
  for (const { start, indent } of linesAround(file, finding)) {
    const text = `${indent}${comment}${newline}`;
    const changed = read(file.text.slice(0, start) + text + file.text.slice(start));
    if (!changed) continue;
    const result = lint(files.map((other) => (other === file ? changed : other)));
    const isGone = result.suppressed.some(
      ({ rule, message, reason: said }) =>
        rule === finding.rule && message === finding.message && said === reason,
    );
    if (isGone && changed.wellFormed === file.wellFormed && result.findings.length < before)
      return { path: file.path, isNew: false, edits: [{ start, end: start, text }] };
  }
  return undefined;
}

/** Beginnings of the lines in which the finding and what is around it begin, the nearest first. */
function linesAround(file: SourceFile, { start: at }: LintFinding): { start: number; indent: string }[] {
  const { resources, documents, root, text } = file;
  const values = [...resources.map(({ body }) => body), ...documents, ...(root ? [root] : [])]
    .flatMap((value) => [...valuesIn(value)])
    .map(({ range }) => range);
  const around = [...values, ...resources.map(({ range }) => range)]
    .filter(({ start, end, path }) => path === undefined && start <= at && at <= end)
    .map(({ start }) => start)
    .sort((a, b) => b - a);
  const index = new LineIndex(text);
  const starts = [at, ...around].map((offset) =>
    index.offsetAt({ line: index.positionAt(offset).line, column: 1 }),
  );
  return [...new Set(starts)].map((start) => ({
    start,
    indent: /^[ \t]*/.exec(text.slice(start))?.[0] ?? '',
  }));
}

/** In the resource's comment property, or in the file's where the finding is in no resource. */
function inProperty(file: SourceFile, finding: LintFinding, reason: string): IgnoreEdit {
  const resource = file.resources.find(
    ({ body }) => body.range.start <= finding.start && finding.start <= body.range.end,
  );
  // A body is an object of its own: it is changed as if it were the whole text.
  const { start, end } = resource?.body.range ?? { start: 0, end: file.text.length };
  const text = file.text.slice(start, end);
  const edits = added(text, ['//', 'fsx-lustre-kms', 'ignore'], { rule: finding.rule, reason });
  return {
    path: file.path,
    isNew: false,
    edits: edits.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start })),
  };
}

function inConfiguration(finding: LintFinding, reason: string, config: LintConfig): IgnoreEdit | undefined {
  const suppression = { file: configPath(config, finding.path), rule: finding.rule, reason };
  if (suppression.file === undefined) return undefined;
  if (!config.file) {
    const text = `${JSON.stringify({ suppressions: [suppression] }, null, 2)}\n`;
    return { path: CONFIG_FILE, isNew: true, edits: [{ start: 0, end: 0, text }] };
  }
  const { path, text } = config.file;
  const steps = path.endsWith('package.json') ? [CONFIG_PROPERTY, 'suppressions'] : ['suppressions'];
  return { path, isNew: false, edits: added(text, steps, suppression) };
}

/** Adds an item to a list in a JSON text, which is made where it is missing; the rest of the text stays. */
function added(text: string, steps: string[], item: object): IgnoreEdit['edits'] {
  const options = { formattingOptions: formattingOf(text), isArrayInsertion: true };
  return modify(text, [...steps, -1], item, options)
    .map(({ offset, length, content }) => ({ start: offset, end: offset + length, text: content }))
    .sort((a, b) => a.start - b.start);
}

function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
