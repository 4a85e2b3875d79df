import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder';

/** A folder with this repository's cdktf.json, its deployment changed, and the app behind it. */
export function cdktfProject(changes: Record<string, unknown> = {}): string {
  const folder = temporaryFolder();
  const file = join(folder, 'cdktf.json');
  cpSync('cdktf.json', file);
  const json = JSON.parse(readFileSync(file, 'utf8')) as {
    app: string;
    context: { fsxLustreKms: Record<string, unknown> };
  };
  json.app = `node "${join(process.cwd(), 'cdktf', 'run.mjs')}"`;
  Object.assign(json.context.fsxLustreKms, changes);
  writeFileSync(file, JSON.stringify(json));
  return folder;
}
