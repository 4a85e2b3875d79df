import { resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';

/** Set where many windows are opened one after the other: path of the VSIX that was packed for all of them. */
const PACKED = 'FSX_LUSTRE_KMS_VSIX';

/** Packs the extension as users get it. @returns path of the VSIX */
export async function pack(packagePath = resolve('dist/fsx-lustre-kms.vsix')): Promise<string> {
  const packed = process.env[PACKED];
  if (packed !== undefined) return packed;
  await createVSIX({ packagePath, dependencies: false });
  return packagePath;
}
