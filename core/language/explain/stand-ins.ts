/** Short names for what the files do not show: `<Region>`, `<key id>`. A report explains each of them once. */

/** What is not known, by how it is called in the world, and the short name that it gets. */
const SHORT: readonly { readonly what: RegExp; readonly name: string }[] = [
  { what: /^region of /, name: 'Region' },
  { what: /^id of the key /, name: 'key id' },
  { what: /^id of the file system/, name: 'file system id' },
  { what: /^name of the bucket/, name: 'bucket' },
  { what: /^account of /, name: 'account' },
  { what: /^role with /, name: 'role' },
  { what: /^key of /, name: 'key' },
  { what: /^administrator$/, name: 'administrator' },
];

/** Said of what would be no explanation of itself. */
const MEANINGS: Readonly<Record<string, string>> = {
  administrator: 'somebody who works in the account; no file says who',
};

const REFERENCE = /\$\{([^{}]*)\}/g;

/** A stand-in as it appears in a text, for patterns that are made of others. */
export const STAND_IN = '<[A-Za-z][A-Za-z ]*(?: \\d+)?>';

export class StandIns {
  private readonly names = new Map<string, string>();

  /** A text with short names in the place of `${…}`; expressions of the files stay as they are. */
  in(text: string): string {
    return text.replace(REFERENCE, (whole, what: string) => this.nameOf(what) ?? whole);
  }

  /** Every stand-in that was used, with what it stands for. */
  get used(): { readonly name: string; readonly meaning: string }[] {
    return [...this.names].map(([what, name]) => ({ name, meaning: MEANINGS[what] ?? what }));
  }

  private nameOf(what: string): string | undefined {
    const known = this.names.get(what);
    if (known !== undefined) return known;
    const short = SHORT.find((one) => one.what.test(what));
    if (!short) return undefined;
    const taken = [...this.names.keys()].filter((other) => short.what.test(other)).length;
    const name = taken === 0 ? `<${short.name}>` : `<${short.name} ${taken + 1}>`;
    this.names.set(what, name);
    return name;
  }
}
