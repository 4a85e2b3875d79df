/**
 * Wildcards as IAM has them: `*` stands for any text, `?` for one character.
 * Source: IAM User Guide, "IAM JSON policy elements: Action" and "Resource".
 */

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/**
 * Whether a pattern covers a whole text. Case counts: fold both where it does not.
 * Linear but for backtracking to the last `*`, so that no pattern can make it slow.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let starText = 0;
  for (let index = 0; index < text.length;) {
    if (at < pattern.length && pattern[at] === '*') {
      star = at++;
      starText = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++starText;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
