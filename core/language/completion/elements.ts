import type { PolicyKind } from '../../model/policy';
import type { ElementLevel, ElementSite, PolicyElementSite } from '../site/site';
import { listBody, objectBody, textBody, type Body, type Candidate } from './candidate';
import type { ElementContext } from './context';
import { CONDITION_BODY } from './operators';

interface Element {
  readonly name: string;
  readonly what: string;
  readonly body: (kind: PolicyKind) => Body;
  /** Blocks of HCL: several of one name may stand there. */
  readonly isBlock?: boolean;
  /** What cannot stand beside it. */
  readonly not?: readonly string[];
}

const effect: Element['body'] = () => textBody({ stop: 1, options: ['Allow', 'Deny'] });
const text: Element['body'] = () => textBody({ stop: 1 });
const list: Element['body'] = () => listBody(textBody({ stop: 1 }));
const resource = (kind: PolicyKind) => textBody(kind === 'key' ? { stop: 1, options: ['*'] } : { stop: 1 });
const principal: Element['body'] = () => objectBody(['AWS', listBody(textBody({ stop: 1 }))]);
const principals: Element['body'] = () =>
  objectBody(
    ['type', textBody({ stop: 2, options: ['AWS'] })],
    ['identifiers', listBody(textBody({ stop: 1 }))],
  );
const condition: Element['body'] = () =>
  objectBody(
    ['test', textBody({ stop: 3, options: ['StringEquals'] })],
    ['variable', textBody({ stop: 1 })],
    ['values', listBody(textBody({ stop: 2 }))],
  );

/** Of a statement; the names of a policy document are made from these. */
const STATEMENT: readonly Element[] = [
  { name: 'Sid', what: 'a name for the statement', body: text },
  { name: 'Effect', what: 'Allow or Deny', body: effect },
  { name: 'Principal', what: 'who', body: principal, not: ['NotPrincipal'] },
  { name: 'NotPrincipal', what: 'everybody else', body: principal, not: ['Principal'] },
  { name: 'Action', what: 'what may be done', body: list, not: ['NotAction'] },
  { name: 'NotAction', what: 'everything else', body: list, not: ['Action'] },
  { name: 'Resource', what: 'on what', body: resource, not: ['NotResource'] },
  { name: 'NotResource', what: 'on everything else', body: resource, not: ['Resource'] },
  { name: 'Condition', what: 'under which conditions', body: () => CONDITION_BODY },
];
const ELEMENTS: Readonly<Record<ElementLevel, readonly Element[]>> = {
  statement: STATEMENT,
  'document-statement': [
    { name: 'sid', what: 'a name for the statement', body: text },
    { name: 'effect', what: 'Allow (where none is given) or Deny', body: effect },
    { name: 'principals', what: 'who', body: principals, isBlock: true, not: ['not_principals'] },
    { name: 'not_principals', what: 'everybody else', body: principals, isBlock: true, not: ['principals'] },
    { name: 'actions', what: 'what may be done', body: list, not: ['not_actions'] },
    { name: 'not_actions', what: 'everything else', body: list, not: ['actions'] },
    { name: 'resources', what: 'on what', body: (kind) => listBody(resource(kind)), not: ['not_resources'] },
    { name: 'not_resources', what: 'on everything else', body: list, not: ['resources'] },
    { name: 'condition', what: 'under which condition', body: condition, isBlock: true },
  ],
  'document-principals': [
    { name: 'type', what: 'AWS, Service, …', body: () => textBody({ stop: 1, options: ['AWS'] }) },
    { name: 'identifiers', what: 'who', body: list },
  ],
  'document-condition': [
    { name: 'test', what: 'operator', body: text },
    { name: 'variable', what: 'condition key', body: text },
    { name: 'values', what: 'what it is compared with', body: list },
  ],
};
/** Elements that a policy of a kind does not have. */
const ABSENT: Readonly<Partial<Record<PolicyKind, RegExp>>> = {
  identity: /principal/i,
  trust: /resource/i,
};

/** The elements that are not there yet. */
export function elementCandidates({ site, language }: ElementContext): Candidate[] {
  const { level, policy } = site;
  const present = namesBeside(site);
  const absent = ABSENT[kindOf(site)];
  return ELEMENTS[level]
    .filter(({ name, not, isBlock }) => {
      const isThere =
        present.has(name) && !(isBlock === true && language === 'hcl' && name !== 'not_principals');
      return !isThere && !not?.some((other) => present.has(other)) && !absent?.test(name);
    })
    .filter(({ name }) => !isInverted(name) || site.statement.effect === 'Deny')
    .map(({ name, what, body, isBlock }, index) => ({
      label: nameFor(name, language),
      kind: 'element',
      isFreeText: /^sid$/i.test(name),
      detail: what,
      rank: index,
      insert:
        isBlock === true
          ? { as: 'block', name: nameFor(name, language), body: namesFor(body(policy.kind), language) }
          : { as: 'name', name: [nameFor(name, language)], body: body(policy.kind) },
    }));
}

/** A policy without principals may be one of an identity, or one whose principals are still to come. */
function kindOf({ policy, token }: ElementSite): PolicyKind {
  const isWritten =
    policy.holders.length > 0 ||
    policy.statements.some(({ node }) => node.entries.filter(({ key }) => key !== token).length > 2);
  return policy.kind === 'identity' && !isWritten ? 'unknown' : policy.kind;
}

/** `NotPrincipal` and the like beside an Allow give away everything else. */
function isInverted(name: string): boolean {
  return /^not_?[a-z]/i.test(name);
}

function namesBeside({ parent, token }: ElementSite): Set<string> {
  return new Set(parent.entries.filter(({ key }) => key !== token).map(({ key }) => key.text));
}

/** A policy document's names, in TypeScript `notActions`. */
function nameFor(name: string, language: ElementContext['language']): string {
  return language === 'typescript'
    ? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    : name;
}

function namesFor(body: Body, language: ElementContext['language']): Body {
  if (body.is !== 'object') return body;
  const entries = body.entries.map(({ name, body: inner }) => ({
    name: name.map((piece) => (typeof piece === 'string' ? nameFor(piece, language) : piece)),
    body: inner,
  }));
  return { ...body, entries };
}

/** The elements of a policy that are not there yet. */
export function policyElementCandidates({ node, token }: PolicyElementSite): Candidate[] {
  const present = new Set(node.entries.filter(({ key }) => key !== token).map(({ key }) => key.text));
  const elements: readonly (readonly [name: string, what: string, body: Body])[] = [
    ['Version', 'version of the policy language', textBody('2012-10-17')],
    ['Id', 'a name for the policy', textBody({ stop: 1 })],
    [
      'Statement',
      'what is allowed and denied',
      listBody(objectBody(['Effect', textBody({ stop: 1, options: ['Allow', 'Deny'] })])),
    ],
  ];
  return elements
    .filter(([name]) => !present.has(name))
    .map(([name, what, body], index) => ({
      label: name,
      kind: 'element',
      isFreeText: name === 'Id',
      detail: what,
      rank: index,
      insert: { as: 'name', name: [name], body },
    }));
}
