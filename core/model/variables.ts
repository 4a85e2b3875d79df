/** Variables' defaults: another value may be given, so that nothing can be said of them. */
import type { Range, Value } from '../syntax/value';
import type { Model } from './model';

/** Whether a stretch of a file stands in a variable's block. */
export function isInVariable(range: Range, path: string, model: Pick<Model, 'onceOfAll'>): boolean {
  const blocks = model.onceOfAll(variableBlocks).get(range.path ?? path);
  return blocks?.some(({ start, end }) => range.start >= start && range.end <= end) ?? false;
}

/** Where the variables of each file stand, by its path. */
function variableBlocks({ project }: Model): ReadonlyMap<string, readonly Range[]> {
  const blocks = new Map<string, Range[]>();
  for (const file of project.byPath.values()) {
    // Scripts have none, and what is worked out of them would have to be worked out again after each edit.
    if (file.language === 'typescript') continue;
    const { path, resources } = file;
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
export function outsideVariables<T extends { range: Range; file: { path: string } }>(
  findings: Iterable<T>,
  model: Pick<Model, 'onceOfAll'>,
): Iterable<T> {
  return model.onceOfAll(variableBlocks).size === 0 ? findings : withoutVariables(findings, model);
}

function* withoutVariables<T extends { range: Range; file: { path: string } }>(
  findings: Iterable<T>,
  model: Pick<Model, 'onceOfAll'>,
): Generator<T> {
  for (const finding of findings) {
    if (!isInVariable(finding.range, finding.file.path, model)) yield finding;
  }
}

/** Whether a value, or one directly in it, is a variable's default. */
export function dependsOnVariable(value: Value, path: string, model: Pick<Model, 'onceOfAll'>): boolean {
  if (isInVariable(value.range, path, model)) return true;
  return value.kind === 'list' && value.items.some(({ range }) => isInVariable(range, path, model));
}
