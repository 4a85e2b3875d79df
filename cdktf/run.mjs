/**
 * Runs the CDKTF app as built JavaScript, after building it where a source is newer: synth then costs half a second
 * instead of the seconds that ts-node takes.
 */
import { readdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
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
  // Under another name first: another run may be reading the bundle.
  const outfile = join(root, app.outfile);
  const fresh = `${outfile}.${process.pid}.js`;
  await build({ ...esbuildOptions(app), outfile: fresh, absWorkingDir: root });
  renameSync(fresh, outfile);
  renameSync(`${fresh}.map`, `${outfile}.map`);
}
createRequire(import.meta.url)(join(root, app.outfile));
