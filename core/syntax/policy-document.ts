import { blocksOf, entryOf, findEntry, itemsOf, textOf } from './inspect';
import { TextMap } from './text-map';
import type { Entry, ListValue, ObjectValue, Range, StringValue, Value } from './value';

/** Attributes of a statement that a policy has under another name. */
const RENAMED: readonly (readonly [attribute: string, key: string])[] = [
  ['sid', 'Sid'],
  ['effect', 'Effect'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
];
/** Documents that are merged in, and are not in view. */
const MERGED: readonly string[] = [
  'source_policy_documents',
  'override_policy_documents',
  'source_json',
  'override_json',
];

/**
 * The policy that an `aws_iam_policy_document` makes, as a policy's own tree: what it says stands where the
 * data source says it. `effect` is `Allow` where it is not written.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyOfDocument(body: ObjectValue): ObjectValue {
  const { blocks, complete } = blocksOf(body, 'statement');
  const isMerged = MERGED.some((name) => itemsOf(entryOf(body, name)).length > 0);
  const items = blocks.map(statement);
  const first = firstEntry(body, 'statement')?.key.range ?? body.range;
  const entries: Entry[] = [];
  put(entries, body, 'version', 'Version');
  put(entries, body, 'policy_id', 'Id');
  entries.push({
    key: named('Statement', first),
    value: { kind: 'list', items, complete: complete && !isMerged, range: body.range },
  });
  return { kind: 'object', entries, complete: body.complete, range: body.range };
}

function statement(block: ObjectValue): ObjectValue {
  const entries: Entry[] = [];
  for (const [attribute, key] of RENAMED) put(entries, block, attribute, key);
  const effect = entryOf(block, 'effect');
  if (effect === undefined || isNothing(effect)) {
    entries.push({ key: named('Effect', block.range), value: named('Allow', block.range) });
  }
  putPrincipals(entries, block, 'principals', 'Principal');
  putPrincipals(entries, block, 'not_principals', 'NotPrincipal');
  putConditions(entries, block);
  return { kind: 'object', entries, complete: block.complete, range: block.range };
}

/** Adds an attribute under a policy's name; an empty list and null are as if they were not there. */
function put(entries: Entry[], block: ObjectValue, attribute: string, key: string): void {
  const entry = findEntry(block, attribute);
  if (!entry || isNothing(entry.value)) return;
  entries.push({ key: named(key, entry.key.range), value: withVariables(entry.value) });
}

function isNothing(value: Value): boolean {
  return (
    value.kind === 'null' ||
    (value.kind === 'list' && value.complete && value.items.length === 0) ||
    (value.kind === 'string' && value.text === '')
  );
}

/** `principals { type = "*" }` is the principal `*`; every other type is a name with a list. */
function putPrincipals(entries: Entry[], block: ObjectValue, attribute: string, key: string): void {
  const { blocks, complete } = blocksOf(block, attribute);
  const first = firstEntry(block, attribute);
  if (!first || (blocks.length === 0 && complete)) return;
  const types: Entry[] = [];
  let isComplete = complete;
  for (const principals of blocks) {
    const type = entryOf(principals, 'type');
    const identifiers = entryOf(principals, 'identifiers');
    if (type?.kind !== 'string' || !identifiers) isComplete = false;
    else types.push({ key: type, value: withVariables(identifiers) });
  }
  const [only] = types;
  const everybody = only && types.length === 1 && only.key.text === '*' ? itemsOf(only.value)[0] : undefined;
  const value: Value =
    everybody && isComplete && textOf(everybody) === '*'
      ? everybody
      : {
          kind: 'object',
          entries: types,
          complete: isComplete,
          range: blocks[0]?.range ?? first.value.range,
        };
  entries.push({ key: named(key, first.key.range), value });
}

function putConditions(entries: Entry[], block: ObjectValue): void {
  const { blocks, complete } = blocksOf(block, 'condition');
  const first = firstEntry(block, 'condition');
  if (!first || (blocks.length === 0 && complete)) return;
  const tests = new Map<string, { key: StringValue; entries: Entry[]; range: Range }>();
  let isComplete = complete;
  for (const condition of blocks) {
    const test = entryOf(condition, 'test');
    const variable = entryOf(condition, 'variable');
    const values = entryOf(condition, 'values');
    if (test?.kind !== 'string' || variable?.kind !== 'string' || !values) {
      isComplete = false;
      continue;
    }
    const known = tests.get(test.text) ?? { key: test, entries: [], range: condition.range };
    known.entries.push({ key: variable, value: withVariables(values) });
    tests.set(test.text, known);
  }
  const operators = [...tests.values()].map(({ key, entries: keys, range }): Entry => {
    return { key, value: { kind: 'object', entries: keys, complete: true, range } };
  });
  entries.push({
    key: named('Condition', first.key.range),
    value: {
      kind: 'object',
      entries: operators,
      complete: isComplete,
      range: blocks[0]?.range ?? first.value.range,
    },
  });
}

/** `&{aws:username}` is how the data source writes IAM's `${aws:username}`. */
function withVariables(value: Value): Value {
  if (value.kind === 'string') return { ...value, text: value.text.replaceAll('&{', '${') };
  if (value.kind !== 'list') return value;
  return { ...value, items: value.items.map(withVariables) } satisfies ListValue;
}

/** The first of several blocks of a name: what is said of them all is marked there. */
function firstEntry(object: ObjectValue, name: string): Entry | undefined {
  return object.entries.find(({ key }) => key.text === name);
}

/** A name that a policy has and the data source does not; it stands for the token that means it. */
function named(text: string, range: Range): StringValue {
  return { kind: 'string', text, map: TextMap.folded(range.start, range.end, text.length), range };
}
