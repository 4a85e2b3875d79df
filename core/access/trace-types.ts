import type { Pointer } from './policy';
import type { Layer } from './request';
import type { Effect } from './statement';
import type { Applies } from './truth';

/** One element of a statement, and how it met the request. */
export interface ElementTrace {
  element: 'Action' | 'Principal' | 'Resource' | 'Condition';
  /** Whether it is the negated element (`NotAction`, `NotPrincipal`, `NotResource`). */
  negated: boolean;
  matches: Applies;
  /** Operator and key of a condition. */
  operator?: string;
  key?: string;
  wanted: readonly string[];
  /** What the request carries; undefined when it carries nothing of the kind. */
  found: readonly string[] | undefined;
  /** Unresolved references on which an unknown match depends. */
  references: readonly string[];
}

/** One statement, and how it met the request. */
export interface StatementTrace {
  layer: Layer;
  /** Where the statement stands in the evaluator's input, for example `['resourcePolicy', 'Statement', 1]`. */
  pointer: Pointer;
  index: number;
  sid?: string;
  effect: Effect;
  applies: Applies;
  /** An Allow that names the caller's account only: its identity policies must allow as well. */
  delegates: boolean;
  elements: readonly ElementTrace[];
  /** Unresolved references in its Effect and in the policy's Version. */
  references: readonly string[];
  /** Policy variables in elements that failed, when the policy's Version reads them as text. */
  literalVariables?: readonly string[];
  /** Why it has no effect on any request. */
  problem?: string;
}

/** One grant, and how it met the request. */
export interface GrantTrace {
  pointer: Pointer;
  index: number;
  grantee: string;
  operations: readonly string[];
  issuingAccount: string;
  applies: Applies;
  granteeMatches: Applies;
  operationMatches: Applies;
  constraintMatches: Applies;
  /** All fits, but the account that created it is not the caller's, and the key is in another account. */
  onlyIssuerWrong: boolean;
  references: readonly string[];
  problem?: string;
}

/** A document that is a reference as a whole, or that AWS would not take. */
export interface DocumentTrace {
  layer: Layer;
  pointer: Pointer;
  references: readonly string[];
  problem?: string;
}

/** Everything that was looked at. */
export interface Trace {
  statements: readonly StatementTrace[];
  grants: readonly GrantTrace[];
  documents: readonly DocumentTrace[];
}
