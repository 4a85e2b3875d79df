import assert from 'node:assert/strict';
import { createParsers } from '../../../core/syntax/parsers';
import { Reader } from '../../../core/syntax/reader';
import { readGrammars } from '../../../runner/grammars';

describe('createParsers', () => {
  it('works when it is called several times at once', async () => {
    const bytes = await readGrammars();
    const all = await Promise.all([createParsers(bytes), createParsers(bytes), createParsers(bytes)]);
    const text = 'resource "aws_kms_key" "k" {}';
    const found = all.map((parsers) => new Reader(parsers).read({ path: 'main.tf', text })?.resources.length);
    assert.deepEqual(found, [1, 1, 1]);
  });
});
