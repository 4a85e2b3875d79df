import { deploymentDocs } from './deployment-docs';

/** Every generated file: its path from the repository's root, and its text. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const parts = await Promise.all([deploymentDocs()]);
  return new Map(parts.flatMap((files) => [...files]));
}
