/** An address as its bits: 4 groups of 8 for IPv4, 8 groups of 16 for IPv6. */
export interface Address {
  groups: readonly number[];
  bitsPerGroup: 8 | 16;
}

/** A range in CIDR notation. */
export interface AddressRange {
  base: Address;
  prefixBits: number;
}

/** Reads an IPv4 or IPv6 address; undefined when the text is none. */
export function parseAddress(text: string): Address | undefined {
  if (text.includes(':')) return parseV6(text);
  const groups = parseV4(text);
  return groups && { groups, bitsPerGroup: 8 };
}

/**
 * Reads a range; without a prefix length it is the one address.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", IP address operators.
 */
export function parseRange(text: string): AddressRange | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const base = parseAddress(address);
  if (!base || more.length > 0) return undefined;
  const bits = base.groups.length * base.bitsPerGroup;
  if (prefix === undefined) return { base, prefixBits: bits };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined;
  return { base, prefixBits: Number(prefix) };
}

/** Whether an address lies in a range of its own family. */
export function inRange(address: Address, range: AddressRange): boolean {
  const { base, prefixBits } = range;
  if (address.bitsPerGroup !== base.bitsPerGroup) return false;
  return base.groups.every((group, index) => {
    const covered = Math.min(Math.max(prefixBits - index * base.bitsPerGroup, 0), base.bitsPerGroup);
    const shift = base.bitsPerGroup - covered;
    return group >> shift === (address.groups[index] ?? 0) >> shift;
  });
}

function parseV4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.map(Number);
}

function parseV6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (!head) return undefined;
  if (halves.length === 1) return head.length === 8 ? { groups: head, bitsPerGroup: 16 } : undefined;
  if (!tail || head.length + tail.length > 7) return undefined;
  const zeros = new Array<number>(8 - head.length - tail.length).fill(0);
  return { groups: [...head, ...zeros, ...tail], bitsPerGroup: 16 };
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes('.')) {
      const [a = 0, b = 0, c = 0, d = 0] = parseV4(part) ?? [NaN];
      if (Number.isNaN(a)) return undefined;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
