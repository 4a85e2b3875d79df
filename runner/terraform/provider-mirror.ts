/**
 * Where Terraform providers lie on this machine, so that it need not download them.
 * Source: Terraform documentation, "CLI configuration: provider installation" (implied local mirror directories).
 */
import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Environment variable that names a mirror: the folder that holds `registry.terraform.io`. */
export const PROVIDER_MIRROR_VARIABLE = 'FSX_LUSTRE_KMS_PROVIDER_MIRROR';

/** Folder names below a mirror, for the AWS provider. */
const AWS_PROVIDER = join('registry.terraform.io', 'hashicorp', 'aws');

/** Folders whose children, and theirs, are searched last. */
const SHALLOW_SEARCH = ['/opt', '/usr/local', '/usr/share', '/var/lib'];
const SHALLOW_DEPTH = 2;

export interface MirrorSearch {
  env: Readonly<Record<string, string | undefined>>;
  home?: string;
  /** Where the shallow search starts. */
  roots?: readonly string[];
}

/**
 * Finds a local provider mirror with the AWS provider: the environment variable first, then the folders that
 * Terraform looks in by itself, then a shallow search.
 * @returns undefined when there is none; Terraform then downloads from its registry
 */
export function findProviderMirror({
  env,
  home = homedir(),
  roots = SHALLOW_SEARCH,
}: MirrorSearch): string | undefined {
  const named = env[PROVIDER_MIRROR_VARIABLE];
  if (named) return holdsAwsProvider(named) ? named : undefined;
  const usual = [
    join(home, '.terraform.d', 'plugins'),
    join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'terraform', 'plugins'),
    join(home, 'Library', 'Application Support', 'io.terraform', 'plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
  ];
  return usual.find(holdsAwsProvider) ?? searchBelow(roots, SHALLOW_DEPTH);
}

function searchBelow(folders: readonly string[], depth: number): string | undefined {
  const children = folders.flatMap(subfolders);
  return children.find(holdsAwsProvider) ?? (depth > 1 ? searchBelow(children, depth - 1) : undefined);
}

function holdsAwsProvider(folder: string): boolean {
  return statSync(join(folder, AWS_PROVIDER), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name));
  } catch {
    return []; // Not there, or not ours to read: nothing to find.
  }
}
