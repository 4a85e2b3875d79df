import { writeAtomically } from './write';

/** A JSON document of the state. It is in memory; each change is written before it is answered. */
export class StoreDocument<Value> {
  readonly #path: string;
  #value: Value;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(path: string, value: Value) {
    this.#path = path;
    this.#value = value;
  }

  /** As it is now. Change it in `change` only. */
  get value(): Value {
    return this.#value;
  }

  /** Changes the value and waits until it is written. The change itself is done at once, in one go. */
  async change<Result>(make: (value: Value) => Result): Promise<Result> {
    const result = make(this.#value);
    await this.#written();
    return result;
  }

  /** Changes that come while the file is being written share the next writing. */
  #written(): Promise<void> {
    this.#next ??= (this.#running ?? Promise.resolve()).then(() => {
      this.#next = undefined;
      const running = writeAtomically(this.#path, JSON.stringify(this.#value));
      this.#running = running.catch(() => undefined);
      return running;
    });
    return this.#next;
  }
}
