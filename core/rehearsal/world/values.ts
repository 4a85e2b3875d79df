/** Values of Terraform as JSON: references followed through files, what is known after apply given its form. */
import { childValue, contentOf, itemsOf, textOf } from '../../syntax/inspect';
import { withoutIndices } from '../../syntax/plan-configuration';
import type { Located, Project } from '../../syntax/project';
import type { Resource, SourceFile } from '../../syntax/source-file';
import type { ReferenceValue, UnknownValue, Value } from '../../syntax/value';
import { Following, type CutOff } from './following';
import { pickInstance } from './instances';
import { PlanReferences } from './plan-references';
import { outputOf } from './remote-state';
import { isOpaque, shortPath, unknownText } from './text';

/** A resource, and what is taken of it. */
export interface Target extends Located {
  readonly attribute: readonly string[];
}

/** Gives an attribute that is known after apply only a text of its form; undefined where it has none. */
export type Compute = (target: Target, values: Values) => string | undefined;

/** Reads text around which a plan does not show what else there is; undefined leaves it unknown. */
export type ReadPart = (targets: readonly Target[], texts: readonly string[]) => string | undefined;

/** Steps from one resource to the next on the way to those that a value is made from. */
const MAX_DEPTH = 16;

export class Values {
  private readonly plans = new Map<SourceFile, PlanReferences>();
  private readonly followings = new Map<ReadPart, Following>();
  private readonly numbers = new Map<Resource, number>();

  constructor(
    readonly project: Project,
    private readonly compute: Compute,
  ) {}

  /** A value as text; what of it is not known stands as `${…}`. Undefined when there is none, or it is no text. */
  text(value: Value | undefined, from: Located): string | undefined {
    const json = this.json(value, from);
    return typeof json === 'number' || typeof json === 'boolean' ? String(json) : asText(json);
  }

  /** A value as text, where it is known at all. */
  known(value: Value | undefined, from: Located): string | undefined {
    const text = this.text(value, from);
    return text === undefined || isOpaque(text) ? undefined : text;
  }

  /** An attribute of a resource as text, written there or known after apply only. */
  attribute(located: Located, name: string): string | undefined {
    const target: Target = { file: located.file, resource: located.resource, attribute: [name] };
    return asText(this.taken(target, wholeText));
  }

  /**
   * A value as JSON.
   * @param readPart reads what a plan shows only in part; by default it is taken as the whole
   * @param isInside whether it stands in another value
   */
  json(value: Value | undefined, from: Located, readPart: ReadPart = wholeText, isInside = false): unknown {
    if (value === undefined || value.kind === 'null') return undefined;
    switch (value.kind) {
      case 'string':
        return value.text;
      case 'number':
      case 'boolean':
        return value.value;
      case 'list': {
        const items = value.items.map((item) => this.json(item, from, readPart, isInside));
        return value.complete ? items : [...items, this.name('more items', from)];
      }
      case 'object':
        if (!value.complete && isInside) return this.name('an expression', from);
        return Object.fromEntries(
          value.entries.map(({ key, value: inner }) => [key.text, this.json(inner, from, readPart, true)]),
        );
      case 'json':
        return this.json(value.content, from, readPart, isInside);
      case 'template':
        return value.parts
          .map((part) =>
            part.kind === 'string' ? part.text : (asText(this.json(part, from, wholeText, isInside)) ?? ''),
          )
          .join('');
      case 'reference':
        return this.reference(value, from, readPart);
      case 'unknown':
        return this.unknown(value, from, readPart);
    }
  }

  /** The resources that a value is made from, through variables, outputs and other stacks. */
  targets(value: Value | undefined, from: Located): Target[] {
    return this.targetsOf(value, from, new Set(), 0);
  }

  /** @param followed references that were met before: each is followed once */
  private targetsOf(value: Value | undefined, from: Located, followed: Set<string>, depth: number): Target[] {
    const content = contentOf(value);
    const ofAll = (values: readonly Value[]) =>
      values.flatMap((one) => this.targetsOf(one, from, followed, depth));
    if (content?.kind === 'template') return ofAll(content.parts);
    if (content?.kind === 'list') return ofAll(content.items);
    if (content?.kind === 'unknown') return ofAll(content.references);
    if (content?.kind !== 'reference' || depth > MAX_DEPTH) return [];
    const key = this.referenceKey(content, from);
    if (followed.has(key)) return [];
    followed.add(key);
    const step = this.step(content, from);
    if (!step) return this.isLocal(content) ? this.relevant(from) : [];
    if ('value' in step) return this.targetsOf(step.value, step.from, followed, depth + 1);
    return [step.target, ...this.targetsOf(this.attributeOf(step.target), step.target, followed, depth + 1)];
  }

  /** Resources of a plan that something in it depends on: all that is left of its locals. */
  relevant(from: Located): Target[] {
    return this.planOf(from.file)
      .relevant()
      .flatMap((reference) => {
        const step = this.step(reference, from);
        return step && 'target' in step ? [step.target] : [];
      });
  }

  private reference(value: ReferenceValue, from: Located, readPart: ReadPart): unknown {
    const step = this.step(value, from);
    if (!step) return this.name(value.text, from);
    if ('target' in step) return this.taken(step.target, readPart);
    const { value: meant, from: place } = step;
    return this.followingFor(readPart).follow(
      this.referenceKey(value, from),
      () => this.json(meant, place, readPart, true),
      (why) => this.cutOffName(value.text, why, from),
    );
  }

  /** What is taken of a resource. */
  private taken(target: Target, readPart: ReadPart): unknown {
    return this.followingFor(readPart).follow(
      this.key(target.resource, target.attribute),
      () => this.readTaken(target, readPart),
      (why) => this.cutOffName(addressIn(target), why, target),
    );
  }

  private readTaken(target: Target, readPart: ReadPart): unknown {
    const own = this.attributeOf(target);
    const known = own && own.kind !== 'unknown' && own.kind !== 'null';
    if (known) return this.json(own, target, readPart, true);
    const computed = this.compute(target, this);
    if (computed !== undefined) return computed;
    if (own?.kind === 'unknown' && own.references.length > 0) return this.json(own, target, readPart, true);
    return this.name(addressIn(target), target);
  }

  private unknown(value: UnknownValue, from: Located, readPart: ReadPart): unknown {
    const name = this.name(nameOf(value), from);
    const isPlan = from.file.language === 'plan';
    if (value.reason !== 'computed' && !isPlan) return name;
    const references = withoutIndexes(value.references);
    if (readPart !== wholeText) {
      const texts = references.flatMap((reference) => asText(this.json(reference, from)) ?? []);
      return readPart(this.targets(value, from), texts) ?? name;
    }
    const [only, ...more] = references;
    if (!only || more.length > 0) return name;
    return this.json(only, from) ?? name;
  }

  private followingFor(readPart: ReadPart): Following {
    const following = this.followings.get(readPart) ?? new Following();
    this.followings.set(readPart, following);
    return following;
  }

  /** What a reference means hangs on the resource that it stands in: its module, its instance. */
  private referenceKey({ target, index, attribute }: ReferenceValue, { resource }: Located): string {
    return this.key(resource, [target, `[${index ?? ''}]`, ...attribute]);
  }

  private key(resource: Resource, names: readonly string[]): string {
    const number = this.numbers.get(resource) ?? this.numbers.size;
    this.numbers.set(resource, number);
    return [number, ...names].join('\n');
  }

  /** One step along a reference: to a resource, or to a value that stands for it. */
  private step(
    reference: ReferenceValue,
    from: Located,
  ): { target: Target } | { value: Value; from: Located } | undefined {
    const isState = reference.target.includes('data.terraform_remote_state.');
    const candidates = this.resources(reference, from);
    const located = pickInstance(candidates, from.resource, reference.index);
    if (isState && located) {
      const output = outputOf(located, reference.attribute, this.project);
      if (output) return output;
    }
    if (located) return { target: { ...located, attribute: reference.attribute } };
    if (from.file.language !== 'plan') return undefined;
    const value = this.planOf(from.file).follow(reference, from.resource);
    return value && { value, from };
  }

  private resources(reference: ReferenceValue, from: Located): readonly Located[] {
    const own = this.project.resources.get(from.file.path) ?? this.project.resources.get(folderOf(from.file));
    return own?.get(withoutIndices(reference.target)) ?? [];
  }

  private attributeOf({ resource, attribute }: Target): Value | undefined {
    if (attribute.length === 0) return undefined;
    return attribute.reduce<Value | undefined>(childOrOnly, resource.body);
  }

  private isLocal({ target }: ReferenceValue): boolean {
    return /(^|\.)local\./.test(target);
  }

  private planOf(file: SourceFile): PlanReferences {
    const known = this.plans.get(file) ?? new PlanReferences(file);
    this.plans.set(file, known);
    return known;
  }

  private cutOffName(text: string, why: CutOff, from: Located): string {
    return this.name(why === 'made from itself' ? `${text}, made from itself,` : text, from);
  }

  private name(text: string, { file }: { file: SourceFile; resource?: Resource }): string {
    return unknownText(`${text} in ${shortPath(file.path)}`);
  }
}

/**
 * `x[each.key].arn` is in a plan a reference to `x` and one to `each.key`: the second only says which. Of a text
 * that is mentioned twice, once is enough.
 */
function withoutIndexes(references: readonly ReferenceValue[]): readonly ReferenceValue[] {
  const distinct = [...new Map(references.map((reference) => [reference.text, reference])).values()];
  const indexed = distinct.some(({ target, attribute }) => attribute.length === 0 && !INDEX.test(target));
  return indexed ? distinct.filter(({ target }) => !INDEX.test(target)) : distinct;
}

const INDEX = /(^|\.)(each|count)(\.\w+)?$/;

/** A step into a value; a block that stands there once is entered without its index. */
function childOrOnly(value: Value | undefined, step: string): Value | undefined {
  const direct = childValue(value, step);
  if (direct || value?.kind !== 'list' || /^\d+$/.test(step)) return direct;
  return childValue(value.items[0], step);
}

function addressIn({ resource, attribute }: Target): string {
  return [resource.address, ...attribute].join('.');
}

function folderOf({ path }: SourceFile): string {
  return `${path.replace(/[^/\\]*$/, '')}*`;
}

function nameOf({ text, references }: UnknownValue): string {
  if (text !== '') return text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return references.map((reference) => reference.text).join(', ') || 'a value known after apply';
}

function asText(json: unknown): string | undefined {
  if (typeof json === 'string') return json;
  return typeof json === 'number' || typeof json === 'boolean' ? String(json) : undefined;
}

/** Takes what a plan shows of a text as the whole of it. */
export const wholeText: ReadPart = (_, texts) => (texts.length === 1 ? texts[0] : undefined);

/** The items of a list as texts. */
export function textsIn(value: Value | undefined): string[] {
  return itemsOf(value).flatMap((item) => textOf(item) ?? []);
}
