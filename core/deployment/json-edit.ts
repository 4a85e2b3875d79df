/** Smallest edits of a JSON text: what is around a value stays, its comments above all. */
import {
  createScanner,
  findNodeAtLocation,
  modify,
  parseTree,
  SyntaxKind,
  type Edit,
  type FormattingOptions,
  type Node,
} from 'jsonc-parser';

/**
 * Sets the value at a path, or takes its property away.
 * @param value undefined takes it away; what is not there already is then left alone
 */
export function setValue(
  text: string,
  path: readonly string[],
  value: string | number | boolean | undefined,
): Edit[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, [...path]);
  if (value === undefined) return node?.parent ? removal(text, node.parent) : [];
  const content = JSON.stringify(value);
  if (node) return [{ offset: node.offset, length: node.length, content }];
  const parent = root && findNodeAtLocation(root, path.slice(0, -1));
  const last = parent?.type === 'object' ? parent.children?.at(-1) : undefined;
  if (!last) return modify(text, [...path], value, { formattingOptions: formattingOf(text) });
  return [insertion(text, last, `${JSON.stringify(path.at(-1))}: ${content}`)];
}

/** After the last property, on a line of its own if that is. */
function insertion(text: string, last: Node, property: string): Edit {
  const lead = /\r?\n[ \t]*$/.exec(text.slice(0, last.offset))?.[0] ?? ' ';
  return { offset: endOf(last), length: 0, content: `,${lead}${property}` };
}

/** The property with the blanks before it, and the comma that is no longer needed: the one after it, else the one before. */
function removal(text: string, property: Node): Edit[] {
  const siblings = property.parent?.children ?? [];
  const previous = siblings[siblings.indexOf(property) - 1];
  const blanks = /\s*$/.exec(text.slice(0, property.offset))?.[0].length ?? 0;
  const own = { offset: property.offset - blanks, length: property.length + blanks, content: '' };
  const after = commaFrom(text, endOf(property));
  if (after !== undefined) return [own, { offset: after, length: 1, content: '' }];
  const before = previous && commaFrom(text, endOf(previous));
  return before === undefined ? [own] : [{ offset: before, length: 1, content: '' }, own];
}

/** Where the next comma is, with nothing but blanks and comments before it. */
function commaFrom(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  return scanner.scan() === SyntaxKind.CommaToken ? scanner.getTokenOffset() : undefined;
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

/** The file's own indentation and line ends. */
function formattingOf(text: string): FormattingOptions {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const isTabs = indent.startsWith('\t');
  return {
    insertSpaces: !isTabs,
    tabSize: isTabs ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
