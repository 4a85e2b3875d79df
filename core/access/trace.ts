import type { Call } from './call';
import type { ConditionTest } from './condition';
import type { CompiledPolicies } from './decide';
import { matchGrant, onlyIssuerWrong, type CompiledGrant } from './grant';
import type { Subject } from './pattern';
import type { CompiledPolicy } from './policy';
import { covers } from './principal';
import type { Layer } from './request';
import { resourceLayer } from './because';
import {
  matchActions,
  matchCondition,
  matchResources,
  matchWho,
  statementProblem,
  type CompiledStatement,
} from './statement';
import { referencesIn, splitText } from './text';
import type { ElementTrace, GrantTrace, StatementTrace, Trace } from './trace-types';
import { and, applies, FALSE, not, or, TRUE, UNKNOWN, type Truth } from './truth';

/** Looks at every statement and grant again, this time keeping what was found. */
export function traceOf(call: Call, policies: CompiledPolicies): Trace {
  const layers: readonly (readonly [Layer, readonly CompiledPolicy[]])[] = [
    ['identity-based', policies.identity],
    [resourceLayer(call.resourceKind), policies.resource],
    ['boundary', policies.boundary],
    ['session', policies.session],
    ['scp', policies.scps],
    ['rcp', policies.rcps],
    ['vpce', policies.vpce],
  ];
  return {
    statements: layers.flatMap(([layer, documents]) =>
      documents.flatMap((policy) =>
        policy.statements.map((statement) => traceStatement(layer, policy, statement, call)),
      ),
    ),
    grants: policies.grants.map((grant) => traceGrant(grant, call)),
    documents: layers.flatMap(([layer, documents]) =>
      documents
        .filter((policy) => policy.unresolved.length > 0 || policy.problem !== undefined)
        .map(({ pointer, unresolved, problem }) => ({
          layer,
          pointer,
          references: unresolved,
          ...(problem === undefined ? {} : { problem }),
        })),
    ),
  };
}

function traceStatement(
  layer: Layer,
  policy: CompiledPolicy,
  statement: CompiledStatement,
  call: Call,
): StatementTrace {
  const problem = statementProblem(statement, call);
  const base = {
    layer,
    pointer: [...policy.pointer, 'Statement', ...(policy.single ? [] : [statement.index])],
    index: statement.index,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    effect: statement.effect,
    references: [...statement.effectReferences, ...policy.versionReferences],
  };
  if (problem !== undefined) return { ...base, applies: 'no', delegates: false, elements: [], problem };
  const who = statement.principal && matchWho(statement, statement.principal, call);
  const elements = elementsOf(statement, call);
  const all = elements.reduce<Truth>((result, [, match]) => and(result, match), TRUE);
  return {
    ...base,
    applies: applies(statement.effect === 'unknown' ? and(all, UNKNOWN) : all),
    delegates: who !== undefined && or(who.direct, who.role) === FALSE && who.account !== FALSE,
    elements: elements.map(([element]) => element),
    ...(policy.literalVariables ? { literalVariables: failedVariables(elements) } : {}),
  };
}

function failedVariables(elements: readonly (readonly [ElementTrace, Truth])[]): string[] {
  const texts = elements.flatMap(([{ wanted }, match]) => (match === FALSE ? wanted : []));
  const pieces = texts.filter((text) => text.includes('${')).flatMap(splitText);
  return pieces.flatMap((piece) =>
    typeof piece !== 'string' && piece.kind === 'variable' ? [piece.text] : [],
  );
}

function elementsOf(statement: CompiledStatement, call: Call): (readonly [ElementTrace, Truth])[] {
  const elements: (readonly [ElementTrace, Truth])[] = [];
  const add = (
    element: Omit<ElementTrace, 'matches' | 'references'>,
    match: Truth,
    references: readonly string[],
  ) => {
    const foundReferences = [...(element.found ?? []), ...variableValues(element.wanted, call)].flatMap(
      referencesIn,
    );
    elements.push([
      {
        ...element,
        matches: applies(match),
        references: match === UNKNOWN ? [...references, ...foundReferences] : [],
      },
      match,
    ]);
  };
  add(
    {
      element: 'Action',
      negated: statement.notActions,
      wanted: statement.actions.map(({ text }) => text),
      found: [call.actionText],
    },
    matchActions(statement, call),
    statement.actions.flatMap(({ references }) => references),
  );
  if (statement.principal) {
    const { principal } = statement;
    add(
      {
        element: 'Principal',
        negated: statement.notPrincipal,
        wanted: principal.wanted,
        found: callerTexts(call),
      },
      covers(matchWho(statement, principal, call)),
      principal.references,
    );
  }
  if (statement.resources) {
    add(
      {
        element: 'Resource',
        negated: statement.notResources,
        wanted: statement.resources.map(({ text }) => text),
        found: [call.resource.text],
      },
      matchResources(statement, call),
      statement.resources.flatMap(({ references }) => references),
    );
  }
  for (const test of statement.conditions) add(...conditionOf(test, call));
  return elements;
}

/** What the policy variables in these texts stand for in the request. */
function variableValues(texts: readonly string[], call: Call): string[] {
  return texts
    .filter((text) => text.includes('${'))
    .flatMap(splitText)
    .flatMap((piece) =>
      typeof piece !== 'string' && piece.kind === 'variable'
        ? (call.context.variable(piece.key)?.text ?? [])
        : [],
    );
}

function conditionOf(
  test: ConditionTest,
  call: Call,
): [Omit<ElementTrace, 'matches' | 'references'>, Truth, readonly string[]] {
  const found = call.context.lookup(test.lookupKey)?.values.map(({ text }) => text);
  const { operator, key, wanted } = test;
  return [
    { element: 'Condition', negated: false, operator, key, wanted, found },
    matchCondition(test, call),
    test.references,
  ];
}

function callerTexts({ caller }: Call): string[] {
  const subjects: (Subject | undefined)[] = [caller.subject, caller.role];
  return [...new Set(subjects.flatMap((subject) => subject?.text ?? []))];
}

function traceGrant(grant: CompiledGrant, call: Call): GrantTrace {
  const match = matchGrant(grant, call);
  const grantee = or(match.direct, or(match.role, match.account));
  const issuer = call.sameAccount === TRUE ? TRUE : match.issuer;
  const applied = and(and(grantee, match.operation), and(match.constraint, issuer));
  return {
    pointer: ['grants', grant.index],
    index: grant.index,
    grantee: grant.grantee.text,
    operations: grant.operations.map(({ text }) => text),
    issuingAccount: grant.issuer.text,
    applies: applies(applied),
    granteeMatches: applies(grantee),
    operationMatches: applies(match.operation),
    constraintMatches: applies(match.constraint),
    onlyIssuerWrong: not(call.sameAccount) === TRUE && onlyIssuerWrong(match),
    references: applied === UNKNOWN ? [...grant.references, ...requestReferences(call)] : [],
    ...(grant.problem === undefined ? {} : { problem: grant.problem }),
  };
}

/** Unresolved references of a request on which a grant can depend. */
function requestReferences(call: Call): string[] {
  const context = [...call.context.encryptionContext().values()];
  const operations = call.context.lookup('kms:grantoperations')?.values ?? [];
  const texts = [...context, ...operations, call.caller.subject, call.caller.role].map(
    (subject) => subject?.text ?? '',
  );
  return [...new Set([call.actionText, ...texts].flatMap(referencesIn))];
}
