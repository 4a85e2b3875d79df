import { isRecord } from '../json-value';
import type { Call } from './call';
import type { VariableMode } from './pattern';
import {
  compileStatement,
  matchStatement,
  takesNone,
  type CompiledStatement,
  type PrincipalUse,
} from './statement';
import { covers } from './principal';
import { referencesIn, textOf } from './text';
import { and, FALSE, or, TRUE, UNKNOWN, type Truth } from './truth';

/** Where something stands in the input of the evaluator. */
export type Pointer = readonly (string | number)[];

export interface CompiledPolicy {
  /** Where the document stands. */
  pointer: Pointer;
  statements: readonly CompiledStatement[];
  /** `Statement` is one object, not a list. */
  single: boolean;
  /** The whole document is an unresolved reference: it may allow and deny anything. */
  unresolved: readonly string[];
  /** References in its Version: they leave open whether its policy variables are variables. */
  versionReferences: readonly string[];
  /** Its Version reads policy variables as text. */
  literalVariables: boolean;
  /** Why AWS would not take the document; then it says nothing. */
  problem: string | undefined;
}

const VERSIONS: Readonly<Record<string, VariableMode>> = { '2012-10-17': 'resolve', '2008-10-17': 'literal' };

/**
 * Compiles a policy document: an object, or a text that holds one. It is never refused: a document or statement
 * that AWS would not take has no effect and says why.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function compilePolicy(
  document: unknown,
  principalUse: PrincipalUse,
  pointer: Pointer,
): CompiledPolicy {
  const empty: CompiledPolicy = {
    pointer,
    statements: [],
    single: false,
    unresolved: [],
    versionReferences: [],
    literalVariables: false,
    problem: undefined,
  };
  const text = textOf(document);
  if (text !== undefined) {
    const parsed = parseObject(text);
    if (parsed !== undefined) return { ...compilePolicy(parsed, principalUse, pointer), pointer };
    const unresolved = referencesIn(text);
    return unresolved.length > 0 ? { ...empty, unresolved } : { ...empty, problem: 'it is no JSON object' };
  }
  if (!isRecord(document)) return { ...empty, problem: 'it is no JSON object' };
  const variables = variableMode(document['Version']);
  if (variables === undefined) {
    return { ...empty, problem: `its Version ${JSON.stringify(document['Version'])} is none that AWS knows` };
  }
  const { Statement: statement } = document;
  const unresolved = textOf(statement);
  if (unresolved !== undefined && referencesIn(unresolved).length > 0) {
    return { ...empty, unresolved: referencesIn(unresolved) };
  }
  if (!isRecord(statement) && !Array.isArray(statement)) return { ...empty, problem: 'it has no Statement' };
  const list: unknown[] = Array.isArray(statement) ? statement : [statement];
  const statements = list.map((item, index) => compileItem(item, index, principalUse, variables));
  const versionReferences = referencesIn(textOf(document['Version']) ?? '');
  return {
    ...empty,
    statements,
    versionReferences,
    literalVariables: variables === 'literal',
    single: !Array.isArray(statement),
  };
}

/** A statement that is a reference as a whole may say anything. */
function compileItem(
  item: unknown,
  index: number,
  principalUse: PrincipalUse,
  variables: VariableMode,
): CompiledStatement {
  const text = textOf(item);
  if (text === undefined || referencesIn(text).length === 0)
    return compileStatement(item, index, principalUse, variables);
  const anything = { Effect: text, Action: text, Resource: text };
  const principal = takesNone(principalUse) ? {} : { Principal: text };
  return compileStatement({ ...anything, ...principal }, index, principalUse, variables);
}

function variableMode(version: unknown): VariableMode | undefined {
  if (version === undefined) return 'literal';
  const text = textOf(version);
  if (text === undefined) return undefined;
  if (referencesIn(text).length > 0) return 'unknown';
  return Object.hasOwn(VERSIONS, text) ? VERSIONS[text] : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What the policies of one layer say together. */
export interface LayerVerdict {
  /** An Allow that names the user, session or everyone; in a layer without principals every Allow. */
  direct: Truth;
  /** An Allow that names the caller's role. */
  role: Truth;
  /** An Allow that names the caller's account. */
  account: Truth;
  deny: Truth;
}

/** What the policies of one layer say about a call. */
export function evaluatePolicies(policies: readonly CompiledPolicy[], call: Call): LayerVerdict {
  let direct: Truth = FALSE;
  let role: Truth = FALSE;
  let account: Truth = FALSE;
  let deny: Truth = FALSE;
  for (const policy of policies) {
    if (policy.unresolved.length > 0) {
      direct = or(direct, UNKNOWN);
      role = or(role, UNKNOWN);
      account = or(account, UNKNOWN);
      deny = or(deny, UNKNOWN);
    }
    for (const statement of policy.statements) {
      const match = matchStatement(statement, call);
      const certainty = statement.effect === 'unknown' ? UNKNOWN : TRUE;
      if (statement.effect !== 'Deny') {
        direct = or(direct, and(match.direct, certainty));
        role = or(role, and(match.role, certainty));
        account = or(account, and(match.account, certainty));
      }
      if (statement.effect !== 'Allow') deny = or(deny, and(covers(match), certainty));
    }
  }
  return { direct, role, account, deny };
}
