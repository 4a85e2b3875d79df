import { resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';

/** Packs the extension as users get it. @returns path of the VSIX */
export async function pack(packagePath = resolve('dist/fsx-lustre-kms.vsix')): Promise<string> {
  await createVSIX({ packagePath, dependencies: false });
  return packagePath;
}
