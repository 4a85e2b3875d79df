/** Builds every bundle into dist/, with the grammars beside them. */
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLES, esbuildOptions } from './build-options.mjs';
import { buildTypes } from './build-types.mjs';

/** What the parsers read at run time; runner/grammars.ts looks for it in `grammars` beside the bundle. */
const GRAMMARS = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
];

const bundles = Promise.all(Object.values(BUNDLES).map((bundle) => build(esbuildOptions(bundle))));
// Meanwhile: esbuild is a process of its own.
buildTypes();
await bundles;
chmodSync(BUNDLES.cli.outfile, 0o755);

const folder = join(dirname(BUNDLES.cli.outfile), 'grammars');
mkdirSync(folder, { recursive: true });
for (const grammar of GRAMMARS) {
  copyFileSync(createRequire(import.meta.url).resolve(grammar), join(folder, basename(grammar)));
}
