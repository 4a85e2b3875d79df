import assert from 'node:assert/strict';
import { Reader } from '../../../core/syntax/reader';
import { bodyOf, dig, parsers, plain } from './support';

const KEY = `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
class S {
  constructor() {
    new KmsKey(this, 'k', { description: 'a description', policy: JSON.stringify({ Statement: [{ Sid: 'one' }] }) });
    new KmsKey(this, 'l', { description: 'another description, further down' });
  }
}
`;

describe('a document that is edited', () => {
  it('says what its text says after each edit', async () => {
    const document = new Reader(await parsers).open({ path: 'a.ts', text: KEY });
    const sid = KEY.indexOf('one');
    document.edit([{ start: sid, end: sid + 3, text: 'another one' }]);
    assert(document.file);
    assert.equal(
      plain(dig(bodyOf(document.file, 'aws_kms_key.k'), 'policy', 'Statement', 0, 'Sid')),
      'another one',
    );
    const { start, end } = dig(bodyOf(document.file, 'aws_kms_key.l'), 'description').range;
    assert.equal(document.text.slice(start, end), "'another description, further down'");
    document.dispose();
  });

  it('takes several edits at once, each on the text that the one before left', async () => {
    const document = new Reader(await parsers).open({
      path: 'a.tf',
      text: 'resource "aws_kms_key" "k" { a = "x" }\n',
    });
    document.edit([
      { start: 0, end: 0, text: '# é\r\n' },
      { start: document.text.indexOf('x') + 5, end: document.text.indexOf('x') + 6, text: 'y' },
    ]);
    assert(document.file);
    assert.equal(plain(dig(bodyOf(document.file, 'aws_kms_key.k'), 'a')), 'y');
    assert.equal(document.file.comments.length, 1);
    document.dispose();
  });

  it('gives nothing any more when its text has nothing, and something again when it has', async () => {
    const document = new Reader(await parsers).open({ path: 'a.ts', text: KEY });
    assert.equal(document.edit([{ start: 0, end: KEY.length, text: '' }]), undefined);
    assert.equal(document.edit([{ start: 0, end: 0, text: KEY }])?.resources.length, 2);
    document.dispose();
  });

  it('keeps what it read when it is disposed of', async () => {
    const document = new Reader(await parsers).open({ path: 'a.ts', text: KEY });
    document.dispose();
    assert.equal(document.file?.resources.length, 2);
  });

  it('needs no parser for JSON', () => {
    const document = new Reader().open({ path: 'p.json', text: '{"Statement": []}' });
    document.edit([{ start: 14, end: 16, text: '[1]' }]);
    assert.deepEqual(plain(document.file?.root), { Statement: [1] });
  });
});
