import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { GrammarBytes } from '../core/syntax/grammar-bytes';

/** Where each file comes from, when no bundle has it beside itself. */
const PACKAGED = {
  treeSitter: { file: 'web-tree-sitter.wasm', module: 'web-tree-sitter/web-tree-sitter.wasm' },
  typescript: {
    file: 'tree-sitter-typescript.wasm',
    module: 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  },
  hcl: { file: 'tree-sitter-hcl.wasm', module: '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm' },
} as const;

/**
 * Reads the parser and grammars that `createParsers` needs: from the folder `grammars` beside the bundle that
 * runs or beside its folder, else from the packages they come with.
 * @param folder of the bundle; rejects when a file is in none of these places
 */
export async function readGrammars(folder: string = __dirname): Promise<GrammarBytes> {
  const require = createRequire(join(folder, 'grammars.js'));
  const read = async ({ file, module }: { file: string; module: string }): Promise<Uint8Array> => {
    const beside = ['.', '..']
      .map((from) => join(folder, from, 'grammars', file))
      .find((path) => existsSync(path));
    return await readFile(beside ?? require.resolve(module));
  };
  const [treeSitter, typescript, hcl] = await Promise.all([
    read(PACKAGED.treeSitter),
    read(PACKAGED.typescript),
    read(PACKAGED.hcl),
  ]);
  return { treeSitter, typescript, hcl };
}
