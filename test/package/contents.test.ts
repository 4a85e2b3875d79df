import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { runProcess } from '../../runner/run-process';

const MAX_MIB = 4;

interface Manifest {
  bin: Record<string, string>;
  main: string;
  browser: string;
  exports: Record<string, string | { types: string; default: string }>;
  typesVersions: Record<string, Record<string, string[]>>;
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

describe('the npm package', function () {
  this.timeout(60_000);
  let packed: { size: number; files: { path: string }[] } | undefined;
  const paths = () => (packed?.files ?? []).map(({ path }) => path);

  before(async () => {
    const end = await runProcess('npm', ['pack', '--dry-run', '--json'], { cwd: process.cwd() });
    assert.equal(end.status, 'ended');
    [packed] = JSON.parse(end.stdout) as [{ size: number; files: { path: string }[] }];
  });

  it('is small, and holds what runs and nothing else', () => {
    assert.ok((packed?.size ?? Infinity) < MAX_MIB * 1024 * 1024, `${packed?.size ?? 0} bytes`);
    // npm takes what main and browser name, whatever else is asked for.
    const others = paths().filter(
      (path) =>
        !/^(dist\/((cli|run-task-worker)\.js|(cdktf|core)\/index\.js|types\/(cdktf|core)\/.+\.d\.ts|grammars\/[\w-]+\.wasm)|docs\/deployment\.schema\.json|package\.json|LICENSE|README\.md)$/.test(
          path,
        ) && ![manifest.main, manifest.browser].includes(path),
    );
    assert.deepEqual(others, []);
  });

  it('holds everything that its manifest names', () => {
    const named = Object.values(manifest.exports)
      .flatMap((target) => (typeof target === 'string' ? [target] : [target.types, target.default]))
      .concat(Object.values(manifest.bin), Object.values(manifest.typesVersions['*'] ?? {}).flat())
      .map((path) => path.replace(/^\.\//, ''));
    for (const path of named.filter((name) => !name.includes('*'))) assert.ok(paths().includes(path), path);
    // Started by the command line, as a thread.
    assert.ok(paths().includes('dist/run-task-worker.js'));
    for (const name of ['web-tree-sitter', 'tree-sitter-typescript', 'tree-sitter-hcl'])
      assert.ok(paths().includes(`dist/grammars/${name}.wasm`), name);
  });

  it('names the same types to resolvers that know exports and to those that do not', () => {
    for (const [name, [path]] of Object.entries(manifest.typesVersions['*'] ?? {})) {
      const target = manifest.exports[`./${name}`];
      assert.ok(typeof target === 'object', name);
      assert.equal(target.types, `./${path ?? ''}`);
    }
  });

  it('pulls nothing in: CDKTF is the own one of whoever has a project', () => {
    assert.deepEqual(manifest.dependencies ?? {}, {});
    assert.deepEqual(Object.keys(manifest.peerDependencies), ['@cdktf/provider-aws', 'cdktf', 'constructs']);
    for (const name of Object.keys(manifest.peerDependencies)) {
      assert.deepEqual(manifest.peerDependenciesMeta[name], { optional: true });
      assert.ok(manifest.devDependencies[name], name);
    }
  });

  it('has no zod in its types: nobody else has it', () => {
    for (const path of paths().filter((name) => name.endsWith('.d.ts'))) {
      assert.ok(existsSync(path), path);
      assert.doesNotMatch(
        readFileSync(path, 'utf8'),
        /from ['"](?!\.|cdktf['"]|constructs['"]|@cdktf\/)/,
        path,
      );
    }
  });
});
