import { generateAwsFacts } from './aws-facts';
import { deploymentDocs } from './deployment-docs';
import { editorSchemas } from './editor-schemas';
import { messageBundle } from './message-bundle';
import { ruleFiles } from './rules';

/** Every generated file: its path from the repository's root, and its text. */
export async function generatedFiles(): Promise<Map<string, string>> {
  return new Map([
    ...deploymentDocs(),
    ...editorSchemas(),
    ...messageBundle(),
    ...(await generateAwsFacts()),
    ...(await ruleFiles()),
  ]);
}
