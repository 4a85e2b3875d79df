import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SANDBOX_FILES, sandboxProfile } from '../../core/deployment/sandbox';
import type { AccountRole } from '../../core/journey/steps';

/** Where AWS clients find an account of a sandbox. */
export interface SandboxProfile {
  profile: string;
  /** Shared AWS configuration, absolute. */
  configFile: string;
  /** Shared AWS credentials, absolute. */
  credentialsFile: string;
  /** The sandbox's address. */
  endpoint: string;
}

/**
 * Reads where an account of the sandbox in a folder is.
 * @returns undefined when no sandbox has run there yet
 */
export function readSandboxProfile(folder: string, account: AccountRole): SandboxProfile | undefined {
  const profile = sandboxProfile(account);
  const configFile = join(folder, SANDBOX_FILES.config);
  const endpoint = settingOf(textOf(configFile), `profile ${profile}`, 'endpoint_url');
  if (endpoint === undefined) return undefined;
  return { profile, configFile, credentialsFile: join(folder, SANDBOX_FILES.credentials), endpoint };
}

/** A setting in a section of a file in AWS's shared configuration format. */
function settingOf(text: string, section: string, setting: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => line.trim() === `[${section}]`);
  if (start === -1) return undefined;
  const rest = lines.slice(start + 1);
  const next = rest.findIndex((line) => line.startsWith('['));
  const own = next === -1 ? rest : rest.slice(0, next);
  const found = own.map((line) => line.split('=')).find(([name]) => name?.trimEnd() === setting);
  return found?.slice(1).join('=').trim();
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // No sandbox has run there.
  }
}
