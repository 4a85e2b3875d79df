import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCdktf } from '../../../runner/deploy/cdktf-command';
import { temporaryFolder } from '../../support/temporary-folder';

function project(packages: Record<string, unknown> | string | undefined, ...commands: string[]): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  for (const command of commands) writeFileSync(join(folder, 'node_modules', '.bin', command), '');
  if (packages !== undefined) {
    const text = typeof packages === 'string' ? packages : JSON.stringify(packages);
    writeFileSync(join(folder, 'package.json'), text);
  }
  return folder;
}

const CASES: [what: string, folder: string, command: string][] = [
  ['cdktf', project({ devDependencies: { 'cdktf-cli': '0.21.0' } }, 'cdktf'), 'cdktf'],
  [
    'cdktn where the project depends on it',
    project({ dependencies: { cdktn: '1' } }, 'cdktf', 'cdktn'),
    'cdktn',
  ],
  ['cdktf without a package.json', project(undefined, 'cdktf'), 'cdktf'],
  ['cdktf with a broken package.json', project('{', 'cdktf', 'cdktn'), 'cdktf'],
];

describe('findCdktf', () => {
  for (const [what, folder, command] of CASES) {
    it(`finds ${what}`, () => {
      const path = join(folder, 'node_modules', '.bin', command);
      assert.deepEqual(findCdktf(folder), { status: 'found', path });
    });
  }

  const missing: [what: string, packages: Record<string, unknown>, install: string][] = [
    ['it is not named', {}, 'npm install --save-dev cdktf-cli'],
    ['it is named, and not installed', { devDependencies: { 'cdktf-cli': '0.21.0' } }, 'npm install'],
    ['its successor is named', { dependencies: { cdktn: '1' } }, 'npm install --save-dev cdktn-cli'],
  ];
  for (const [what, packages, install] of missing) {
    it(`says what to install when ${what}`, () => {
      const folder = project(packages);
      const found = findCdktf(folder);
      assert.ok(found.status === 'missing');
      assert.equal(found.problem.kind, 'cdktf-missing');
      assert.equal(found.problem.nextAction, `Run \`${install}\` in ${folder}.`);
    });
  }
});
