import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import parseArguments from 'string-argv';
import { runProcess } from '../../../runner/run-process';
import { temporaryFolder } from '../../support/temporary-folder';

/** A hook as `.pre-commit-hooks.yaml` defines it, or a configuration with `repo: local`. */
export interface Hook {
  id: string;
  language: string;
  entry: string;
  args?: string[];
  files?: string;
  exclude?: string;
  pass_filenames?: boolean;
  stages?: string[];
  additional_dependencies?: string[];
}

export interface PreCommitConfig {
  repos: { repo: string; rev?: string; hooks: (Partial<Hook> & { id: string })[] }[];
}

export function readHooks(folder: string): Hook[] {
  return load(readFileSync(join(folder, '.pre-commit-hooks.yaml'), 'utf8')) as Hook[];
}

/** The examples of docs/pipeline.md that are configurations of pre-commit. */
export function examples(): PreCommitConfig[] {
  const page = readFileSync(join('docs', 'pipeline.md'), 'utf8');
  const blocks = [...page.matchAll(/^```yaml\n(repos:\n[^]*?)^```$/gm)];
  return blocks.map(([, text = '']) => load(text) as PreCommitConfig);
}

/** The hook with what a configuration says of it. */
export function configured(hooks: readonly Hook[], said: Partial<Hook> & { id: string }): Hook {
  const hook = hooks.find(({ id }) => id === said.id);
  assert.ok(hook, `no hook ${said.id}`);
  return { ...hook, ...said };
}

/** Runs git with nothing of this machine's configuration. */
export function git(cwd: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  return execFileSync('git', [...identity, '-c', 'protocol.file.allow=always', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A repository with the definition of the hooks, as a commit; what else is in ours no hook needs. */
export function hookRepository(): { folder: string; rev: string } {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet');
  for (const name of ['.pre-commit-hooks.yaml', 'package.json']) copyFileSync(name, join(folder, name));
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'Hooks');
  return { folder, rev: git(folder, 'rev-parse', 'HEAD').trim() };
}

/** Runs a hook on what is staged, as pre-commit does: entry, args, names of files; undefined where no file fits. */
export async function runHook(hook: Hook, cwd: string, env: Readonly<Record<string, string>>) {
  const staged = git(cwd, 'diff', '--cached', '--name-only', '-z').split('\0').filter(Boolean);
  const files = staged.filter((name) => fits(hook, name));
  if (files.length === 0) return undefined;
  const [command = '', ...first] = parseArguments(hook.entry);
  const args = [...first, ...(hook.args ?? []), ...(hook.pass_filenames === false ? [] : files)];
  const end = await runProcess(command, args, { cwd, env: { ...env, PRE_COMMIT: '1' } });
  assert.equal(end.status, 'ended', `${command} did not start`);
  return end;
}

/** Whether pre-commit gives a file to a hook. */
export function fits({ files = '', exclude = '^$' }: Pick<Hook, 'files' | 'exclude'>, name: string): boolean {
  return expression(files).test(name) && !expression(exclude).test(name);
}

/** Python's `(?i)` is a flag here. */
function expression(python: string): RegExp {
  return python.startsWith('(?i)') ? new RegExp(python.slice(4), 'i') : new RegExp(python);
}
