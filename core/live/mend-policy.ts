/** The smallest change of a policy that lets in what it keeps out. */
import { corrected } from './correct-statement';
import { addStatements } from './merge-policy';
import { statementsOf } from './policy-meaning';

type Document = Readonly<Record<string, unknown>>;

export interface MendOptions {
  /** Of the key or bucket whose policy it is. */
  readonly region: string;
  /** How many requests are denied where this is the policy. */
  readonly denied: (policy: Document | undefined) => number;
}

/**
 * The policy with what of the wanted statements makes a difference: first statements that are there are corrected,
 * then those that are missing are added. What a policy has already in its own words is not added again.
 * @param document undefined where there is no policy yet
 */
export function mendPolicy(
  document: Document | undefined,
  wanted: readonly unknown[],
  { region, denied }: MendOptions,
): Document {
  const whole = addStatements(document, wanted);
  const goal = denied(whole);
  let after = document;
  let left = denied(document);
  // What does not help alone may still be needed, as where an explicit deny hides it.
  if (goal >= left) return whole;
  const attempt = (change: (policy: Document | undefined) => Document | undefined): void => {
    if (left <= goal) return;
    const tried = change(after);
    const count = tried === undefined ? left : denied(tried);
    if (count < left) [after, left] = [tried, count];
  };
  statementsOf(document).forEach((_, at) => {
    for (const statement of wanted) attempt((policy) => withCorrected(policy, at, statement, region));
  });
  for (const statement of wanted) attempt((policy) => addStatements(policy, [statement]));
  return left <= goal && after !== undefined ? after : whole;
}

function withCorrected(
  policy: Document | undefined,
  at: number,
  wanted: unknown,
  region: string,
): Document | undefined {
  const statements = statementsOf(policy);
  const right = corrected(statements[at], wanted, region);
  if (policy === undefined || right === undefined) return undefined;
  return { ...policy, Statement: statements.map((one, index) => (index === at ? right : one)) };
}
