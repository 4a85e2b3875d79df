/** Texts that have to fit. */

const MORE = '…';
const GAP = '\n\n';

/** A text, or as much of it as a limit takes, with a sign that it goes on. @param max UTF-16 code units */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  // Half of a character is none.
  return text.slice(0, max - MORE.length).replace(/[\uD800-\uDBFF]$/, '') + MORE;
}

/**
 * Paragraphs of markdown, one after the other, as many as a limit takes; how many are left out is said at the end.
 * The first one is always there, cut if need be.
 * @param max UTF-16 code units, a hundred at least
 */
export function fitParagraphs(paragraphs: readonly string[], max: number): string {
  const whole = paragraphs.join(GAP);
  if (whole.length <= max) return whole;
  const [first = '', ...others] = paragraphs;
  const room = max - GAP.length - leftOut(paragraphs.length).length;
  let text = cut(first, room);
  let kept = 1;
  for (const paragraph of others) {
    if (text.length + GAP.length + paragraph.length > room) break;
    text += GAP + paragraph;
    kept++;
  }
  return kept === paragraphs.length ? text : text + GAP + leftOut(paragraphs.length - kept);
}

function leftOut(count: number): string {
  return `… and ${count} more.`;
}

/** `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
