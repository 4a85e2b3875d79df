import { SERVICE_PRINCIPALS } from '../../facts/service-principals';
import { isNarrowed } from '../../model/narrowing';
import type { PolicyKind } from '../../model/policy';
import { listBody, textBody, textCandidate, type Candidate } from './candidate';
import type { StatementContext } from './context';
import { roleCandidates, rootCandidates } from './role-arns';

/** Types of principals, by what a policy is attached to. */
const TYPES: Readonly<Record<PolicyKind, readonly string[]>> = {
  key: ['AWS', 'Service'],
  bucket: ['AWS', 'Service', 'CanonicalUser'],
  trust: ['AWS', 'Service', 'Federated'],
  identity: [],
  guard: ['AWS'],
  unknown: ['AWS', 'Service', 'Federated'],
};

/** `AWS`, `Service`, …; in a policy document also `*`, as a type of its own. */
export function principalTypeCandidates({ site }: StatementContext): Candidate[] {
  const { policy, statement, isDocument, siblings } = site;
  if (isDocument) {
    const everybody = mayNameEverybody(site) ? ['*'] : [];
    return [...TYPES[policy.kind === 'identity' ? 'unknown' : policy.kind], ...everybody].map((type) =>
      textCandidate(type, 'value', 0),
    );
  }
  return TYPES[policy.kind === 'identity' && statement.principalEntry ? 'unknown' : policy.kind]
    .filter((type) => !siblings.includes(type))
    .map((type) => ({
      label: type,
      kind: 'value',
      rank: 0,
      insert: { as: 'name', name: [type], body: listBody(textBody({ stop: 1 })) },
    }));
}

/** Whom a statement can be about: accounts, roles of file systems, services. */
export function principalCandidates({ site, model, seen }: StatementContext): Candidate[] {
  const { principalType, siblings } = site;
  const everybody = mayNameEverybody(site)
    ? [textCandidate('*', 'principal', 5, { detail: 'everybody whom the conditions leave' })]
    : [];
  switch (principalType) {
    case '*':
      return everybody;
    case 'Service':
      return SERVICE_PRINCIPALS.filter((service) => !siblings.includes(service)).map((service) =>
        textCandidate(service, 'principal', 1),
      );
    case 'AWS':
    case undefined:
      return [...rootCandidates(seen, 0), ...roleCandidates(seen, model, 1), ...everybody].filter(
        ({ label }) => !siblings.includes(label),
      );
    default:
      return [];
  }
}

/** `*` is right where conditions narrow it, and in a Deny. */
function mayNameEverybody({ statement }: StatementContext['site']): boolean {
  return statement.effect === 'Deny' || isNarrowed(statement);
}
