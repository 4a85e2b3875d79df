/** Variables' defaults: another value may be given, so that nothing can be said of them. */
import type { Range, Value } from '../syntax/value';
import type { Model } from './model';

/** Whether a stretch of a file stands in a variable's block. */
export function isInVariable(range: Range, path: string, { project }: Pick<Model, 'project'>): boolean {
  const file = project.files.find((candidate) => candidate.path === (range.path ?? path));
  return (
    file?.resources.some(
      ({ kind, type, range: block }) =>
        kind === 'other' && type === 'variable' && range.start >= block.start && range.end <= block.end,
    ) ?? false
  );
}

/** Findings without those on variables' defaults. */
export function* outsideVariables<T extends { range: Range; file: { path: string } }>(
  findings: Iterable<T>,
  model: Pick<Model, 'project'>,
): Generator<T> {
  for (const finding of findings) {
    if (!isInVariable(finding.range, finding.file.path, model)) yield finding;
  }
}

/** Whether a value, or one directly in it, is a variable's default. */
export function dependsOnVariable(value: Value, path: string, model: Pick<Model, 'project'>): boolean {
  const values = value.kind === 'list' ? [value, ...value.items] : [value];
  return values.some(({ range }) => isInVariable(range, path, model));
}
