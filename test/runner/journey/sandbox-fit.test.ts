import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitsSandbox, takeSandbox } from '../../../runner/journey/sandbox-fit';
import { temporaryFolder } from '../../support/temporary-folder';

const IDS = { fileSystem: '111111111111', bucket: '222222222222', key: '333333333333' };
const ONE = { folder: '/projects/one', projectId: 'id-of-one' };
const OTHER = { folder: '/projects/other', projectId: 'id-of-other' };
const FITS = { status: 'fits' };

/** What a project is told that comes second. */
function taken(folder: string, first: string, own: string) {
  return {
    status: 'refused',
    message: `The sandbox in ${folder} is that of another project, ${first}: the state of its stacks is in there. This is ${own}. Nothing was changed.`,
    nextAction: `Give this project a sandbox of its own: --sandbox with another folder, or without one for that of the project. Or empty this one, where what it holds is not needed any more: \`npx fsx-lustre-kms sandbox --data ${folder} --reset\`.`,
  };
}

describe('a sandbox’s folder', () => {
  it('fits where none has run yet', async () => {
    assert.deepEqual(await fitsSandbox(join(temporaryFolder(), 'none'), ONE, IDS), FITS);
  });

  it('fits the accounts of cdktf.json, and no others', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'accounts.json'), JSON.stringify({ ids: IDS }));
    assert.deepEqual(await fitsSandbox(folder, ONE, IDS), FITS);
    for (const account of ['fileSystem', 'bucket', 'key'] as const) {
      const ids = { ...IDS, [account]: '444444444444' };
      assert.deepEqual(await fitsSandbox(folder, ONE, ids), {
        status: 'refused',
        message: `The sandbox in ${folder} has the accounts 111111111111, 222222222222 and 333333333333, and cdktf.json here ${ids.fileSystem}, ${ids.bucket} and ${ids.key}. Nothing was changed.`,
        nextAction: `End that sandbox where it runs, and start it in this folder with --reset: \`npx fsx-lustre-kms sandbox --data ${folder} --reset\`. It then has the accounts of cdktf.json, and nothing in them.`,
      });
    }
  });

  for (const text of ['', '{', '[]', '{"ids":{}}', 'null']) {
    it(`fits where its files are not understood: ${text}`, async () => {
      const folder = temporaryFolder();
      for (const name of ['accounts.json', 'project.json']) writeFileSync(join(folder, name), text);
      assert.deepEqual(await fitsSandbox(folder, ONE, IDS), FITS);
    });
  }

  it('is that of the project that takes it first', async () => {
    const folder = temporaryFolder();
    assert.deepEqual(await takeSandbox(folder, ONE), FITS);
    assert.deepEqual(await takeSandbox(folder, ONE), FITS);
    const refused = taken(folder, 'id-of-one (/projects/one)', 'id-of-other (/projects/other)');
    assert.deepEqual(await takeSandbox(folder, OTHER), refused);
    assert.deepEqual(await fitsSandbox(folder, OTHER, IDS), refused);
    writeFileSync(join(folder, 'accounts.json'), JSON.stringify({ ids: { ...IDS, key: '444444444444' } }));
    assert.deepEqual(await fitsSandbox(folder, OTHER, IDS), refused, 'whatever its accounts are');
    assert.deepEqual(readdirSync(folder).sort(), ['accounts.json', 'project.json']);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'project.json'), 'utf8')), ONE);
  });

  it('stays with a project that was moved', async () => {
    const folder = temporaryFolder();
    await takeSandbox(folder, ONE);
    assert.deepEqual(await takeSandbox(folder, { ...ONE, folder: '/elsewhere' }), FITS);
  });

  it('goes by the folder of a project without an id', async () => {
    const folder = temporaryFolder();
    const [one, other] = [{ folder: '/projects/one' }, { folder: '/projects/other' }];
    assert.deepEqual(await takeSandbox(folder, one), FITS);
    assert.deepEqual(await takeSandbox(folder, one), FITS);
    assert.deepEqual(await takeSandbox(folder, other), taken(folder, one.folder, other.folder));
  });

  it('is that of one alone, where many come at once', async () => {
    const folder = temporaryFolder();
    const projects = Array.from({ length: 20 }, (_, index) => ({
      ...{ folder: `/${index}`, projectId: `id-${index}` },
    }));
    const ends = await Promise.all(projects.map((project) => takeSandbox(folder, project)));
    const winners = projects.filter((_, index) => ends[index]?.status === 'fits');
    assert.deepEqual(winners, [JSON.parse(readFileSync(join(folder, 'project.json'), 'utf8'))]);
    assert.deepEqual(readdirSync(folder), ['project.json']);
  });
});
