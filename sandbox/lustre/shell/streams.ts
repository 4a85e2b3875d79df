/** Most that one command may write, in bytes; what comes after it is dropped. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Takes what a command writes. */
export class Output {
  readonly #chunks: Buffer[] = [];
  #length = 0;

  write(data: string | Buffer): void {
    const chunk = Buffer.from(data);
    if (this.#length + chunk.length > MAX_BYTES) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  get content(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/** What a command reads: a whole, or lines one after the other. */
export class Input {
  readonly #content: Buffer;
  #at = 0;

  constructor(content: Buffer) {
    this.#content = content;
  }

  /** All that is left. */
  rest(): Buffer {
    const rest = this.#content.subarray(this.#at);
    this.#at = this.#content.length;
    return rest;
  }

  /** Up to a byte, which is left out; `isWhole` tells whether it was there. Undefined at the end. */
  upTo(byte: number): { readonly text: string; readonly isWhole: boolean } | undefined {
    if (this.#at >= this.#content.length) return undefined;
    const end = this.#content.indexOf(byte, this.#at);
    const text = this.#content.subarray(this.#at, end < 0 ? undefined : end).toString('utf8');
    this.#at = end < 0 ? this.#content.length : end + 1;
    return { text, isWhole: end >= 0 };
  }
}

export interface Streams {
  readonly input: Input;
  readonly output: Output;
  readonly errors: Output;
}

export function noInput(): Input {
  return new Input(Buffer.alloc(0));
}
