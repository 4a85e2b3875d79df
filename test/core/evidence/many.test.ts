import assert from 'node:assert/strict';
import { readAccessDenials } from '../../../core/evidence/access-denied';
import { readMixedText } from '../../../core/evidence/mixed-text';

const SENTENCE =
  'User: arn:aws:iam::111111111111:role/R is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::data/a" because no identity-based policy allows the s3:GetObject action';
const EVENT = JSON.stringify({
  eventTime: '2026-11-24T10:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  errorCode: 'AccessDenied',
  errorMessage: SENTENCE,
});

/** How many characters are searched while something runs, whatever finds them: no clock, and so the same each time. */
function charactersSearched(run: () => void): number {
  let searched = 0;
  const { exec } = RegExp.prototype as { exec: (this: RegExp, text: string) => RegExpExecArray | null };
  const { lastIndexOf, indexOf } = String.prototype as Record<
    'lastIndexOf' | 'indexOf',
    (this: string, part: string, from: number) => number
  >;
  RegExp.prototype.exec = function (text) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    const to = found ? found.index + found[0].length : this.sticky ? from : text.length;
    searched += to - from + 1;
    return found;
  };
  String.prototype.lastIndexOf = function (this: string, part, from = this.length) {
    const found = lastIndexOf.call(this, part, from);
    searched += Math.min(from, this.length) - Math.max(found, 0) + 1;
    return found;
  };
  String.prototype.indexOf = function (this: string, part, from = 0) {
    const found = indexOf.call(this, part, from);
    searched += (found < 0 ? this.length : found) - from + 1;
    return found;
  };
  try {
    run();
  } finally {
    Object.assign(RegExp.prototype, { exec });
    Object.assign(String.prototype, { lastIndexOf, indexOf });
  }
  return searched;
}

describe('many of one thing', () => {
  const FORMS: [name: string, text: (count: number) => string][] = [
    ['sentences, a line each', (count) => `${SENTENCE}\n`.repeat(count)],
    ['sentences, a paragraph each', (count) => `${SENTENCE}\n\n`.repeat(count)],
    [
      'errors of the AWS CLI with sentences',
      (count) =>
        `An error occurred (AccessDenied) when calling the GetObject operation: ${SENTENCE}\n`.repeat(count),
    ],
    [
      'errors of the AWS CLI without',
      (count) =>
        'An error occurred (AccessDenied) when calling the GetObject operation: Access Denied\n'.repeat(
          count,
        ),
    ],
    ['events', (count) => `${EVENT}\n`.repeat(count)],
    ['states', (count) => '/fsx/a: (0x00000000)\n'.repeat(count)],
    ['records in one line', (count) => 'S3ExportAccessDenied with key '.repeat(count)],
    ['errors of cat', (count) => 'cat: /fsx/a: No data available\n'.repeat(count)],
    [
      'errors of cat in a log',
      (count) => 'Nov 26 10:00:01 host job[12]: cat: /fsx/a: No data available\n'.repeat(count),
    ],
    [
      'states of many machines, the newest first',
      (count) =>
        Array.from(
          { length: count },
          (_, index) => `2026-11-26T10:00:00.${9999 - index}Z node${1000 + index}: /fsx/a: (0x00000000)\n`,
        ).join(''),
    ],
    ['cells of one row', (count) => `${'| a '.repeat(count)}| a.txt: NOOP |`],
    ['pieces of code in one line', (count) => `: NOOP ${'`/fsx/a: NOOP` '.repeat(count)}`],
    ['numbers in one line', (count) => `: NOOP ${'7: '.repeat(count)}`],
    ['titles of windows that do not end', (count) => `${String.fromCharCode(27)}]0;`.repeat(count)],
    ['returns of the cursor', (count) => '\r'.repeat(count * 100)],
    ['lines of anything', (count) => '2026-11-24 INFO 12 requests were answered\n'.repeat(count)],
  ];
  for (const [name, text] of FORMS) {
    it(`${name}: twice as many take twice as long to read`, () => {
      const [once, twice] = [200, 400].map((count) => {
        const pasted = text(count);
        return charactersSearched(() => void readMixedText(pasted));
      });
      assert.ok(once !== undefined && twice !== undefined && once > 0);
      assert.ok(twice <= 2.1 * once, `${once} characters for 200, ${twice} for 400`);
    });
  }

  it('each sentence keeps its own error of the AWS CLI', () => {
    const error = (operation: string) =>
      `An error occurred (AccessDenied) when calling the ${operation} operation: ${SENTENCE}`;
    const [first, second, third] = readAccessDenials(
      [error('GetObject'), SENTENCE, error('HeadObject')].join('\n'),
    );
    assert.deepEqual(
      [first?.operation, second?.operation, third?.operation],
      ['GetObject', undefined, 'HeadObject'],
    );
  });
});
