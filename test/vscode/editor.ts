/** Which VS Code the suites run in. */
import { chmodSync } from 'node:fs';
import { resolve } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { build } from 'esbuild';
import { findChromium, findHost } from './host/location';

/** Our stand-in for `code`, as one file that can be started. */
const STAND_IN = resolve('dist/vscode-test/code.js');

export type FoundEditor =
  | {
      readonly status: 'found';
      /** Executable that takes the options of `code`. */
      readonly executable: string;
      /** Whether it is our stand-in: that takes more options than `runTests` leaves to the desktop's. */
      readonly isStandIn: boolean;
    }
  | { readonly status: 'missing'; readonly reason: string };

/**
 * The executable in FSX_LUSTRE_KMS_VSCODE; else code-server where it and a Chromium are; else, with
 * FSX_LUSTRE_KMS_DOWNLOAD=1, the desktop's newest, downloaded.
 */
export async function findEditor(env: NodeJS.ProcessEnv): Promise<FoundEditor> {
  const named = env['FSX_LUSTRE_KMS_VSCODE'];
  if (named !== undefined) return { status: 'found', executable: named, isStandIn: false };
  if (findHost(env) !== undefined && findChromium(env) !== undefined)
    return { status: 'found', executable: await buildStandIn(), isStandIn: true };
  if (env['FSX_LUSTRE_KMS_DOWNLOAD'] === '1')
    return { status: 'found', executable: await downloadAndUnzipVSCode(), isStandIn: false };
  const reason =
    'there is no VS Code for tests: set FSX_LUSTRE_KMS_VSCODE to the executable of one, or FSX_LUSTRE_KMS_DOWNLOAD=1 ' +
    'to download one, or install code-server (npx tsx test/vscode/host/install.ts) and a Chromium';
  return { status: 'missing', reason };
}

async function buildStandIn(): Promise<string> {
  await build({
    entryPoints: ['test/vscode/host/code.ts'],
    outfile: STAND_IN,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['playwright-core'],
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
  });
  chmodSync(STAND_IN, 0o755);
  return STAND_IN;
}
