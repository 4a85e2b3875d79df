import { entryOf, isPolicy, itemsOf } from '../inspect';
import type { Carried, Resource } from '../source-file';
import type { MappedText } from '../text-map';
import type { SyntaxNode } from '../tree';
import type { Replacement } from '../tree-difference';
import type { ObjectValue, ReferenceValue } from '../value';
import { Carrier } from './carrier';
import { changesIn, type Changes } from './changes';
import { Constructs, nameOf, type Construct } from './constructs';
import { Evaluator, type Trace } from './evaluator';
import { terraformNames } from './names';
import { ownAttributes } from './own-constructs';
import { Scopes } from './scopes';

/** Where a policy may begin: any other object is of no interest outside of constructs. */
const STATEMENT = /['"]?\bStatement\b['"]?\s*:/g;

/** What a TypeScript file says: the constructs of the AWS provider, and policies outside of them. */
export interface TypeScriptContent {
  readonly resources: readonly Resource[];
  readonly documents: readonly ObjectValue[];
}

/** A reading, with what the next one can take over from it. */
export interface TypeScriptReading extends TypeScriptContent {
  readonly root: SyntaxNode;
  readonly scopes: Scopes;
  readonly changes: Changes;
  readonly constructs: Constructs;
  /** What was looked at for each resource. */
  readonly traces: readonly Trace[];
  /** What was taken over. */
  readonly carried?: Carried;
}

/** Reads a TypeScript file. @param earlier the same file before an edit */
export function readTypeScript(
  root: SyntaxNode,
  source: MappedText,
  earlier?: { readonly reading: TypeScriptReading; readonly edit: Replacement },
): TypeScriptReading {
  const scopes = new Scopes();
  const changes = changesIn(root, source.text);
  const constructs = new Constructs(root, scopes);
  const evaluator = new Evaluator(source, scopes, changes, constructs);
  const parts = { root, scopes, changes, constructs };
  const carrier = earlier && Carrier.between(earlier.reading, parts, earlier.edit);
  const carried = new Map<Resource, Resource>();
  const traces: Trace[] = [];
  const resources = constructs.all.map((construct, index) => {
    const known = carrier?.carry(index, evaluator);
    if (known) {
      const resource = known.isMoved ? resourceOf(construct, known.body, evaluator) : known.before;
      carried.set(resource, known.before);
      traces.push(known.trace);
      return resource;
    }
    const { result, trace } = evaluator.traced(construct.node, () => bodyOf(construct, evaluator, changes));
    traces.push(trace);
    return resourceOf(construct, result, evaluator);
  });
  return {
    ...parts,
    resources,
    traces,
    documents: documentsIn(root, source.text, evaluator),
    ...(carrier && carried.size > 0 ? { carried: { resources: carried, move: carrier.move } } : {}),
  };
}

function resourceOf(construct: Construct, body: ObjectValue, evaluator: Evaluator): Resource {
  const { kind, type, id, address, node, head, repeated } = construct;
  const provider = entryOf(body, 'provider');
  return {
    kind,
    type,
    name: kind === 'provider' ? address.split('.').slice(2).join('.') : id,
    address,
    body,
    range: evaluator.range(node),
    head: evaluator.range(head),
    ...(provider?.kind === 'reference' ? { provider: provider.target } : {}),
    dependsOn: itemsOf(entryOf(body, 'depends_on')).filter(
      (item): item is ReferenceValue => item.kind === 'reference',
    ),
    repeated: repeated || entryOf(body, 'count') !== undefined || entryOf(body, 'for_each') !== undefined,
  };
}

function bodyOf({ node, head, props, own }: Construct, evaluator: Evaluator, changes: Changes): ObjectValue {
  const range = evaluator.range(node);
  if (!props) {
    const complete = !node.green.hasError && !isChanged(node, changes);
    return { kind: 'object', entries: [], complete, range: evaluator.range(head) };
  }
  const read = evaluator.value(props);
  const value = own === undefined ? terraformNames(read) : ownAttributes(own, read);
  if (value.kind !== 'object') return { kind: 'object', entries: [], complete: false, range };
  return isChanged(node, changes) ? { ...value, complete: false } : value;
}

/** Whether the file changes a construct after it was made, under the name that it gave it. */
function isChanged(node: SyntaxNode, { altered, extended }: Changes): boolean {
  const name = nameOf(node);
  return name !== undefined && (altered.has(name.text) || extended.has(name.text));
}

/** Policies that no construct took in: constants for another file, arguments of an SDK's calls. */
function documentsIn(root: SyntaxNode, text: string, evaluator: Evaluator): ObjectValue[] {
  const documents: ObjectValue[] = [];
  for (const match of text.matchAll(STATEMENT)) {
    if (evaluator.hasRead(match.index)) continue;
    const object = objectAround(root, match.index);
    const value = object && evaluator.value(object);
    if (isPolicy(value)) documents.push(value);
  }
  return documents;
}

/** The innermost object literal at an offset. */
function objectAround(root: SyntaxNode, offset: number): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  let node: SyntaxNode | undefined = root;
  while (node) {
    if (node.type === 'object') found = node;
    node = node.children.find((child) => child.start <= offset && offset < child.end);
  }
  return found;
}
