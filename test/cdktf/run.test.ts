import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../support/temporary-folder';

const run = promisify(execFile);

describe('cdktf/run.mjs', function () {
  // It copies the sources, and esbuild bundles them.
  this.timeout(120_000);

  it('builds the app beside its map, under the name by which the app knows it, and leaves nothing else', async () => {
    const folder = temporaryFolder();
    for (const name of ['cdktf', 'core', 'tsconfig.json']) {
      cpSync(name, join(folder, name), { recursive: true });
    }
    mkdirSync(join(folder, 'scripts'));
    cpSync('scripts/build-options.mjs', join(folder, 'scripts', 'build-options.mjs'));
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    const { context } = JSON.parse(readFileSync('cdktf.json', 'utf8')) as { context: unknown };
    const env = { ...process.env, CDKTF_OUTDIR: 'cdktf.out', CDKTF_CONTEXT_JSON: JSON.stringify(context) };

    await run(process.execPath, ['cdktf/run.mjs'], { cwd: folder, env });

    assert.ok(existsSync(join(folder, 'cdktf.out', 'manifest.json')), 'the app ran');
    assert.deepEqual(readdirSync(join(folder, 'dist')), ['cdktf']);
    const built = join(folder, 'dist', 'cdktf');
    assert.deepEqual(readdirSync(built).sort(), ['main.js', 'main.js.map']);
    const comment = readFileSync(join(built, 'main.js'), 'utf8').trimEnd().split('\n').at(-1);
    assert.equal(comment, '//# sourceMappingURL=main.js.map');
    const { sources } = JSON.parse(readFileSync(join(built, 'main.js.map'), 'utf8')) as { sources: string[] };
    assert.ok(sources.includes('../../cdktf/main.ts'), sources.join('\n'));
    const own = sources.filter((source) => !source.includes('node_modules'));
    assert.deepEqual(
      own.filter((source) => !existsSync(join(built, source))),
      [],
    );
  });
});
