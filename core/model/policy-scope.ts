/** Which policies a rule looks at, and where to mark a statement as a whole. */
import { textOf, tokenRange, valuesIn } from '../syntax/inspect';
import type { Range, StringValue, Value } from '../syntax/value';
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
  model: Pick<Model, 'once'>,
  ...kinds: readonly PolicyKind[]
): Generator<PolicyStatement> {
  for (const found of model.once(everyStatement)) if (kinds.includes(found.policy.kind)) yield found;
}

/** The statements of every policy that is certainly AWS's; ask the model for it by `once`. */
export function everyStatement({ policies }: Model): PolicyStatement[] {
  return policies
    .filter(isIamPolicy)
    .flatMap((policy) => policy.statements.map((statement) => ({ policy, statement })));
}

/** Whether a resource in view has the policy, so that its kind is no guess. */
export function isAttached({ holders }: Policy): boolean {
  return holders.length > 0;
}

/** Every value in a policy, in the order of the file. */
export function valuesOfPolicy(policy: Policy): readonly Value[] {
  return policy.once(readValues);
}

function readValues({ node }: Policy): readonly Value[] {
  return valuesIn(node);
}

/** Whether an `aws_iam_policy_document` makes the policy: it writes the element names itself. */
export function isMadeByDataSource({ madeBy }: Policy): boolean {
  return madeBy !== undefined;
}

/**
 * Whether an object with a `Statement` is a policy of AWS: firewall rules have statements too, and other clouds
 * took the form over, with versions such as "1" or "1.1". So did CloudFormation, for the policies of its stacks.
 */
export function isIamPolicy(policy: Policy): boolean {
  return policy.once(looksLikeIam);
}

function looksLikeIam(policy: Policy): boolean {
  if (isAttached(policy)) return true;
  if (!policy.statements.some(({ node }) => node.entries.filter(({ key }) => isElement(key)).length > 1))
    return false;
  if (isStackPolicy(policy)) return false;
  return policy.version === undefined || !/^\d+(\.\d+)?$/.test(policy.version) || mentionsAws(policy);
}

/** A stack's policy is about updates of its resources: `Update:Replace` on `LogicalResourceId/Name`. */
function isStackPolicy({ statements }: Policy): boolean {
  return statements.some(({ action, notAction }) =>
    [...(action?.items ?? []), ...(notAction?.items ?? [])].some((item) =>
      /^Update:/i.test(textOf(item) ?? ''),
    ),
  );
}

const FOLDED: ReadonlySet<string> = new Set(STATEMENT_ELEMENTS.map((name) => name.toLowerCase()));

function isElement({ text }: StringValue): boolean {
  return FOLDED.has(text.toLowerCase());
}

function mentionsAws(policy: Policy): boolean {
  return valuesOfPolicy(policy).some((value) => textOf(value)?.startsWith('arn:aws'));
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
