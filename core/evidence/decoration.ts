const ESC = String.fromCharCode(27);
const BELL = String.fromCharCode(7);
/** Colours and moves of the cursor, titles of windows, character sets, modes of the keypad. */
const ESCAPE = new RegExp(
  `${ESC}(?:\\[[0-9;?]*[@-~]|\\][^${ESC}${BELL}\\n]{0,500}(?:${BELL}|${ESC}\\\\)|[()][A-Za-z0-9]|[=>78cDEHM])`,
  'g',
);
const FRAME = /^[ \t]*(?:(?:[│╷╵|>]|&gt;)[ \t]?)+/gm;
/** A terminal goes back to the beginning of a line, and writes another over it. */
const OVERWRITTEN = /\r(?![\r\n])/g;

/** A pasted text without colours, frames of Terraform's and quotation marks of mails and chats. */
export function withoutDecoration(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(ESCAPE, '')
    .replace(OVERWRITTEN, '\n')
    .replace(FRAME, '');
}
