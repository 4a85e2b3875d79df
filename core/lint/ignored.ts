import ignore from 'ignore';
import { configPath, type LintConfig } from './config';

/**
 * Says of a path whether the configuration leaves it out. Its `ignore` is read as a .gitignore in the
 * configuration's folder would be; files outside of that folder are never left out.
 */
export function ignoredBy(config: LintConfig): (path: string) => boolean {
  if (config.ignore.length === 0) return () => false;
  const patterns = ignore().add([...config.ignore]);
  return (path) => {
    const relative = configPath(config, path);
    return relative !== undefined && patterns.ignores(relative);
  };
}
