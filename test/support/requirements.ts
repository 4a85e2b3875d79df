import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, findHost } from '../vscode/host/location';
import { findProviderMirror } from '../../runner/terraform/provider-mirror';

/** SARIF's own validator, where `.ci/run` puts it: it has no other dependency, but 100 MB of its own. */
export const SARIF_VALIDATOR = join(
  process.cwd(),
  '.ci',
  'tools',
  'node_modules',
  '@microsoft',
  'sarif-multitool-linux',
  'Sarif.Multitool',
);

/** Set in CI: what is missing there is a failure, not a skip. */
const REQUIRE_ALL = 'FSX_LUSTRE_KMS_REQUIRE_ALL';

/** By command line: dozens of suites ask, and a program takes up to a second to say that it is there. */
const asked = new Map<string, boolean>();

function isOnPath(command: string, ...args: string[]): boolean {
  const line = [command, ...args].join(' ');
  const known = asked.get(line);
  if (known !== undefined) return known;
  const answer = starts(command, args);
  asked.set(line, answer);
  return answer;
}

function starts(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The folder of AWS's service models that botocore brings; undefined where python3 has no botocore. */
export function botocoreData(): string | undefined {
  try {
    const print =
      'import botocore, os; print(os.path.join(os.path.dirname(botocore.__file__), "data"), end="")';
    return execFileSync('python3', ['-c', print], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** A thing of this machine that some tests need: undefined when it is there, else why it is not. */
const MISSING = {
  terraform: () =>
    isOnPath('terraform', 'version')
      ? undefined
      : 'terraform is not on the PATH (https://developer.hashicorp.com/terraform/install)',
  provider: () =>
    findProviderMirror({ env: process.env }) !== undefined || hasOwnCliConfiguration()
      ? undefined
      : 'no local mirror holds the AWS provider; set FSX_LUSTRE_KMS_PROVIDER_MIRROR or TF_CLI_CONFIG_FILE, or run with FSX_LUSTRE_KMS_DOWNLOAD=1 to download it',
  moto: () =>
    isOnPath('moto_server', '--help')
      ? undefined
      : "moto_server is not on the PATH (pipx install 'moto[server]')",
  botocore: () =>
    botocoreData() === undefined
      ? 'python3 has no botocore (pip install botocore; moto brings it)'
      : undefined,
  aws: () =>
    isOnPath('aws', '--version') ? undefined : 'aws is not on the PATH (https://aws.amazon.com/cli/)',
  vscode: () =>
    findHost(process.env) && findChromium(process.env) !== undefined
      ? undefined
      : 'there is no VS Code with a Chromium (npx tsx test/vscode/host/install.ts)',
  'pre-commit': () =>
    isOnPath('pre-commit', '--version')
      ? undefined
      : 'pre-commit is not on the PATH (pipx install pre-commit)',
  sarif: () =>
    existsSync(SARIF_VALIDATOR)
      ? undefined
      : 'the SARIF validator is not there (npm install --no-save --prefix .ci/tools @microsoft/sarif-multitool-linux)',
} as const;

function hasOwnCliConfiguration(): boolean {
  return process.env['FSX_LUSTRE_KMS_DOWNLOAD'] === '1';
}

/**
 * Skips the running test or suite, with the reason printed, when something it needs is not on this machine.
 * @throws when nothing may be missing (CI)
 */
export function needs(context: Mocha.Context, ...things: (keyof typeof MISSING)[]): void {
  for (const thing of things) {
    const reason = MISSING[thing]();
    if (reason === undefined) continue;
    if (process.env[REQUIRE_ALL]) throw new Error(`needed here: ${reason}`);
    process.stdout.write(`    skipped: ${reason}\n`);
    context.skip();
  }
}
