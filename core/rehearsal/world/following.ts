/** How many values may stand one in the other, each waiting for the next; more would overflow the stack. */
const MAX_UNDERWAY = 100;

/** What could not be read: a value that is being read already, or one behind too many others. */
export type CutOff = 'made from itself' | 'too deep';

interface Read {
  readonly value: unknown;
  /** Place of the outermost value that was met again on the way; `Infinity` where none was. */
  readonly outermost: number;
}

/** Reads values that are made from each other, each once; what is made from itself is cut off where it is met again. */
export class Following {
  private readonly read = new Map<string, Read>();
  /** What is being read, the outermost first, with its place in this order. */
  private readonly underway = new Map<string, number>();
  /** What was read within a cycle: it counts until that has been left. */
  private readonly passing: string[] = [];
  private outermost = Infinity;

  /**
   * A value, read now or before.
   * @param key of the value: the same key is the same value
   * @param read reads it, following others
   * @param cutOff stands for it where it cannot be read
   */
  follow(key: string, read: () => unknown, cutOff: (why: CutOff) => unknown): unknown {
    const known = this.read.get(key);
    if (known) return this.met(known.outermost, known.value);
    const again = this.underway.get(key);
    if (again !== undefined) return this.met(again, cutOff('made from itself'));
    const place = this.underway.size;
    if (place >= MAX_UNDERWAY) return this.met(0, cutOff('too deep'));
    const before = this.outermost;
    const passing = this.passing.length;
    this.outermost = Infinity;
    this.underway.set(key, place);
    const value = read();
    this.underway.delete(key);
    const { outermost } = this;
    this.outermost = before;
    if (outermost < place) {
      this.passing.push(key);
      this.read.set(key, { value, outermost });
      return this.met(outermost, value);
    }
    // Whoever asks next may come into the cycle elsewhere, and be cut off elsewhere.
    for (const one of this.passing.splice(passing)) this.read.delete(one);
    if (outermost === Infinity) this.read.set(key, { value, outermost });
    return value;
  }

  private met(outermost: number, value: unknown): unknown {
    this.outermost = Math.min(this.outermost, outermost);
    return value;
  }
}
