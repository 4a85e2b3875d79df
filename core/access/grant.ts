import { isRecord } from '../json-value';
import type { Call } from './call';
import { splitArn } from './arn-pattern';
import { grantOperation, ignoresConstraints } from './kms-actions';
import { sameText, subjectOf, type Subject } from './pattern';
import type { AccessGrant } from './request';
import { referencesIn, textOf } from './text';
import { and, FALSE, not, or, TRUE, truth, UNKNOWN, type Truth } from './truth';

export interface CompiledGrant {
  index: number;
  grantee: Subject;
  /** Account of a grantee that is an account as a whole. */
  granteeAccount: Subject | undefined;
  /** Whether the grantee is an account cannot be seen yet. */
  granteeOpen: boolean;
  retiring: Subject | undefined;
  operations: readonly Subject[];
  issuer: Subject;
  constraint: { exact: boolean; pairs: readonly (readonly [string, Subject])[] } | undefined;
  references: readonly string[];
  /** Why KMS would not create it. */
  problem: string | undefined;
}

/** How far a grant applies to a call, part by part. */
export interface GrantMatch {
  /** The grantee is the user or session. */
  direct: Truth;
  /** The grantee is the caller's role. */
  role: Truth;
  /** The grantee is the caller's account. */
  account: Truth;
  operation: Truth;
  constraint: Truth;
  /** The caller's account created it: what a key in another account needs. */
  issuer: Truth;
}

/** Compiles a grant; never throws. Source: KMS API Reference, CreateGrant and GrantConstraints. */
export function compileGrant(grant: AccessGrant, index: number): CompiledGrant {
  const fields: Record<string, unknown> = isRecord(grant) ? grant : {};
  const grantee = textOf(fields['granteePrincipal']) ?? '';
  const parts = splitArn(grantee);
  const accountId = /^\d{12}$/.test(grantee) ? grantee : parts?.[5] === 'root' ? parts[4] : undefined;
  const retiring = textOf(fields['retiringPrincipal']);
  const listed = fields['operations'];
  const operations = (Array.isArray(listed) ? (listed as unknown[]) : [listed]).flatMap(
    (item) => textOf(item) ?? [],
  );
  const { constraint, problem } = compileConstraint(fields['constraints']);
  const issuer = textOf(fields['issuingAccount']) ?? '';
  return {
    index,
    grantee: subjectOf(grantee),
    granteeOpen: accountId === undefined && referencesIn(parts?.[5]?.split('/')[0] ?? grantee).length > 0,
    granteeAccount: accountId === undefined ? undefined : subjectOf(accountId),
    retiring: retiring === undefined ? undefined : subjectOf(retiring),
    operations: operations.map(subjectOf),
    issuer: subjectOf(issuer),
    constraint,
    problem,
    references: [
      grantee,
      issuer,
      ...operations,
      ...(constraint?.pairs.map(([, value]) => value.text) ?? []),
    ].flatMap(referencesIn),
  };
}

function compileConstraint(constraints: unknown): Pick<CompiledGrant, 'constraint' | 'problem'> {
  if (!isRecord(constraints)) return { constraint: undefined, problem: undefined };
  const { encryptionContextEquals: equals, encryptionContextSubset: subset } = constraints;
  if (isRecord(equals) && isRecord(subset)) {
    return { constraint: undefined, problem: 'it has two encryption context constraints, and KMS takes one' };
  }
  const given = isRecord(equals) ? equals : subset;
  if (!isRecord(given)) return { constraint: undefined, problem: undefined };
  const pairs = Object.entries(given).map(
    ([key, value]) => [key.toLowerCase(), subjectOf(textOf(value) ?? '')] as const,
  );
  return { constraint: { exact: isRecord(equals), pairs }, problem: undefined };
}

/** How far a grant applies to a call. */
export function matchGrant(grant: CompiledGrant, call: Call): GrantMatch {
  const { caller } = call;
  const operation = grant.problem === undefined ? matchOperation(grant, call) : FALSE;
  const isAccount = grant.granteeAccount !== undefined;
  const direct = isAccount || caller.kind === 'role' ? FALSE : sameText(grant.grantee, caller.subject);
  const role = isAccount || !caller.role ? FALSE : sameText(grant.grantee, caller.role);
  const account = matchGranteeAccount(grant, call);
  return {
    direct: or(direct, caller.kind === 'root' ? account : FALSE),
    role,
    account,
    operation,
    constraint: matchConstraint(grant, call),
    issuer: caller.account ? sameText(grant.issuer, caller.account) : TRUE,
  };
}

function matchGranteeAccount({ granteeAccount, granteeOpen }: CompiledGrant, { caller }: Call): Truth {
  if (!caller.account) return FALSE;
  if (granteeAccount) return sameText(granteeAccount, caller.account);
  return granteeOpen ? UNKNOWN : FALSE;
}

/** Operation names are compared as CreateGrant spells them, and literally. */
function matchOperation(grant: CompiledGrant, call: Call): Truth {
  if (call.action.tokens) return grant.operations.length > 0 ? UNKNOWN : FALSE;
  const operation = grantOperation(call.action.text);
  if (operation === undefined) return FALSE;
  const carries = (wanted: Subject) =>
    grant.operations.reduce<Truth>((found, listed) => or(found, sameText(listed, wanted)), FALSE);
  const carried = carries(subjectOf(operation));
  if (operation !== 'CreateGrant' || carried === FALSE) return carried;
  const passedOn = call.context.lookup('kms:grantoperations')?.values ?? [];
  return passedOn.reduce<Truth>((found, wanted) => and(found, carries(wanted)), carried);
}

/**
 * Keys of the encryption context are compared with case left aside, values literally and with case. A grant
 * created by way of a grant must be as strict as its parent.
 */
function matchConstraint({ constraint }: CompiledGrant, call: Call): Truth {
  if (!constraint) return TRUE;
  if (call.action.tokens) return or(UNKNOWN, matchPairs(constraint, undefined, call));
  const operation = grantOperation(call.action.text);
  if (operation !== undefined && ignoresConstraints(operation)) return TRUE;
  return matchPairs(constraint, operation, call);
}

function matchPairs(
  constraint: NonNullable<CompiledGrant['constraint']>,
  operation: string | undefined,
  call: Call,
): Truth {
  const context = call.context.encryptionContext();
  let result: Truth = TRUE;
  for (const [key, wanted] of constraint.pairs) {
    const found = context.get(key);
    result = and(result, found ? sameText(wanted, found) : FALSE);
  }
  if (!constraint.exact) return result;
  const wantedKeys = new Set(constraint.pairs.map(([key]) => key));
  if (operation === 'CreateGrant') {
    const type = call.context.lookup('kms:grantconstrainttype')?.values[0];
    if (type) result = and(result, sameText(subjectOf('EncryptionContextEquals'), type));
  }
  return and(result, truth(context.size === wantedKeys.size));
}

/** What the grants on a key say together. */
export interface GrantVerdict {
  /** To the user or session. */
  direct: Truth;
  /** To the caller's role. */
  role: Truth;
  /** To the caller's account: the account's identity policies must allow too. */
  account: Truth;
  /** As above, counting only grants that the caller's account created. */
  ownDirect: Truth;
  ownRole: Truth;
  ownAccount: Truth;
  /** RetireGrant: the caller may retire one by the grant itself. */
  retire: Truth;
  /** RetireGrant: the caller's account created one, and may delegate. */
  retireByAccount: Truth;
}

const NOTHING: GrantVerdict = {
  direct: FALSE,
  role: FALSE,
  account: FALSE,
  ownDirect: FALSE,
  ownRole: FALSE,
  ownAccount: FALSE,
  retire: FALSE,
  retireByAccount: FALSE,
};

/** What the grants on a key say about a call. */
export function evaluateGrants(grants: readonly CompiledGrant[], call: Call): GrantVerdict {
  if (grants.length === 0) return NOTHING;
  const verdict = { ...NOTHING };
  for (const grant of grants) {
    const match = matchGrant(grant, call);
    const rest = and(match.operation, match.constraint);
    const own = and(rest, match.issuer);
    verdict.direct = or(verdict.direct, and(rest, match.direct));
    verdict.role = or(verdict.role, and(rest, match.role));
    verdict.account = or(verdict.account, and(rest, match.account));
    verdict.ownDirect = or(verdict.ownDirect, and(own, match.direct));
    verdict.ownRole = or(verdict.ownRole, and(own, match.role));
    verdict.ownAccount = or(verdict.ownAccount, and(own, match.account));
    verdict.retire = or(verdict.retire, and(match.operation, or(match.direct, match.role)));
    verdict.retire = or(verdict.retire, mayRetire(grant, call));
    verdict.retireByAccount = or(verdict.retireByAccount, match.issuer);
  }
  return verdict;
}

function mayRetire({ retiring }: CompiledGrant, { caller }: Call): Truth {
  if (!retiring) return FALSE;
  const role = caller.role ? sameText(retiring, caller.role) : FALSE;
  return or(sameText(retiring, caller.subject), role);
}

/** Why a grant does not apply to a call from another account although all else fits. */
export function onlyIssuerWrong(match: GrantMatch): boolean {
  const grantee = or(match.direct, or(match.role, match.account));
  return and(and(grantee, match.operation), and(match.constraint, not(match.issuer))) === TRUE;
}
