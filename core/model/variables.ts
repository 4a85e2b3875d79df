/** Variables' defaults: another value may be given, so that nothing can be said of them. */
import type { Range, Value } from '../syntax/value';
import type { Model } from './model';

/** Whether a stretch of a file stands in a variable's block. */
export function isInVariable(range: Range, path: string, model: Pick<Model, 'once'>): boolean {
  const blocks = model.once(variableBlocks).get(range.path ?? path);
  return blocks?.some(({ start, end }) => range.start >= start && range.end <= end) ?? false;
}

/** Where the variables of each file stand, by its path. */
function variableBlocks({ project }: Model): ReadonlyMap<string, readonly Range[]> {
  const blocks = new Map<string, Range[]>();
  for (const { path, resources } of project.byPath.values()) {
    const variables = resources.filter(({ kind, type }) => kind === 'other' && type === 'variable');
    if (variables.length === 0) continue;
    blocks.set(
      path,
      variables.map(({ range }) => range),
    );
  }
  return blocks;
}

/** Findings without those on variables' defaults. */
export function* outsideVariables<T extends { range: Range; file: { path: string } }>(
  findings: Iterable<T>,
  model: Pick<Model, 'once'>,
): Generator<T> {
  for (const finding of findings) {
    if (!isInVariable(finding.range, finding.file.path, model)) yield finding;
  }
}

/** Whether a value, or one directly in it, is a variable's default. */
export function dependsOnVariable(value: Value, path: string, model: Pick<Model, 'once'>): boolean {
  if (isInVariable(value.range, path, model)) return true;
  return value.kind === 'list' && value.items.some(({ range }) => isInVariable(range, path, model));
}
