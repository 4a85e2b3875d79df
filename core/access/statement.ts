import { isRecord } from '../json-value';
import { compileResource, completeArn } from './arn-pattern';
import type { Call } from './call';
import { compileCondition, type ConditionTest } from './condition';
import { compilePattern, matchAny, type Pattern, type VariableMode } from './pattern';
import { compilePrincipal, covers, matchPrincipal, notListed, type CompiledPrincipal } from './principal';
import { referencesIn, textOf, textsOf } from './text';
import { and, FALSE, not, TRUE, UNKNOWN, type Truth } from './truth';

export type Effect = 'Allow' | 'Deny' | 'unknown';

/**
 * What a policy of this kind does with `Principal`: policies attached to an identity, session policies and SCPs
 * take none, a resource's policy must have one, and elsewhere it is everyone unless said otherwise.
 */
export type PrincipalUse = 'attached' | 'none' | 'required' | 'optional';

export interface CompiledStatement {
  /** Its index in the policy. */
  index: number;
  sid: string | undefined;
  effect: Effect;
  /** References in its Effect. */
  effectReferences: readonly string[];
  actions: readonly Pattern[];
  notActions: boolean;
  /** undefined when there is none: only a role's trust policy goes without. */
  resources: readonly Pattern[] | undefined;
  notResources: boolean;
  principal: CompiledPrincipal | undefined;
  notPrincipal: boolean;
  conditions: readonly ConditionTest[];
  /** Why AWS gives it no effect; then it neither allows nor denies. */
  problem: string | undefined;
}

/**
 * Compiles one statement. What AWS would not take has a `problem` and no effect.
 * Source: IAM User Guide, "IAM JSON policy elements reference"; KMS Developer Guide, "Key policies".
 */
export function compileStatement(
  statement: unknown,
  index: number,
  principalUse: PrincipalUse,
  variables: VariableMode,
): CompiledStatement {
  const empty: CompiledStatement = {
    index,
    sid: undefined,
    effect: 'unknown',
    effectReferences: [],
    actions: [],
    notActions: false,
    resources: undefined,
    notResources: false,
    principal: undefined,
    notPrincipal: false,
    conditions: [],
    problem: undefined,
  };
  if (!isRecord(statement)) return { ...empty, problem: 'it is no object' };
  const withSid = { ...empty, sid: textOf(statement['Sid']) };
  const effect = effectOf(statement['Effect']);
  if (!effect) return { ...withSid, problem: 'its Effect is neither "Allow" nor "Deny"' };
  const effectReferences = effect === 'unknown' ? referencesIn(textOf(statement['Effect']) ?? '') : [];
  const named = { ...withSid, effect, effectReferences };
  const [actionList, notActions] = either(statement, 'Action', 'NotAction');
  const actions = actionList === undefined ? undefined : textsOf(actionList);
  if (!actions) return { ...named, problem: problemOf(statement, 'Action', 'NotAction') };
  const [resourceList, notResources] = either(statement, 'Resource', 'NotResource');
  const resources = resourceList === undefined ? undefined : textsOf(resourceList);
  const lacksResource = !('Resource' in statement || 'NotResource' in statement);
  if (!resources && !(lacksResource && principalUse === 'required')) {
    return { ...named, problem: problemOf(statement, 'Resource', 'NotResource') };
  }
  const principal = principalOf(statement, principalUse);
  if (typeof principal === 'string') return { ...named, problem: principal };
  const condition = compileCondition(statement['Condition'], variables);
  if (condition.status === 'malformed') return { ...named, problem: condition.problem };
  return {
    ...named,
    actions: actions.map((text) =>
      compilePattern(text, { wildcards: true, ignoreCase: true, variables: 'literal' }),
    ),
    notActions,
    resources: resources?.map((text) =>
      compileResource(principalUse === 'attached' ? completeArn(text) : text, variables, text),
    ),
    notResources,
    principal,
    notPrincipal: 'NotPrincipal' in statement,
    conditions: condition.tests,
  };
}

function effectOf(value: unknown): Effect | undefined {
  if (value === 'Allow' || value === 'Deny') return value;
  const text = textOf(value);
  return text !== undefined && referencesIn(text).length > 0 ? 'unknown' : undefined;
}

function either(statement: Record<string, unknown>, name: string, negated: string): [unknown, boolean] {
  if (name in statement && negated in statement) return [undefined, false];
  return negated in statement ? [statement[negated], true] : [statement[name], false];
}

function problemOf(statement: Record<string, unknown>, name: string, negated: string): string {
  if (name in statement && negated in statement) return `it has both ${name} and ${negated}`;
  return name in statement || negated in statement
    ? `its ${name in statement ? name : negated} is no text or list of texts`
    : `it has no ${name}`;
}

/** Whether policies of this kind take no Principal. */
export function takesNone(principalUse: PrincipalUse): boolean {
  return principalUse === 'none' || principalUse === 'attached';
}

function principalOf(
  statement: Record<string, unknown>,
  principalUse: PrincipalUse,
): CompiledPrincipal | undefined | string {
  const [element, negated] = either(statement, 'Principal', 'NotPrincipal');
  const present = 'Principal' in statement || 'NotPrincipal' in statement;
  if (takesNone(principalUse)) return present ? 'a policy of this kind takes no Principal' : undefined;
  if (!present) return principalUse === 'required' ? 'it has no Principal' : undefined;
  const compiled = compilePrincipal(element);
  return compiled ?? `its ${negated ? 'NotPrincipal' : 'Principal'} has no form that AWS takes`;
}

/** How far a statement applies to a call. */
export interface StatementMatch {
  direct: Truth;
  role: Truth;
  account: Truth;
}

const NO_MATCH: StatementMatch = { direct: FALSE, role: FALSE, account: FALSE };

/** How far a statement applies to a call; a statement without principal applies to everyone. */
export function matchStatement(statement: CompiledStatement, call: Call): StatementMatch {
  if (statementProblem(statement, call) !== undefined) return NO_MATCH;
  let rest = matchActions(statement, call);
  if (rest === FALSE) return NO_MATCH;
  const who = statement.principal ? matchWho(statement, statement.principal, call) : undefined;
  if (who && covers(who) === FALSE) return NO_MATCH;
  rest = and(rest, matchResources(statement, call));
  for (const test of statement.conditions) {
    if (rest === FALSE) return NO_MATCH;
    rest = and(rest, matchCondition(test, call));
  }
  if (rest === FALSE) return NO_MATCH;
  if (!who) return { direct: rest, role: FALSE, account: FALSE };
  return { direct: and(rest, who.direct), role: and(rest, who.role), account: and(rest, who.account) };
}

/**
 * Why a statement has no effect on any request of this kind. A key policy's or bucket policy's statement without
 * `Resource` applies to nothing.
 * Source: KMS Developer Guide, "Key policies in AWS KMS", elements of a key policy.
 */
export function statementProblem({ problem, resources }: CompiledStatement, call: Call): string | undefined {
  if (problem !== undefined || resources || call.resourceKind === 'trust') return problem;
  return 'it has no Resource';
}

export function matchActions({ actions, notActions }: CompiledStatement, call: Call): Truth {
  const found = matchAny(actions, call.action, call.context.variable);
  return notActions ? not(found) : found;
}

export function matchResources({ resources, notResources }: CompiledStatement, call: Call): Truth {
  if (!resources) return TRUE;
  const found = matchAny(resources, call.resource, call.context.variable);
  return notResources ? not(found) : found;
}

export function matchCondition(test: ConditionTest, call: Call): Truth {
  return test.evaluate(call.context.lookup(test.lookupKey), call.context.variable);
}

export function matchWho(
  statement: CompiledStatement,
  principal: CompiledPrincipal,
  call: Call,
): StatementMatch {
  if (!statement.notPrincipal) return matchPrincipal(principal, call.caller);
  if (statement.effect !== 'unknown') {
    return { direct: notListed(principal, call.caller, statement.effect), role: FALSE, account: FALSE };
  }
  const both = [
    notListed(principal, call.caller, 'Allow'),
    notListed(principal, call.caller, 'Deny'),
  ] as const;
  return { direct: both[0] === both[1] ? both[0] : UNKNOWN, role: FALSE, account: FALSE };
}
