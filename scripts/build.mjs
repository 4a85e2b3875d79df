/** Builds every bundle into dist/. */
import { chmodSync } from 'node:fs';
import { build } from 'esbuild';
import { BUNDLES, esbuildOptions } from './build-options.mjs';

await Promise.all(Object.values(BUNDLES).map((bundle) => build(esbuildOptions(bundle))));
chmodSync(BUNDLES.cli.outfile, 0o755);
