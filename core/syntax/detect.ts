import { PROVIDER_MODULE } from './typescript/constructs';
import { OWN_MODULE } from './typescript/own-constructs';
import type { Language } from './source-file';

/** A file to be read. */
export interface SourceInput {
  readonly path: string;
  readonly text: string;
  /** The editor's id of the language, where there is one: it beats the file's name. */
  readonly languageId?: string;
}

const BY_EXTENSION: readonly (readonly [RegExp, Language])[] = [
  [/\.(tf|tofu)\.json$/i, 'terraform-json'],
  [/\.(json|jsonc)$/i, 'json'],
  [/\.(tf|tofu)$/i, 'hcl'],
  [/(?<!\.d)\.[mc]?tsx?$/i, 'typescript'],
];
const BY_LANGUAGE_ID: Readonly<Record<string, Language>> = {
  json: 'json',
  jsonc: 'json',
  terraform: 'hcl',
  opentofu: 'hcl',
  typescript: 'typescript',
  typescriptreact: 'typescript',
};
const IMPORT = /(?:from|require\s*\(|import)\s*['"]([^'"\n]+)['"]/g;

/**
 * Which language a file is to be read in, by its name and a quick look at its text.
 * @returns undefined for a file that can hold no policy and nothing of Terraform's
 */
export function detectLanguage({ path, text, languageId }: SourceInput): Language | undefined {
  const byName = BY_EXTENSION.find(([extension]) => extension.test(path))?.[1];
  const byId = languageId === undefined ? undefined : BY_LANGUAGE_ID[languageId];
  // Editors know no Terraform JSON: to them it is JSON.
  const language = byName === 'terraform-json' ? byName : (byId ?? byName);
  switch (language) {
    case 'json':
      if (text.includes('"format_version"') && /"(resource_changes|planned_values|values)"/.test(text))
        return 'plan';
      // A policy whose `Statement` is mistyped still has its version.
      return mentionsStatement(text) || /"20(08|12)-10-17"/.test(text) ? 'json' : undefined;
    case 'hcl':
    case 'terraform-json':
      return /aws|locals|variable|olicy|tatement/.test(text) ? language : undefined;
    case 'typescript':
      return isPolicyScript(text) ? language : undefined;
    case 'plan':
    case undefined:
      return undefined;
  }
}

function mentionsStatement(text: string): boolean {
  return text.includes('tatement');
}

function isPolicyScript(text: string): boolean {
  if (mentionsStatement(text) && text.includes('Effect')) return true;
  if (!/provider-aws|\.gen\/providers\/aws|fsx-lustre-kms\/cdktf|constructs\//.test(text)) return false;
  for (const [, module] of text.matchAll(IMPORT)) {
    if (module && (PROVIDER_MODULE.test(module) || OWN_MODULE.test(module))) return true;
  }
  return false;
}
