import { providerAddress } from '../resource';
import { nodesOfType, type SyntaxNode } from '../tree';
import type { Range, ReferenceValue } from '../value';
import { terraformType, type TerraformType } from './names';
import { OWN_MODULE, ownType } from './own-constructs';
import { isText } from './strings';
import { WHOLE_MODULE, isFunction, type Scopes } from './scopes';

/** Where the constructs of the AWS provider come from: the packages, and what `cdktf get` generates. */
export const PROVIDER_MODULE = /^@(cdktf|cdktn)\/provider-aws(\/|$)|(^|\/)\.gen\/providers\/aws(\/|$)/;
/** The grammar's bit for `new`. */
export const NEW_MARK = 2;

const LOOPS: ReadonlySet<string> = new Set([
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
]);

/** A `new` expression that makes something of Terraform's. */
export interface Construct extends TerraformType {
  readonly node: SyntaxNode;
  /** The class's name as written. */
  readonly head: SyntaxNode;
  /** The construct's id; empty where it is not written as one text. */
  readonly id: string;
  readonly props: SyntaxNode | undefined;
  readonly address: string;
  readonly repeated: boolean;
}

/** The constructs of a file. */
export class Constructs {
  readonly all: readonly Construct[];
  private readonly byNode = new Map<SyntaxNode, Construct>();

  constructor(root: SyntaxNode, scopes: Scopes) {
    const types = new ConstructTypes(scopes);
    const taken = new Map<string, number>();
    const all: Construct[] = [];
    for (const node of nodesOfType(root, 'new_expression', NEW_MARK)) {
      const construct = constructAt(node, types);
      if (!construct) continue;
      const count = (taken.get(construct.address) ?? 0) + 1;
      taken.set(construct.address, count);
      const named = count === 1 ? construct : { ...construct, address: `${construct.address}#${count}` };
      all.push(named);
      this.byNode.set(node, named);
    }
    this.all = all;
  }

  /** The address of what an expression makes. */
  addressOf(expression: SyntaxNode): string | undefined {
    return this.byNode.get(expression)?.address;
  }

  /** A reference to what an expression makes. @param range where it is mentioned */
  reference(expression: SyntaxNode, range: Range): ReferenceValue | undefined {
    const construct = this.byNode.get(expression);
    if (!construct) return undefined;
    const { address, node } = construct;
    const text = node.source.slice(node.start, construct.head.end);
    return { kind: 'reference', target: address, attribute: [], text, range };
  }
}

/** What a construct is given to: the name of a variable or field, `this.name`. */
export function nameOf({ parent }: SyntaxNode): SyntaxNode | undefined {
  return parent?.child('name') ?? parent?.child('left')?.child('property') ?? parent?.child('left');
}

function constructAt(node: SyntaxNode, types: ConstructTypes): Construct | undefined {
  const head = node.child('constructor');
  const type = head && types.of(head);
  if (!head || !type) return undefined;
  const [, idNode, props] = node.child('arguments')?.children ?? [];
  const id = plainText(idNode);
  return { ...type, node, head, id, props, address: addressOf(type, id, props), repeated: isRepeated(node) };
}

/** What the classes that a file's expressions stand for make, when they are the provider's or ours. */
class ConstructTypes {
  /** By the names of provider's classes: a file has few of them, and each many times. */
  private readonly known = new Map<string, TerraformType | undefined>();

  constructor(private readonly scopes: Scopes) {}

  of(head: SyntaxNode): TerraformType | undefined {
    let first: SyntaxNode | undefined = head;
    while (first?.type === 'member_expression') first = first.child('object');
    if (first?.type !== 'identifier') return undefined;
    const declaration = this.scopes.declarationOf(first.text, first);
    if (declaration?.kind !== 'import') return undefined;
    const isWhole = declaration.name === 'default' || declaration.name === WHOLE_MODULE;
    const imported = isWhole ? head.text : declaration.name;
    const className = head === first ? imported : head.child('property')?.text;
    if (className === undefined) return undefined;
    if (OWN_MODULE.test(declaration.module)) return ownType(className);
    return PROVIDER_MODULE.test(declaration.module) ? this.ofProvider(className) : undefined;
  }

  private ofProvider(className: string): TerraformType | undefined {
    if (!this.known.has(className)) this.known.set(className, terraformType(className));
    return this.known.get(className);
  }
}

function addressOf({ kind, type }: TerraformType, id: string, props: SyntaxNode | undefined): string {
  if (kind === 'provider') return providerAddress(type, aliasOf(props));
  return `${kind === 'data' ? 'data.' : ''}${type}.${id}`;
}

function aliasOf(props: SyntaxNode | undefined): string {
  const pair = props?.children.find((child) => child.child('key')?.text === 'alias');
  return plainText(pair?.child('value'));
}

/** A text without escapes and substitutions; empty for everything else. */
function plainText(node: SyntaxNode | undefined): string {
  const isPlain =
    node !== undefined && isText(node) && node.children.every((part) => part.type === 'string_fragment');
  return isPlain ? node.text.slice(1, -1) : '';
}

/** In a loop, or in a function that is given to another one: `forEach`, `map`. */
function isRepeated(node: SyntaxNode): boolean {
  for (let above = node.parent; above && above.type !== 'class_body'; above = above.parent) {
    if (LOOPS.has(above.type)) return true;
    if (isFunction(above) && above.parent?.type === 'arguments') return true;
  }
  return false;
}
