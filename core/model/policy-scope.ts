/** Which policies a rule looks at, and where to mark a statement as a whole. */
import { textOf, tokenRange, valuesIn } from '../syntax/inspect';
import type { Range, StringValue } from '../syntax/value';
import { STATEMENT_ELEMENTS } from './elements';
import type { Model } from './model';
import type { Policy, PolicyKind } from './policy';
import type { Statement } from './statement';

/** A statement and the policy it stands in. */
export interface PolicyStatement {
  readonly policy: Policy;
  readonly statement: Statement;
}

/** The statements of every policy of some kinds that is certainly AWS's. */
export function* statementsOf(
  { policies }: Pick<Model, 'policies'>,
  ...kinds: readonly PolicyKind[]
): Generator<PolicyStatement> {
  for (const policy of policies) {
    if (!kinds.includes(policy.kind) || !isIamPolicy(policy)) continue;
    for (const statement of policy.statements) yield { policy, statement };
  }
}

/** Whether a resource in view has the policy, so that its kind is no guess. */
export function isAttached({ holders }: Policy): boolean {
  return holders.length > 0;
}

/** Whether an `aws_iam_policy_document` makes the policy: it writes the element names itself. */
export function isMadeByDataSource({ node, file }: Policy): boolean {
  return file.resources.some(
    ({ type, body }) => type === 'aws_iam_policy_document' && body.range.start === node.range.start,
  );
}

/**
 * Whether an object with a `Statement` is a policy of AWS: firewall rules have statements too, and other clouds
 * took the form over, with versions such as "1" or "1.1".
 */
export function isIamPolicy(policy: Policy): boolean {
  if (isAttached(policy)) return true;
  if (!policy.statements.some(({ node }) => node.entries.filter(({ key }) => isElement(key)).length > 1))
    return false;
  return policy.version === undefined || !/^\d+(\.\d+)?$/.test(policy.version) || mentionsAws(policy);
}

const FOLDED: ReadonlySet<string> = new Set(STATEMENT_ELEMENTS.map((name) => name.toLowerCase()));

function isElement({ text }: StringValue): boolean {
  return FOLDED.has(text.toLowerCase());
}

function mentionsAws({ node }: Policy): boolean {
  for (const value of valuesIn(node)) if (/^arn:aws/.test(textOf(value) ?? '')) return true;
  return false;
}

/** What to mark when a statement lacks something: its Sid, else the name of its first element. */
export function statementHead({ node }: Statement): Range {
  const sid = node.entries.find(({ key, value }) => key.text === 'Sid' && textOf(value))?.value;
  if (sid?.kind === 'string') return tokenRange(sid);
  const first = node.entries[0]?.key;
  return first ? tokenRange(first) : node.range;
}

/** What to mark when a policy as a whole is meant: the word `Statement`. */
export function policyHead({ node }: Policy): Range {
  const entry = node.entries.find(({ key }) => key.text === 'Statement') ?? node.entries[0];
  return entry ? tokenRange(entry.key) : node.range;
}
