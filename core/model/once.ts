/** What is worked out of an object when it is first asked for, and kept with it: many rules ask the same. */
export type Once<Self> = <T>(work: (self: Self) => T) => T;

/**
 * Makes an object's `once`. What a function makes of the object is kept by the function, so that it has to be one
 * and the same each time: a function of a module, never one that is made for the call.
 * @param self the object; asked for only when something is worked out
 */
export function onceOf<Self>(self: () => Self): Once<Self> {
  let kept: Map<(self: Self) => unknown, unknown> | undefined;
  return <T>(work: (self: Self) => T): T => {
    kept ??= new Map();
    const known = kept.get(work);
    if (known !== undefined || kept.has(work)) return known as T;
    const made = work(self());
    kept.set(work, made);
    return made;
  };
}
