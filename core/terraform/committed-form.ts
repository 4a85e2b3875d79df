/**
 * A synthesized stack as it is committed, for a workspace of HCP Terraform or a pipeline that runs Terraform without
 * CDKTF: the same text for the same stack on every machine.
 */

/** Terraform JSON, as far as this reads it. */
interface TerraformJson {
  terraform?: {
    backend?: Record<string, unknown>;
    cloud?: unknown;
    required_providers?: Record<string, { source?: string; version?: string }>;
  };
}

export type CommittedForm =
  | { status: 'ready'; text: string; providers: RequiredProvider[] }
  /** The state is in a file of this machine, which nobody else has. */
  | { status: 'local-state' }
  /** A value that only this machine understands. */
  | { status: 'machine-path'; place: string; value: string };

/** A provider that a configuration asks for. */
export interface RequiredProvider {
  /** In full, as lock files have it: `registry.terraform.io/hashicorp/aws`. */
  address: string;
  /** Its version constraints as they are written; empty: any version. */
  constraints: string;
}

/**
 * The form of a stack that is committed: names in alphabetical order, without what CDKTF notes for itself.
 * @param terraform the parsed `cdk.tf.json`
 * @param machinePaths folders of this machine, as absolute paths
 */
export function committedForm(terraform: unknown, machinePaths: readonly string[]): CommittedForm {
  const { terraform: settings = {} } = terraform as TerraformJson;
  // Without a backend block Terraform keeps the state in a local file too.
  const isRemote =
    settings.cloud !== undefined || Object.keys(settings.backend ?? {}).some((type) => type !== 'local');
  if (!isRemote) return { status: 'local-state' };
  const form = inOrder(terraform);
  const found = pathIn(form, machinePaths);
  if (found) return { status: 'machine-path', ...found };
  return {
    status: 'ready',
    text: `${JSON.stringify(form, null, 2)}\n`,
    providers: requiredProviders(settings),
  };
}

/** What CDKTF writes into comments: where constructs stand in the app, which says nothing to Terraform. */
const NOTED_BY_CDKTF = ['metadata', 'outputs'];

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, child]): [string, unknown][] => {
    if (name !== '//' || typeof child !== 'object' || child === null) return [[name, inOrder(child)]];
    // What is exempted from a rule stays exempted.
    const kept = Object.entries(child as Record<string, unknown>).filter(
      ([key]) => !NOTED_BY_CDKTF.includes(key),
    );
    return kept.length === 0 ? [] : [[name, inOrder(Object.fromEntries(kept))]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function pathIn(
  value: unknown,
  machinePaths: readonly string[],
  place = '',
): { place: string; value: string } | undefined {
  if (typeof value === 'string') {
    return machinePaths.some((path) => mentions(value, path)) ? { place, value } : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, child] of Object.entries(value)) {
    const found = pathIn(child, machinePaths, place === '' ? name : `${place}.${name}`);
    if (found) return found;
  }
  return undefined;
}

/** Whether a text has a path in it, and not only one that begins alike. */
function mentions(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
    if (!/[\w.-]/.test(text.charAt(at + path.length)) && !/[\w./-]/.test(text.charAt(at - 1))) return true;
  }
  return false;
}

/** Source: Terraform documentation, "Provider requirements: source addresses". */
function requiredProviders({
  required_providers: required = {},
}: NonNullable<TerraformJson['terraform']>): RequiredProvider[] {
  return Object.entries(required).map(([name, { source = name, version = '' }]) => {
    const parts = source.split('/');
    const [type = name, namespace = 'hashicorp', host = 'registry.terraform.io'] = parts.reverse();
    return { address: `${host}/${namespace}/${type}`, constraints: version };
  });
}
