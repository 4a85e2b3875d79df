/** The first line in which two texts differ. */
export interface Difference {
  /** From 1. */
  line: number;
  /** The line in each; undefined behind its end. */
  found: string | undefined;
  wanted: string | undefined;
}

/** Where two texts first differ, line by line; undefined where they are the same. */
export function firstDifference(found: string, wanted: string): Difference | undefined {
  if (found === wanted) return undefined;
  const [is, shouldBe] = [found.split('\n'), wanted.split('\n')];
  const index = shouldBe.findIndex((line, number) => line !== is[number]);
  const at = index < 0 ? shouldBe.length : index;
  return { line: at + 1, found: is[at], wanted: shouldBe[at] };
}
