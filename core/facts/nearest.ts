/** Number of single-character edits (insert, delete, replace) between two texts. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replace = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/**
 * The candidate that a mistyped text most likely meant: the one with the fewest edits, case left aside.
 * @param maxEdits more edits than this are no likeness
 * @returns undefined when nothing is near enough
 */
export function nearest(text: string, candidates: readonly string[], maxEdits = 3): string | undefined {
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of candidates) {
    // As many letters more or less are as many edits.
    if (Math.abs(candidate.length - text.length) > maxEdits) continue;
    const edits = editDistance(text.toLowerCase(), candidate.toLowerCase());
    if (edits <= maxEdits && edits < candidate.length && (best === undefined || edits < best.edits)) {
      best = { candidate, edits };
    }
  }
  return best?.candidate;
}
