import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectFile } from '../../../core/project/files';
import { readFolder, writeProject, type Disk } from '../../../runner/project/write-project';
import { temporaryFolder } from '../../support/temporary-folder';

const FILES: ProjectFile[] = [
  { name: 'cdktf.json', text: '{}\n' },
  { name: 'main.ts', text: 'main\n' },
  { name: '.gitignore', text: 'node_modules/\n' },
];

/** The real disk, with some of its calls replaced. */
function disk(changes: Partial<Disk>): Disk {
  return {
    readFile: (path) => fs.readFile(path, 'utf8'),
    makeFolder: (path) => fs.mkdir(path, { recursive: true }),
    createFile: (path, text) => fs.writeFile(path, text, { flag: 'wx' }),
    link: (existing, path) => fs.link(existing, path),
    copy: (existing, path) => fs.copyFile(existing, path, constants.COPYFILE_EXCL),
    remove: (path) => fs.rm(path, { force: true }),
    removeFolder: (path) => fs.rmdir(path),
    ...changes,
  };
}

function failure(code: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(`${code}: injected`), { code }));
}

describe('writeProject', () => {
  it('writes into a folder that is there', async () => {
    const folder = temporaryFolder();
    assert.deepEqual(await writeProject(folder, FILES), { status: 'written' });
    assert.deepEqual(readdirSync(folder).sort(), ['.gitignore', 'cdktf.json', 'main.ts']);
    assert.equal(readFileSync(join(folder, 'main.ts'), 'utf8'), 'main\n');
  });

  it('makes the folder, and those around it', async () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    assert.deepEqual(await writeProject(folder, FILES), { status: 'written' });
    assert.equal(readdirSync(folder).length, 3);
  });

  it('never replaces a file, and then writes none', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.gitignore'), 'mine');
    const path = join(folder, '.gitignore');
    assert.deepEqual(await writeProject(folder, FILES), { status: 'in-the-way', path });
    assert.deepEqual(readdirSync(folder), ['.gitignore']);
    assert.equal(readFileSync(path, 'utf8'), 'mine');
  });

  it('says so where a file stands for the folder', async () => {
    const parent = temporaryFolder();
    writeFileSync(join(parent, 'file'), '');
    const folder = join(parent, 'file', 'project');
    const written = await writeProject(folder, FILES);
    assert.deepEqual(written, {
      status: 'unwritable',
      path: folder,
      message: `${join(parent, 'file')} is no folder, or one above it is none`,
    });
    assert.deepEqual(await writeProject(join(parent, 'file'), FILES), {
      status: 'unwritable',
      path: join(parent, 'file'),
      message: `${join(parent, 'file')} is no folder`,
    });
    assert.deepEqual(readdirSync(parent), ['file']);
    const read = await readFolder(folder, ['cdktf.json']);
    assert.equal(read.status, 'unreadable');
  });

  // Whoever runs the tests as root may write everywhere, so the disk's refusals are put in.
  for (const [code, why] of [
    ['EROFS', (folder: string) => `${folder} can only be read`],
    ['EACCES', (folder: string) => `writing in ${folder} is not allowed`],
    ['ENOSPC', (folder: string) => `no space is left in ${folder}`],
  ] as const) {
    it(`leaves nothing behind where the second file fails with ${code}`, async () => {
      const parent = temporaryFolder();
      const folder = join(parent, 'new', 'project');
      let count = 0;
      const createFile: Disk['createFile'] = (path, text) =>
        ++count === 2 ? failure(code) : fs.writeFile(path, text, { flag: 'wx' });
      assert.deepEqual(await writeProject(folder, FILES, disk({ createFile })), {
        status: 'unwritable',
        path: join(folder, 'main.ts'),
        message: why(folder),
      });
      assert.deepEqual(readdirSync(parent), []);
    });
  }

  it('takes back what has its name already where a later one fails', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), '');
    let count = 0;
    const link: Disk['link'] = (existing, path) => (++count === 3 ? failure('EIO') : fs.link(existing, path));
    const written = await writeProject(folder, FILES, disk({ link }));
    assert.equal(written.status, 'unwritable');
    assert.deepEqual(readdirSync(folder), ['notes.txt']);
  });

  it('says so where the folder cannot be made', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'project');
    const written = await writeProject(folder, FILES, disk({ makeFolder: () => failure('EROFS') }));
    const message = `${parent} can only be read`;
    assert.deepEqual(written, { status: 'unwritable', path: folder, message });
    assert.ok(!existsSync(folder));
  });

  it('names the folder above that is refused, and leaves none of those that were made', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'a', 'b', 'x'.repeat(300));
    const written = await writeProject(folder, FILES);
    assert.deepEqual(written, { status: 'unwritable', path: folder, message: 'its name is too long' });
    assert.deepEqual(readdirSync(parent), []);
  });

  it('says so where the system lets nobody make anything', async function () {
    if (!existsSync('/proc/self')) {
      process.stdout.write('    skipped: this system has no /proc\n');
      this.skip();
    }
    const message = 'nothing can be made in /proc';
    for (const folder of ['/proc', '/proc/project/of/mine']) {
      const path = folder === '/proc' ? '/proc/cdktf.json' : folder;
      assert.deepEqual(await writeProject(folder, FILES), { status: 'unwritable', path, message });
    }
  });

  it('copies on a file system without second names, and does not replace a file there either', async () => {
    const without = disk({ link: () => failure('EPERM') });
    const folder = temporaryFolder();
    assert.deepEqual(await writeProject(folder, FILES, without), { status: 'written' });
    assert.equal(readdirSync(folder).length, 3);
    assert.equal((await writeProject(folder, FILES, without)).status, 'in-the-way');
    assert.equal(readdirSync(folder).length, 3);
  });
});

describe('readFolder', () => {
  it('has the text of the files that are there', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'main.ts'), 'x');
    assert.deepEqual(await readFolder(folder, ['cdktf.json', 'main.ts']), {
      status: 'read',
      content: { 'main.ts': 'x' },
    });
  });

  it('finds nothing in a folder that is not there', async () => {
    const folder = join(temporaryFolder(), 'missing');
    assert.deepEqual(await readFolder(folder, ['main.ts']), { status: 'read', content: {} });
  });

  it('does not take a folder for a file', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'main.ts'));
    const read = await readFolder(folder, ['main.ts']);
    assert.equal(read.status, 'unreadable');
    assert.equal(read.path, join(folder, 'main.ts'));
  });
});
