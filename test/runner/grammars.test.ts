import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGrammars } from '../../runner/grammars';

const WASM_MAGIC = [0x00, 0x61, 0x73, 0x6d];

describe('the grammars', () => {
  it('come from their packages when nothing is bundled', async () => {
    const bytes = await readGrammars();
    for (const part of [bytes.treeSitter, bytes.typescript, bytes.hcl]) {
      assert.deepEqual([...part.subarray(0, 4)], WASM_MAGIC);
    }
  });

  it('come from beside the bundle where they are there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'grammars-'));
    try {
      await mkdir(join(folder, 'grammars'));
      const files = ['web-tree-sitter.wasm', 'tree-sitter-typescript.wasm', 'tree-sitter-hcl.wasm'];
      await Promise.all(files.map((file) => writeFile(join(folder, 'grammars', file), file)));
      const bytes = await readGrammars(folder);
      assert.deepEqual(
        [bytes.treeSitter, bytes.typescript, bytes.hcl].map((part) => Buffer.from(part).toString()),
        files,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('reject when they are nowhere', async () => {
    await assert.rejects(readGrammars(join(tmpdir(), 'no-such-folder')), { code: 'MODULE_NOT_FOUND' });
  });
});
