/** What the readers of the world share: the files, and how their values, policies and places are read. */
import { contentOf, entryOf, itemsOf } from '../../syntax/inspect';
import { policyOfDocument } from '../../syntax/policy-document';
import type { Located, Project } from '../../syntax/project';
import type { Resource } from '../../syntax/source-file';
import type { ObjectValue, Value } from '../../syntax/value';
import { fileSystemRoleArn } from '../../facts/arns';
import { isRecord } from '../../json-value';
import { sidOf, statementsOf } from '../../policies/statements';
import { computeWith, type BucketNames, type KeyArns } from './computed';
import { isGivenValue } from './given';
import { ASSOCIATION, BUCKET, FILE_SYSTEM, KEY_TYPES } from './kinds';
import { Places, type GivenAccounts } from './places';
import { isKnownText, isOpaque, shortPath, unknownText } from './text';
import { Values, type ReadPart, type Target } from './values';
import type { HeldPolicy } from './world';

/** Policy documents that may be merged, each into the next. */
const MAX_MERGED = 8;

export class Reading {
  readonly values: Values;
  readonly places: Places;

  constructor(
    readonly project: Project,
    given: GivenAccounts,
    keyArns: KeyArns,
    bucketNames: BucketNames,
  ) {
    this.places = new Places(given);
    this.values = new Values(project, computeWith(this.places, keyArns, bucketNames));
  }

  /** Resources of a type, in the order of the files. */
  resources(...types: readonly string[]): Located[] {
    return this.all('resource', types);
  }

  dataSources(...types: readonly string[]): Located[] {
    return this.all('data', types);
  }

  /** An attribute as text, as far as it is known. */
  text(located: Located, name: string, block: ObjectValue = located.resource.body): string | undefined {
    return this.values.text(entryOf(block, name), located);
  }

  /** Whether an attribute is given at all, be it unknown. In a plan, what is left to AWS is unknown and made of nothing. */
  isGiven(located: Located, name: string, block: ObjectValue = located.resource.body): boolean {
    return isGivenValue(entryOf(block, name));
  }

  /** True, false, or not known; `whenOmitted` where it is not given. */
  flag(located: Located, name: string, whenOmitted: boolean): boolean | undefined {
    if (!this.isGiven(located, name)) return whenOmitted;
    const text = this.text(located, name);
    return text === 'true' ? true : text === 'false' ? false : undefined;
  }

  account(located: Located): string {
    return this.places.account(located, this.values);
  }

  region(located: Located): string {
    return this.places.region(located, this.values);
  }

  /** The role of the file system that a value is made with, in the file system's account. */
  roleOf(targets: readonly Target[], account?: string): string | undefined {
    const found = targets.find(
      ({ resource, attribute }) =>
        (resource.type === FILE_SYSTEM && (attribute[0] === 'id' || attribute.length === 0)) ||
        (resource.type === ASSOCIATION && attribute[0] === 'file_system_id'),
    );
    if (!found) return undefined;
    const id = this.values.attribute(found, found.resource.type === ASSOCIATION ? 'file_system_id' : 'id');
    const partition = this.places.partition(found, this.values);
    return id === undefined ? undefined : fileSystemRoleArn(partition, account ?? this.account(found), id);
  }

  /** A key as it is named; where a plan shows only what the name is made from, the ARN of that key. */
  keyText(value: Value | undefined, located: Located): string | undefined {
    return this.textOrTarget(value, located, KEY_TYPES, 'arn');
  }

  /** A bucket's name; where a plan shows only what it is made from, the name of that bucket. */
  bucketName(value: Value | undefined, located: Located): string | undefined {
    return this.textOrTarget(value, located, [BUCKET], 'id');
  }

  private textOrTarget(
    value: Value | undefined,
    located: Located,
    types: readonly string[],
    attribute: string,
  ): string | undefined {
    const text = this.values.text(value, located);
    if (text !== undefined && !isOpaque(text)) return text;
    const found = this.values.targets(value, located).filter(({ resource }) => types.includes(resource.type));
    const [target, ...others] = [...new Map(found.map((one) => [one.resource, one])).values()];
    return target && others.length === 0 ? this.values.attribute(target, attribute) : text;
  }

  /** The policy that an attribute holds. */
  policy(value: Value | undefined, located: Located): HeldPolicy {
    const name = `policy of ${located.resource.address}`;
    return { document: this.document(value, located), name, place: located };
  }

  /** A policy document as JSON, or `${…}` where it cannot be seen. */
  document(value: Value | undefined, located: Located): unknown {
    return this.documentIn(value, located, []);
  }

  /** @param around the documents that this one is merged into, which it cannot have in it */
  private documentIn(value: Value | undefined, located: Located, around: readonly Resource[]): unknown {
    const content = contentOf(value);
    if (content?.kind === 'object') return this.values.json(content, located, this.policyPart);
    const made = this.values
      .targets(content, located)
      .filter(({ resource }) => resource.type === 'aws_iam_policy_document');
    const [document, ...others] = [...new Map(made.map((target) => [target.resource, target])).values()];
    if (document && others.length === 0 && isFromDocument(content) && around.length < MAX_MERGED) {
      if (!around.includes(document.resource)) return this.documentOf(document, around);
      const { resource, file } = document;
      return unknownText(`${resource.address}, made from itself, in ${shortPath(file.path)}`);
    }
    const json = this.values.json(content, located);
    if (typeof json === 'object' && json !== null) return json;
    return typeof json === 'string' && !isKnownText(json)
      ? json
      : (parsed(json) ??
          unknownText(`policy of ${located.resource.address} in ${shortPath(located.file.path)}`));
  }

  /** What an `aws_iam_policy_document` makes, with the documents that it merges. */
  private documentOf(document: Located, around: readonly Resource[]): unknown {
    const { body } = document.resource;
    const known = entryOf(body, 'json');
    if (known && known.kind !== 'unknown' && known.kind !== 'null') {
      return this.values.json(known, document);
    }
    const merged = ['source_policy_documents', 'override_policy_documents'].map((name) =>
      itemsOf(entryOf(body, name)).map((item) =>
        this.documentIn(item, document, [...around, document.resource]),
      ),
    );
    const bare: ObjectValue = {
      ...body,
      entries: body.entries.filter(({ key }) => !key.text.endsWith('_policy_documents')),
    };
    const own = withDefaults(this.values.json(policyOfDocument(bare), document, this.policyPart));
    const [sources = [], overrides = []] = merged;
    return [...sources, own, ...overrides].reduce(merge);
  }

  /** What a plan shows of a text in a policy: a reference, and nothing of what stands around it. */
  private readonly policyPart: ReadPart = (targets, texts) => {
    const role = this.roleOf(targets);
    if (role !== undefined) return role;
    const [text, ...more] = [...new Set(texts)];
    // Nothing but the ARN itself makes sense for a key or a principal; behind a bucket's there may be a path.
    return text !== undefined && more.length === 0 && /^arn:[^:]+:(kms|iam|sts):/.test(text)
      ? text
      : undefined;
  };

  private all(kind: 'resource' | 'data', types: readonly string[]): Located[] {
    return this.project.files.flatMap((file) =>
      file.resources
        .filter((resource) => resource.kind === kind && types.includes(resource.type))
        .map((resource) => ({ file, resource })),
    );
  }
}

function isFromDocument(value: Value | undefined): boolean {
  const references =
    value?.kind === 'reference' ? [value] : value?.kind === 'unknown' ? value.references : [];
  return references.length === 1;
}

/** The version that an `aws_iam_policy_document` has when it names none; its reader fills in the effects. */
function withDefaults(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  return { Version: '2012-10-17', ...document };
}

function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Statements of both; one with a Sid that the first has takes its place. */
function merge(first: unknown, second: unknown): unknown {
  const [a, b] = [partsOf(first), partsOf(second)];
  const replaced = new Map(b.flatMap((item) => (sidOf(item) === undefined ? [] : [[sidOf(item), item]])));
  const kept = a.map((item) => {
    const sid = sidOf(item);
    const other = sid === undefined ? undefined : replaced.get(sid);
    if (other !== undefined) replaced.delete(sid);
    return other ?? item;
  });
  const added = b.filter((item) => sidOf(item) === undefined || replaced.has(sidOf(item)));
  return { Version: '2012-10-17', Statement: [...kept, ...added] };
}

/** One that is a text as a whole is kept: it is not known yet. */
function partsOf(document: unknown): unknown[] {
  return isRecord(document) ? statementsOf(document) : [document];
}
