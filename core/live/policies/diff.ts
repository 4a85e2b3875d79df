/**
 * Two JSON documents side by side, as lines that come and go. The comma after a line that others follow now is no
 * change of it.
 */

/** Lines around a change that are shown with it. */
const AROUND = 3;

/** @returns lines that begin with `+`, `-` or a blank; empty where both are the same */
export function diffJson(before: unknown, after: unknown): string[] {
  const [left, right] = [before, after].map(linesOf) as [string[], string[]];
  const lines = diffLines(left, right);
  if (lines.every((line) => line.startsWith(' '))) return [];
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((line) => !line.startsWith(' ')),
  );
  return lines.flatMap((line, at) => {
    if (near[at] === true) return [line];
    return at > 0 && near[at - 1] === true && at < lines.length - 1 ? [' …'] : [];
  });
}

function linesOf(value: unknown): string[] {
  return value === undefined ? [] : JSON.stringify(value, null, 2).split('\n');
}

function isSame(left: string | undefined, right: string | undefined): boolean {
  return left?.replace(/,$/, '') === right?.replace(/,$/, '');
}

/** By the longest common run of lines; policies have some hundred at most. */
function diffLines(left: readonly string[], right: readonly string[]): string[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const length = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) {
        row[j] = isSame(left[i], right[j])
          ? length(i + 1, j + 1) + 1
          : Math.max(length(i + 1, j), length(i, j + 1));
      }
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && isSame(left[i], right[j])) {
      lines.push(` ${right[j] ?? ''}`);
      i++;
      j++;
    } else if (i < left.length && (j >= right.length || length(i + 1, j) >= length(i, j + 1))) {
      lines.push(`-${left[i] ?? ''}`);
      i++;
    } else {
      lines.push(`+${right[j] ?? ''}`);
      j++;
    }
  }
  return lines;
}
