import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { initCommand, nextCommands, type Written } from '../../../core/project/next';

const WRITTEN: Written = {
  folder: '',
  throughStep: 7,
  hasFileSystem: true,
  making: null,
  isInstalled: true,
  byHand: [],
};

const CASES: [what: string, change: Partial<Written>, commands: string[]][] = [
  [
    'a new project walks through the steps',
    { folder: 'p', throughStep: 1, hasFileSystem: false, isInstalled: false },
    [
      'cd p',
      'npm install',
      'npx fsx-lustre-kms synth',
      'npx fsx-lustre-kms rehearse --through-step 1',
      'npx fsx-lustre-kms deploy 1',
    ],
  ],
  [
    'where all is there, it is looked at, and nothing is deployed',
    { making: [] },
    ['npx fsx-lustre-kms synth', 'npx fsx-lustre-kms rehearse --live'],
  ],
  [
    'what the stacks make beside it is planned, then deployed',
    { making: ['account-b-bucket', 'account-a-file-system'] },
    [
      'npx fsx-lustre-kms synth',
      'npx fsx-lustre-kms rehearse --live',
      'npx cdktf diff account-b-bucket',
      'npx fsx-lustre-kms deploy account-b-bucket',
      'npx cdktf diff account-a-file-system',
      'npx fsx-lustre-kms deploy account-a-file-system',
    ],
  ],
];

const FOLDERS: [folder: string, word: string][] = [
  ['plain/folder-1.0', 'plain/folder-1.0'],
  ['my project', "'my project'"],
  ['$HOME', "'$HOME'"],
  ['`date`', "'`date`'"],
  ["it's", "'it'\\''s'"],
  ['say "so"', `'say "so"'`],
];

describe('what comes after init', () => {
  for (const [what, change, commands] of CASES)
    it(what, () => {
      assert.deepEqual(nextCommands({ ...WRITTEN, ...change }), commands);
    });

  for (const [folder, word] of FOLDERS)
    it(`names the folder ${folder} as one word of a shell`, () => {
      assert.equal(nextCommands({ ...WRITTEN, folder })[0], `cd ${word}`);
      assert.equal(initCommand(folder), `npx fsx-lustre-kms init ${word}`);
      assert.equal(execFileSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' }), folder);
    });
});
