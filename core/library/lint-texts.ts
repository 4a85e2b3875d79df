import type { LintResult } from '../lint/result';
import { lintProjects } from '../lint/projects';
import { RULES } from '../rules/registry';
import { Languages } from './languages';
import type { NamedText } from './texts';

/**
 * Lints texts as `fsx-lustre-kms lint` lints files: policies and plans in JSON, Terraform, CDKTF TypeScript. Texts of
 * one folder are looked at together where they are Terraform. Never throws.
 *
 * @example
 * const policy = {
 *   Version: '2012-10-17',
 *   Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:Encryptt', Resource: '*' }],
 * };
 * const { findings } = lintTexts([{ path: 'key-policy.json', text: JSON.stringify(policy) }]);
 * for (const { rule, message } of findings) console.log(rule, message);
 *
 * @param languages without them TypeScript and HCL are passed over
 */
export function lintTexts(texts: readonly NamedText[], languages?: Languages): LintResult {
  return lintProjects(Languages.read(texts, languages), { rules: RULES });
}
