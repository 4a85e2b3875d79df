/**
 * Runs the CDKTF app as built JavaScript, after building it where a source is newer: synth then costs half a second
 * instead of the seconds that ts-node takes.
 */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLES, esbuildOptions } from '../scripts/build-options.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { app } = BUNDLES;

/** Time of the newest file or folder below some folders, in milliseconds; a folder changes when a file is deleted. */
function newest(folders) {
  return Math.max(
    ...folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true }).map(
        (entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs,
      ),
    ),
  );
}

function isUpToDate() {
  const built = statSync(join(root, app.outfile), { throwIfNoEntry: false });
  return built !== undefined && built.mtimeMs > newest(app.sources.map((folder) => join(root, folder)));
}

if (!isUpToDate()) {
  const { build } = await import('esbuild');
  // In a folder of its own first, as another run may be reading the bundle; and under its own name, as the bundle
  // names its map. The map's sources are relative: the folder stands no deeper than the bundle.
  const outfile = join(root, app.outfile);
  mkdirSync(dirname(outfile), { recursive: true });
  const fresh = mkdtempSync(`${dirname(outfile)}-`);
  try {
    await build({ ...esbuildOptions(app), outfile: join(fresh, basename(outfile)), absWorkingDir: root });
    // The map first: a bundle that is there has its map.
    renameSync(join(fresh, `${basename(outfile)}.map`), `${outfile}.map`);
    renameSync(join(fresh, basename(outfile)), outfile);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
createRequire(import.meta.url)(join(root, app.outfile));
