/** A text two columns further to the right; empty lines stay empty. */
export function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
