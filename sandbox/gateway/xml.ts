/** The little XML that AWS's query and REST protocols take: elements and texts, attributes left aside. */

export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** Text between its tags, its children's left out. */
  readonly text: string;
}

/** The root element of a text; undefined when it is no XML of that kind. */
export function parseXml(text: string): XmlElement | undefined {
  const open: { name: string; children: XmlElement[]; text: string }[] = [
    { name: '', children: [], text: '' },
  ];
  // A prolog, comments, CDATA, or a tag; what lies between is text.
  const tokens =
    /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;
  let end = 0;
  for (const token of text.matchAll(tokens)) {
    const current = open.at(-1);
    if (!current) return undefined;
    const between = text.slice(end, token.index);
    if (between.includes('<')) return undefined;
    current.text += unescapeXml(between);
    end = token.index + token[0].length;
    const [, cdata, closing, qualified, , selfClosing] = token;
    if (cdata !== undefined) current.text += cdata;
    if (qualified === undefined) continue;
    const name = qualified.slice(qualified.indexOf(':') + 1);
    if (closing === '/') {
      const parent = open.at(-2);
      if (!parent || current.name !== name) return undefined;
      open.pop();
      parent.children.push(current);
    } else if (selfClosing === '/') {
      current.children.push({ name, children: [], text: '' });
    } else {
      if (open.length > MAX_DEPTH) return undefined;
      open.push({ name, children: [], text: '' });
    }
  }
  const [top] = open;
  return open.length === 1 && !text.slice(end).includes('<') ? top?.children[0] : undefined;
}

const MAX_DEPTH = 100;

/** The first element along a path of names; undefined where it ends. */
export function childAt(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (current, name) => current?.children.find((child) => child.name === name),
    element,
  );
}

/** Text of the first element along a path; undefined where there is none. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | undefined {
  return childAt(element, ...path)?.text;
}

/** The children of an element with a name: `member` of a list. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name as string] ?? whole;
    const code = hex === undefined ? Number(decimal) : parseInt(hex as string, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** A text as XML holds it; characters that XML cannot hold at all are left out. */
export function escapeXml(text: string): string {
  return Array.from(text, (character) => ESCAPES[character] ?? (isXml(character) ? character : '')).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Source: Extensible Markup Language (XML) 1.0, production 2, Char. */
function isXml(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || code > 0xffff;
}

/** What an element holds: a text, elements by name (a list: the element several times), nothing when undefined. */
export type XmlContent =
  string | number | boolean | undefined | readonly XmlContent[] | { readonly [name: string]: XmlContent };

/** Elements of an object, one after the other: `{ A: { B: 'x' } }` is `<A><B>x</B></A>`. */
export function toXml(content: XmlContent): string {
  if (content === undefined) return '';
  if (typeof content !== 'object') return escapeXml(String(content));
  if (isList(content)) return content.map(toXml).join('');
  return Object.entries(content)
    .map(([name, value]) => {
      if (value === undefined) return '';
      const values = typeof value === 'object' && isList(value) ? value : [value];
      return values.map((item) => `<${name}>${toXml(item)}</${name}>`).join('');
    })
    .join('');
}

function isList(content: object): content is readonly XmlContent[] {
  return Array.isArray(content);
}
