import { NO_CONFIG, parseConfig, type LintConfig } from './config';
import type { ConfigProblem } from './config-problem';

/** The file that holds a project's configuration. */
export const CONFIG_FILE = '.fsx-lustre-kms.json';
/** The property of a package.json that can hold it instead. */
export const CONFIG_PROPERTY = 'fsx-lustre-kms';

export type FoundConfig =
  | { readonly status: 'found'; readonly config: LintConfig }
  | { readonly status: 'invalid'; readonly problems: readonly ConfigProblem[] };

/** What the search touches of the world. */
export interface ConfigFolders {
  /** Content of a file; undefined where there is none. Throws when it is there and cannot be read. */
  readonly readText: (path: string) => string | undefined;
  /** Whether there is a file or folder of this name. */
  readonly exists: (path: string) => boolean;
}

/**
 * The configuration for a folder: the nearest `.fsx-lustre-kms.json`, or `fsx-lustre-kms` in a package.json,
 * from there up to the top of the repository.
 * @param folder absolute
 */
export function findConfig(
  folder: string,
  { readText, exists }: ConfigFolders,
  ruleIds: readonly string[],
): FoundConfig {
  const steps = folder.replaceAll('\\', '/').replace(/\/+$/, '').split('/');
  for (let length = steps.length; length > 0; length--) {
    const here = steps.slice(0, length).join('/');
    const up = '../'.repeat(steps.length - length);
    const below = steps.slice(length).map((step) => `${step}/`);
    const prefix = below.join('');
    const read = (name: string, property?: string) => {
      const text = readText(`${here}/${name}`);
      // Most package.json files say nothing about lint: they are not read further.
      if (text === undefined || (property !== undefined && !text.includes(`"${property}"`))) return undefined;
      const parsed = parseConfig({ path: up + name, text, prefix, ...(property && { property }) }, ruleIds);
      return parsed.status === 'absent' ? undefined : parsed;
    };
    const own = read(CONFIG_FILE);
    const inPackage = read('package.json', CONFIG_PROPERTY);
    if (own && inPackage) {
      const problem = {
        path: up + CONFIG_FILE,
        line: 1,
        column: 1,
        property: '',
        problem: `stands in "${CONFIG_PROPERTY}" of ${up}package.json too`,
        right: 'one of the two',
      };
      return { status: 'invalid', problems: [problem] };
    }
    const found = own ?? inPackage;
    if (found?.status === 'invalid') return { status: 'invalid', problems: found.problems };
    if (found) return { status: 'found', config: found.config };
    if (exists(`${here}/.git`)) break;
  }
  return { status: 'found', config: NO_CONFIG };
}
