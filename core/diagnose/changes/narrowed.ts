/** Statements that allow what was refused, and nothing else. */
import { matchesWildcard } from '../../facts/wildcards';
import type { PolicyStatement } from '../../policies/document';

/**
 * Statements with those of their actions alone that were refused; none of them is left without an action. One that has
 * fewer than it had has a name of its own: where the whole one is there, both stay.
 */
export function narrowedTo(
  actions: readonly string[],
  statements: readonly PolicyStatement[],
): PolicyStatement[] {
  return statements.flatMap((statement) => {
    const all = [statement.Action].flat();
    const own = actions.filter((action) =>
      all.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())),
    );
    if (own.length === 0) return [];
    const isWhole = all.every((pattern) => own.includes(pattern));
    return [{ ...statement, Sid: isWhole ? statement.Sid : sidFor(statement.Sid, own), Action: own }];
  });
}

/** `Caller` and `s3:GetObject` are `CallerGetObject`. */
export function sidFor(begins: string, actions: readonly string[]): string {
  return [begins, ...actions.map(operationOf)].join('');
}

/** The name of an action without its service, in letters and digits. */
export function operationOf(action: string): string {
  return action.replace(/^[^:]*:/, '').replace(/[^A-Za-z0-9]/g, '');
}
