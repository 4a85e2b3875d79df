import { entryOf, findEntry, itemsOf, textOf, tokenRange } from '../syntax/inspect';
import type { SourceFile } from '../syntax/source-file';
import type { Range, Value } from '../syntax/value';
import type { LintFinding } from './result';
import { suppressionFinding, type Suppression, type Suppressions } from './suppression';

/** Terraform's comment property. */
const COMMENT = '//';
/** Our part of it. */
const OURS = 'fsx-lustre-kms';
const FORM = `{ "rule": "RULE", "reason": "why it is right here" }`;

/**
 * Suppressions in Terraform's JSON syntax: `"//": { "fsx-lustre-kms": { "ignore": [{ "rule", "reason" }] } }` in
 * a block, or at the top for the whole file.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function terraformJsonSuppressions(file: SourceFile): Suppressions {
  const suppressions: Suppression[] = [];
  const mistakes: LintFinding[] = [];
  const take = (holder: Value | undefined, covers: readonly Range[] | undefined) => {
    const ours = findEntry(entryOf(holder, COMMENT), OURS);
    if (!ours) return;
    const ignore = entryOf(ours.value, 'ignore');
    if (ignore?.kind !== 'list')
      mistakes.push(misunderstood(file, ignore?.range ?? tokenRange(ours.key), `{ "ignore": [${FORM}] }`));
    for (const item of ignore?.kind === 'list' ? itemsOf(ignore) : []) {
      const rule = entryOf(item, 'rule');
      if (rule?.kind !== 'string' || rule.text === '') mistakes.push(misunderstood(file, item.range, FORM));
      else {
        const { start, end } = tokenRange(rule);
        suppressions.push({
          rule: rule.text,
          reason: textOf(entryOf(item, 'reason'))?.trim() ?? '',
          path: file.path,
          covers,
          place: { path: file.path, start, end },
          form: `{ "rule": "${rule.text}", "reason": "why it is right here" }`,
        });
      }
    }
  };
  take(file.root, undefined);
  for (const { body, range, head } of file.resources) take(body, [range, head]);
  return { suppressions, mistakes };
}

function misunderstood({ path }: SourceFile, { start, end }: Range, form: string): LintFinding {
  const message = `This suppression names no rule, so it has no effect. Write ${form}.`;
  return suppressionFinding('suppression-rule', { path, start, end }, message);
}
