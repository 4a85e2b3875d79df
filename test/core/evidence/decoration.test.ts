import assert from 'node:assert/strict';
import { withoutDecoration } from '../../../core/evidence/decoration';

const ESC = String.fromCharCode(27);
const BELL = String.fromCharCode(7);

describe('what a terminal, a mail or a chat puts around a text', () => {
  const CASES: [name: string, text: string, plain: string][] = [
    ['colours', `${ESC}[01;32ma${ESC}[0m b`, 'a b'],
    ['pasting in brackets', `${ESC}[200~a${ESC}[201~${ESC}[?2004l\rb`, 'a\nb'],
    ['the title of a window', `${ESC}]0;user@host:~${BELL}a${ESC}]2;t${ESC}\\b`, 'ab'],
    ['character sets', `${ESC}(Ba${ESC}=`, 'a'],
    ['a line written over', 'Completed 1 MiB\rdownload failed', 'Completed 1 MiB\ndownload failed'],
    ['line breaks of Windows', 'a\r\nb\r\r\nc', 'a\r\nb\r\r\nc'],
    ['a quotation', '> a\n>b\n> > c\n>>  d', 'a\nb\nc\n d'],
    ['a quotation in HTML', '&gt; a\n&gt; &gt; b', 'a\nb'],
    ['a frame of Terraform', '│ a\n╵', 'a\n'],
    ['none', 'a > b | c &gt; d', 'a > b | c &gt; d'],
  ];
  for (const [name, text, plain] of CASES) {
    it(name, () => {
      assert.equal(withoutDecoration(text), plain);
    });
  }
});
