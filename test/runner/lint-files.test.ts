import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Reader } from '../../core/syntax/reader';
import { findFiles, needGrammars, readFiles } from '../../runner/lint-files';
import { temporaryFolder } from '../support/temporary-folder';

describe('the files that lint reads', () => {
  const POLICY = '{"Statement": []}';

  function folder(): string {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'sub'));
    for (const path of ['b.json', 'a.jsonc', 'sub/c.json']) writeFileSync(join(cwd, path), POLICY);
    return cwd;
  }

  it('are each there once, in order, whatever ways lead to them', async () => {
    const cwd = folder();
    const { paths } = await findFiles(['sub', '.', './b.json', join(cwd, 'b.json')], { cwd });
    assert.deepEqual(paths, ['a.jsonc', 'b.json', 'sub/c.json']);
  });

  it('outside of the folder keep the name they were given', async () => {
    const cwd = folder();
    const { paths } = await findFiles(['../b.json', join(cwd, 'a.jsonc')], { cwd: join(cwd, 'sub') });
    assert.deepEqual(paths, ['../b.json', join(cwd, 'a.jsonc')].sort());
  });

  it('are not those that the configuration ignores', async () => {
    const isIgnored = (path: string) => path.startsWith('sub/');
    const { paths } = await findFiles(['.', 'sub/c.json'], { cwd: folder(), isIgnored });
    assert.deepEqual(paths, ['a.jsonc', 'b.json']);
  });

  it('are given up when the caller says so', async () => {
    const cwd = folder();
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(findFiles(['.'], { cwd, signal }), /enough/);
    await assert.rejects(readFiles(['a.jsonc'], new Reader(), { cwd, signal }), /enough/);
  });

  it('that disappear in between are told', async () => {
    const cwd = folder();
    const read = await readFiles(['b.json', 'gone.json'], new Reader(), { cwd });
    assert.deepEqual(
      read.sources.map(({ path }) => path),
      ['b.json'],
    );
    assert.deepEqual(read.unreadable, [{ path: 'gone.json', message: 'there is no such file or folder' }]);
    assert.equal(read.count, 1);
  });

  it('need grammars only for Terraform and TypeScript', () => {
    assert.equal(needGrammars(['a.json', 'b.jsonc']), false);
    for (const path of ['a.tf', 'a.tofu', 'cdk.tf.json', 'a.ts', 'a.mts'])
      assert.equal(needGrammars(['a.json', path]), true, path);
  });
});
