const ESCAPE = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');
const FRAME = /^[ \t]*[│╷╵|>]+[ \t]?/gm;

/** A pasted text without colours, frames of Terraform's and quotation marks of mails. */
export function withoutDecoration(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(ESCAPE, '')
    .replace(FRAME, '');
}
