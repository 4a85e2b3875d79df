import assert from 'node:assert/strict';
import { readAccessDenials, readAccessDenied } from '../../../core/evidence/access-denied';
import { REFUSED, ROWS, type Row } from './denial-sentences';

function wrapped(text: string, width: number): string {
  return text.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
}

/** Terraform breaks between words, and draws a frame. */
function framed(text: string): string {
  const lines = text.split(' ').reduce<string[]>(
    (all, word) => {
      const last = all.at(-1) ?? '';
      return last.length + word.length > 70
        ? [...all, word]
        : [...all.slice(0, -1), `${last} ${word}`.trim()];
    },
    [''],
  );
  return [
    '╷',
    '│ Error: updating something',
    '│ ',
    ...lines.map((line) => `│ ${line}`),
    '│ ',
    '│   with aws_kms_grant.g,',
    '╵',
  ].join('\n');
}

/** Where the sentences stand, and whether an ARN at their end is whole there. */
const PLACES: [place: string, put: (text: string) => string, keepsEnds: boolean][] = [
  ['alone', (text) => text, true],
  ['wrapped at 61 columns', (text) => wrapped(text, 61), false],
  ['in a frame of Terraform', framed, false],
  ['quoted in a mail', (text) => `> ${wrapped(text, 72).replaceAll('\n', '\n> ')}`, false],
  [
    'in JSON',
    (text) => JSON.stringify({ errorCode: 'AccessDenied', errorMessage: text, requestID: 'x' }),
    true,
  ],
  [
    'in an answer of S3',
    (text) =>
      `<Error><Code>AccessDenied</Code><Message>${text.replaceAll('"', '&quot;')}</Message><RequestId>X</RequestId></Error>`,
    true,
  ],
  ['with colours', (text) => `\u001b[31m${text}\u001b[0m`, true],
  [
    'before other lines',
    (text) => `${text}\n\nSomething else on resource: x because no session policy allows it`,
    true,
  ],
  ['behind an ARN', (text) => `key arn:aws:kms:us-east-1:1:key/other\n${text}`, true],
];

describe('200 sentences', () => {
  it('are there, in the documented forms', () => {
    assert.ok(ROWS.length >= 200, String(ROWS.length));
    assert.equal(new Set(ROWS.map(({ text }) => text)).size, ROWS.length);
  });

  for (const [place, put, keepsEnds] of PLACES) {
    it(`are read ${place}`, () => {
      for (const { text, says } of ROWS) {
        const read = readAccessDenied(put(text));
        // What may go on in the next line is left out, and not shown in part.
        const left = (['policyArn', 'resource'] as const).filter(
          (name) => !keepsEnds && text.endsWith(says[name] ?? '-') && !(name in read),
        );
        const expected = Object.fromEntries(
          Object.entries(says).filter(([name]) => !left.some((one) => one === name)),
        );
        assert.deepEqual(read, expected, put(text));
      }
    });
  }

  it('are each read, when they all stand in one text', () => {
    const text = ROWS.map((row) => row.text).join('\n\n');
    assert.deepEqual(
      readAccessDenials(text),
      ROWS.map(({ says }) => says),
    );
  });

  it('say nothing that they do not have, wherever they are cut', () => {
    for (const { text, says } of ROWS.filter((_, index) => index % 7 === 0)) {
      for (let end = 0; end < text.length; end += 3) agreesOrSaysLess(text.slice(0, end), says);
    }
  });

  for (const text of REFUSED) {
    it(`are not made up from: ${text.trim() || 'nothing'}`, () => {
      assert.deepEqual(readAccessDenied(text), { status: 'unreadable' });
    });
  }
});

/** A cut sentence gives a beginning of what the whole one says, and no other layer. */
function agreesOrSaysLess(text: string, says: Row['says']): void {
  const read = readAccessDenied(text);
  if (read.status === 'unreadable') return;
  for (const name of ['principal', 'action', 'resource', 'policyArn'] as const) {
    assert.ok((says[name] ?? '').startsWith(read[name] ?? ''), `${name} of ${text}: ${read[name] ?? ''}`);
  }
  assert.ok(read.layer === undefined || read.layer === says.layer, text);
  assert.ok(read.explicit === undefined || read.explicit === says.explicit, text);
}
