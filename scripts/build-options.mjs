import { createRequire } from 'node:module';

/** zod looks at `navigator`, which is an error of its own in an extension host. */
const NO_NAVIGATOR = { navigator: 'undefined' };

/**
 * The bundles, each with the folders its sources come from. CDKTF, its bindings and constructs stay outside: they
 * are the user's own.
 */
export const BUNDLES = {
  app: {
    entry: 'cdktf/main.ts',
    outfile: 'dist/cdktf/main.js',
    sources: ['cdktf', 'core'],
    external: ['cdktf', 'constructs', '@cdktf/provider-aws'],
  },
  // What `fsx-lustre-kms/cdktf` and `fsx-lustre-kms/core` are; scripts/build-types.mjs makes their types.
  library: {
    entry: 'cdktf/index.ts',
    outfile: 'dist/cdktf/index.js',
    sources: ['cdktf', 'core'],
    external: ['cdktf', 'constructs', '@cdktf/provider-aws'],
  },
  core: {
    entry: 'core/index.ts',
    outfile: 'dist/core/index.js',
    sources: ['core'],
    external: [],
  },
  cli: {
    entry: 'cli/main.ts',
    outfile: 'dist/cli.js',
    sources: ['cli', 'core', 'runner', 'sandbox'],
    external: ['cdktf', 'constructs', '@cdktf/provider-aws'],
    banner: '#!/usr/bin/env node',
    minify: true,
  },
  // The thread in which `fsx-lustre-kms run-task` checks plans; runner/run-task/worker-file.ts looks for it there.
  runTaskWorker: {
    entry: 'runner/run-task/run-task-worker.ts',
    outfile: 'dist/run-task-worker.js',
    sources: ['core', 'runner'],
    external: [],
    minify: true,
  },
  extension: {
    entry: 'extension/host/node.ts',
    outfile: 'dist/extension/node.js',
    sources: ['extension', 'core', 'runner'],
    external: ['vscode', './walk-bundle.js'],
    minify: true,
    define: NO_NAVIGATOR,
  },
  // What walks through the steps, with AWS's clients: loaded when somebody does.
  extensionWalk: {
    entry: 'extension/host/board/walk-bundle.ts',
    outfile: 'dist/extension/walk-bundle.js',
    sources: ['extension', 'core', 'runner'],
    external: ['vscode'],
    minify: true,
    define: NO_NAVIGATOR,
  },
  extensionWeb: {
    entry: 'extension/host/web.ts',
    outfile: 'dist/extension/web.js',
    sources: ['extension', 'core'],
    external: ['vscode'],
    minify: true,
    define: NO_NAVIGATOR,
    platform: 'browser',
  },
  explainView: {
    entry: 'extension/webview/explain.ts',
    outfile: 'dist/extension/explain-view.js',
    sources: ['extension'],
    external: [],
    minify: true,
    platform: 'browser',
    format: 'iife',
  },
  boardView: {
    entry: 'extension/webview/board/main.ts',
    outfile: 'dist/extension/board-view.js',
    sources: ['extension', 'core'],
    external: [],
    minify: true,
    platform: 'browser',
    format: 'iife',
  },
  // As the product runs: a TypeScript loader would be measured too.
  benchMain: {
    entry: 'bench/main.ts',
    outfile: 'dist/bench/main.js',
    sources: ['bench', 'cdktf', 'core', 'runner', 'sandbox'],
    external: ['cdktf', 'constructs', '@cdktf/provider-aws'],
  },
  bench: {
    entry: 'bench/many-buckets.ts',
    outfile: 'dist/bench/many-buckets.js',
    sources: ['bench', 'cdktf', 'core'],
    external: ['cdktf', 'constructs', '@cdktf/provider-aws'],
  },
};

/** What esbuild makes of a bundle. */
export function esbuildOptions({
  entry,
  outfile,
  external,
  banner,
  define = {},
  minify = false,
  platform = 'node',
  format = 'cjs',
}) {
  return {
    entryPoints: [entry],
    outfile,
    external,
    bundle: true,
    define,
    minify,
    platform,
    target: platform === 'node' ? 'node20' : 'es2022',
    format,
    sourcemap: true,
    // jsonc-parser's main entry requires its parts in a way that no bundler follows.
    mainFields: ['module', 'main'],
    // Its CommonJS form: the other one asks for the address of its module, which a CommonJS bundle has not.
    alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') },
    logLevel: 'warning',
    ...(banner ? { banner: { js: banner } } : {}),
  };
}
