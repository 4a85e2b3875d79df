import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a project needs beside fsx-lustre-kms: 800 MB, which are linked instead of installed once more. */
const PEERS = ['@cdktf/provider-aws', '@types/node', 'cdktf', 'cdktf-cli', 'constructs', 'tsx', 'typescript'];

/** Puts packages of this repository's node_modules into a project's. */
export function linkPeers(folder: string): void {
  for (const name of PEERS) link(join('node_modules', name), join(folder, 'node_modules', name));
  link(join('node_modules', '.bin', 'cdktf'), join(folder, 'node_modules', '.bin', 'cdktf'));
}

/** Puts this repository into a project's node_modules, as `npm link` does. */
export function linkOurselves(folder: string): void {
  link('.', join(folder, 'node_modules', 'fsx-lustre-kms'));
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(join(process.cwd(), from), to);
}
