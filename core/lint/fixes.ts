import type { LintEdit, LintFinding, LintFix } from './result';

export interface FixedTexts {
  /** The new text of each file that changes, by its path. */
  readonly changed: ReadonlyMap<string, string>;
  /** Findings whose fix went in. */
  readonly fixed: readonly LintFinding[];
}

/**
 * Applies the first safe fix of each finding. A fix goes in as a whole, in all of its files, or not at all: one
 * that touches an edit of a fix before it waits for the next run, so that lint can look again in between.
 * @param texts what may be changed, by path
 */
export function applyFixes(texts: ReadonlyMap<string, string>, findings: readonly LintFinding[]): FixedTexts {
  const accepted = new Map<string, LintEdit[]>();
  const fixed: LintFinding[] = [];
  for (const finding of findings) {
    const fix = safeFix(finding);
    if (!fix || !fix.edits.every((edit) => isPossible(edit, texts))) continue;
    if (overlapThemselves(fix.edits)) continue;
    if (fix.edits.some((edit) => (accepted.get(edit.path) ?? []).some((other) => conflict(edit, other))))
      continue;
    for (const edit of fix.edits) accept(edit, accepted);
    fixed.push(finding);
  }
  const changed = [...accepted].map(([path, edits]) => [path, edited(texts.get(path) ?? '', edits)] as const);
  return { changed: new Map(changed), fixed };
}

/** The fix that may be applied without a look. */
export function safeFix(finding: LintFinding): LintFix | undefined {
  return finding.fixes.find(({ safe, edits }) => safe && edits.length > 0);
}

function isPossible({ path, start, end }: LintEdit, texts: ReadonlyMap<string, string>): boolean {
  const text = texts.get(path);
  return text !== undefined && 0 <= start && start <= end && end <= text.length;
}

function overlapThemselves(edits: readonly LintEdit[]): boolean {
  return edits.some((edit, index) =>
    edits.slice(index + 1).some((other) => edit.path === other.path && conflict(edit, other)),
  );
}

function accept(edit: LintEdit, accepted: Map<string, LintEdit[]>): void {
  const others = accepted.get(edit.path) ?? [];
  if (!others.some((other) => isSame(edit, other))) accepted.set(edit.path, [...others, edit]);
}

/** Edits that touch each other: only the same one twice is no conflict. */
function conflict(edit: LintEdit, other: LintEdit): boolean {
  return !isSame(edit, other) && edit.start <= other.end && other.start <= edit.end;
}

function isSame(edit: LintEdit, other: LintEdit): boolean {
  return edit.start === other.start && edit.end === other.end && edit.text === other.text;
}

/** A text with edits in it, of which none overlap. */
function edited(text: string, edits: readonly LintEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join('') + text.slice(at);
}
