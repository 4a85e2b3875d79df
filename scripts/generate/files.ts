import { apiDocs } from './api-docs';
import { generateAwsFacts } from './aws-facts';
import { deploymentDocs } from './deployment-docs';
import { editorSchemas } from './editor-schemas';
import { messageBundle } from './message-bundle';
import { ruleFiles } from './rules';
import { walkthroughPictures } from './walkthrough-pictures';

/** Every generated file: its path from the repository's root, and its text. */
export async function generatedFiles(): Promise<Map<string, string>> {
  return new Map([
    ...deploymentDocs(),
    ...editorSchemas(),
    ...messageBundle(),
    ...(await apiDocs()),
    ...walkthroughPictures(),
    ...(await generateAwsFacts()),
    ...(await ruleFiles()),
  ]);
}
