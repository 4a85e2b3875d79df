import { generateAwsFacts } from './aws-facts';
import { deploymentDocs } from './deployment-docs';
import { ruleFiles } from './rules';

/** Every generated file: its path from the repository's root, and its text. */
export async function generatedFiles(): Promise<Map<string, string>> {
  return new Map([...deploymentDocs(), ...(await generateAwsFacts()), ...(await ruleFiles())]);
}
