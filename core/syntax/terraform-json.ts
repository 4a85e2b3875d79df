import { HclExpressions } from './hcl-expression';
import { entryOf, itemsOf } from './inspect';
import { soleInterpolation, withInterpolations } from './interpolation';
import { readJson, type JsonText, type StringReader } from './json';
import { lookupIn, noLookup, type Definitions, type Lookup } from './lookup';
import type { GrammarParser } from './parsers';
import { referenceOrUnknown } from './reference';
import { makeResource } from './resource';
import type { Resource } from './source-file';
import { templateValue } from './template';
import { TextBuilder, type MappedText } from './text-map';
import type { Entry, Range, Value } from './value';

/** How many labels the blocks of a section have; every other section holds blocks with one. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  locals: 0,
  terraform: 0,
};
/** Parsed before an expression, so that it stands where the grammar takes expressions. */
const ATTRIBUTE = 'x=';

/**
 * Reads Terraform's JSON syntax.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export class TerraformJsonFile {
  /** What the file defines, for itself and for the other files of its folder. */
  readonly definitions: Definitions;
  readonly wellFormed: boolean;
  private readonly raw: JsonText;

  /** @param hcl reads the expressions in strings; without it all but plain references is unknown */
  constructor(
    private readonly source: MappedText,
    private readonly hcl: GrammarParser | undefined,
  ) {
    this.raw = readJson(source, this.strings(noLookup));
    this.wellFormed = this.raw.wellFormed;
    this.definitions = this.define();
  }

  /** The whole, references followed. @param elsewhere what other files of the folder define */
  root(elsewhere?: Lookup): Value | undefined {
    if (this.definitions.size === 0 && !elsewhere) return this.raw.value;
    return readJson(this.source, this.strings(lookupIn(this.definitions, elsewhere))).value;
  }

  private strings(lookup: Lookup): StringReader {
    return (text, range) => terraformString(text, range, lookup, this.hcl);
  }

  private define(): Definitions {
    const definitions = new Map<string, (lookup: Lookup) => Value>();
    const define = (name: string, value: Value) => {
      if (value.kind === 'null') return;
      definitions.set(name, (lookup) => this.readAgain(value, lookup));
    };
    for (const locals of itemsOf(entryOf(this.raw.value, 'locals'))) {
      for (const { key, value } of entriesOf(locals)) define(`local.${key.text}`, value);
    }
    for (const variables of itemsOf(entryOf(this.raw.value, 'variable'))) {
      for (const { key, value } of entriesOf(variables)) {
        const preset = entryOf(value, 'default');
        if (preset) define(`var.${key.text}`, preset);
      }
    }
    return definitions;
  }

  private readAgain({ range }: Value, lookup: Lookup): Value {
    const builder = new TextBuilder(this.source);
    builder.copy(range.start, range.end);
    const value = readJson(builder.build(range.start), this.strings(lookup)).value;
    return value ?? { kind: 'unknown', reason: 'missing', text: '', references: [], range };
  }
}

/** The blocks of a Terraform JSON file. */
export function terraformJsonResources(root: Value | undefined): Resource[] {
  return entriesOf(root).flatMap(({ key: section, value }) =>
    section.text === '//' ? [] : blocks(section.text, [], section.range, value, labelsOf(section.text)),
  );
}

function labelsOf(section: string): number {
  return (Object.hasOwn(LABELS, section) ? LABELS[section] : undefined) ?? 1;
}

function blocks(
  block: string,
  labels: readonly string[],
  head: Range,
  value: Value,
  missingLabels: number,
): Resource[] {
  return itemsOf(value).flatMap((item) => {
    if (item.kind !== 'object') return [];
    if (missingLabels === 0) return [makeResource({ block, labels, body: item, range: item.range, head })];
    return item.entries
      .filter((entry) => entry.key.text !== '//')
      .flatMap((entry) =>
        blocks(block, [...labels, entry.key.text], entry.key.range, entry.value, missingLabels - 1),
      );
  });
}

function entriesOf(value: Value | undefined): readonly Entry[] {
  return value?.kind === 'object' ? value.entries : [];
}

/** A string in which Terraform's interpolations stand. */
export function terraformString(
  text: MappedText,
  range: Range,
  lookup: Lookup,
  hcl: GrammarParser | undefined,
): Value {
  const read = (source: MappedText, from: number, to: number) => expression(source, from, to, lookup, hcl);
  const sole = soleInterpolation(text.text);
  if (sole) {
    const value = read(text, sole.from, sole.to);
    return value.kind === 'reference' || value.kind === 'unknown' ? { ...value, range } : value;
  }
  return templateValue(withInterpolations(text, read), range);
}

function expression(
  text: MappedText,
  from: number,
  to: number,
  lookup: Lookup,
  hcl: GrammarParser | undefined,
): Value {
  const source = text.text.slice(from, to);
  const value = referenceOrUnknown(source, text.map.range(from, to));
  if (value.kind === 'reference') return lookup(value) ?? value;
  if (!hcl || !/[([{"]/.test(source)) return value;
  const builder = new TextBuilder(text);
  builder.insert(from, ATTRIBUTE);
  builder.copy(from, to);
  const mapped = builder.build();
  const node = hcl.parse(mapped.text).ofType('body')?.ofType('attribute')?.ofType('expression');
  return node?.end === mapped.text.trimEnd().length ? new HclExpressions(mapped, lookup).value(node) : value;
}
