import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownCommand } from '../../core/own-command';

/** Where texts for a user are written. */
const FOLDERS = ['cli', 'core', 'runner', 'sandbox'];
const COMMANDS =
  'lint|explain|rehearse|synth|steps|deploy|verify|status|destroy|sandbox|init|adopt|diagnose|run-task';
/** A command that a shell would not find. */
const BARE = new RegExp(`(?<!npx )fsx-lustre-kms (?:${COMMANDS})\\b`, 'g');

/** What is no text for a user, or no command to type. */
const ALLOWED: readonly { file: string; line: RegExp; why: string }[] = [
  { file: 'core/project/files.ts', line: /^\w+: 'fsx-lustre-kms \w+',$/, why: 'scripts of a package.json' },
  { file: 'core/lint/config-schema.ts', line: /title:/, why: 'the title of a schema' },
  { file: 'sandbox/store/lock.ts', line: /writeFileSync/, why: 'says whose a folder is' },
];

function isComment(line: string): boolean {
  return /^(?:\/\*\*|\*|\/\/)/.test(line);
}

function bareCommands(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const file = join(folder, name);
      const lines = readFileSync(file, 'utf8').split('\n');
      return lines
        .map((line, index) => ({ text: line.trim(), at: `${file}:${index + 1}` }))
        .filter(({ text }) => !isComment(text) && text.match(BARE) !== null)
        .filter(({ text }) => !ALLOWED.some((allowed) => allowed.file === file && allowed.line.test(text)))
        .map(({ text, at }) => `${at} ${text}`);
    });
}

describe('a command of ours in a text', () => {
  it('begins with npx', () => {
    assert.equal(ownCommand('deploy 4 --sandbox'), 'npx fsx-lustre-kms deploy 4 --sandbox');
  });

  it('is never named without it', () => {
    assert.deepEqual(FOLDERS.flatMap(bareCommands), []);
  });
});
