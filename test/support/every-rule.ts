import type { Rule } from '../../core/rules/rule';
import { loadRule, ruleIds } from '../../scripts/generate/rules';

/** Every rule that has a folder, whether the registry knows it yet or not. */
export async function everyRule(): Promise<Rule[]> {
  const folders = await Promise.all(ruleIds().map(loadRule));
  return folders.map(({ rule }) => rule);
}
