/** Sites in a policy as IAM writes it. */
import type { Policy } from '../../model/policy';
import type { Statement } from '../../model/statement';
import type { ElementSite, Site, StatementSite } from './site';
import { rangeOfToken, siblingsOf, type Step, type Trail } from './trail';

/** Elements that have one kind of values. */
const VALUES: ReadonlyMap<string, StatementSite['kind']> = new Map([
  ['Effect', 'effect'],
  ['Action', 'action'],
  ['NotAction', 'action'],
  ['Resource', 'resource'],
  ['NotResource', 'resource'],
  ['Principal', 'principal'],
  ['NotPrincipal', 'principal'],
]);

/** What the token at the end of a trail through a policy is. */
export function policySite(policy: Policy, trail: Trail): Site | undefined {
  const [outer, element, ...inner] = trail.steps;
  const { token, isKey } = trail;
  const range = rangeOfToken(token);
  const { file } = policy;
  if (!outer) return undefined;
  if (!element) return isKey ? { kind: 'policy-element', file, token, range, node: outer.object } : undefined;
  const statement = statementWith(policy, element);
  if (outer.entry.key.text !== 'Statement' || !statement) return undefined;
  const base = { file, token, range, policy, statement };
  if (isKey && inner.length === 0) {
    return { ...base, kind: 'element', level: 'statement', parent: element.object } satisfies ElementSite;
  }
  const name = element.entry.key.text;
  if (name === 'Condition') return conditionSite(base, trail, inner);
  const kind = VALUES.get(name);
  if (kind === undefined) return undefined;
  const common = { ...base, isDocument: false, conditionKeys: [], siblings: siblingsOf(trail) };
  const [type, ...deeper] = inner;
  if (!type) {
    return kind === 'principal' ? { ...common, kind, principalType: '*' } : { ...common, kind };
  }
  if (kind !== 'principal' || deeper.length > 0) return undefined;
  if (isKey) return { ...common, kind: 'principal-type', siblings: otherNames(type) };
  return { ...common, kind, principalType: type.entry.key.text };
}

function conditionSite(
  base: Pick<StatementSite, 'file' | 'token' | 'range' | 'policy' | 'statement'>,
  trail: Trail,
  [operator, key, ...deeper]: readonly Step[],
): StatementSite | undefined {
  if (!operator || deeper.length > 0) return undefined;
  const common = { ...base, isDocument: false, siblings: siblingsOf(trail) };
  if (!key) {
    if (!trail.isKey) return undefined;
    const { value } = operator.entry;
    const conditionKeys = value.kind === 'object' ? value.entries.map((entry) => entry.key.text) : [];
    return { ...common, kind: 'operator', conditionKeys, siblings: otherNames(operator) };
  }
  const under = { ...common, operator: operator.entry.key.text };
  return trail.isKey
    ? { ...under, kind: 'condition-key', conditionKeys: otherNames(key) }
    : { ...under, kind: 'condition-value', conditionKeys: [key.entry.key.text] };
}

function otherNames({ object, entry }: Step): string[] {
  return object.entries.filter((other) => other !== entry).map(({ key }) => key.text);
}

/** A statement's object is read again for files with mistakes: its place tells which one it is. */
function statementWith(policy: Policy, { object }: Step): Statement | undefined {
  return policy.statements.find(
    ({ node }) => node.range.start === object.range.start && node.range.end === object.range.end,
  );
}
