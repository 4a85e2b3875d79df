/** The smallest change of a policy that lets in what it keeps out. */
import { statementsOf } from '../../policies/statements';
import { corrected } from './correct-statement';
import { addStatements } from './merge-policy';

type Document = Readonly<Record<string, unknown>>;

export interface MendOptions {
  /** Of the key or bucket whose policy it is. */
  readonly region: string;
  /** How many requests are denied where this is the policy. */
  readonly denied: (policy: Document | undefined) => number;
}

/**
 * The policy with what of the wanted statements makes a difference: first statements that are there are corrected,
 * then those that are missing are added. What a policy has already in its own words is not added again. A value that no
 * request can have is corrected along with the rest, even where nothing depends on it now.
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
  // What helps nothing is left out.
  if (goal >= left) return document ?? whole;
  statementsOf(document).forEach((_, at) => {
    for (const statement of wanted) {
      const right = corrected(statementsOf(after)[at], statement, region);
      if (right === undefined) continue;
      const tried = withStatement(after, at, right.statement);
      const count = denied(tried);
      if (count < left) [after, left] = [tried, count];
      else if (right.revived) after = withStatement(after, at, right.revived);
    }
  });
  for (const statement of wanted) {
    if (left <= goal) break;
    const tried = addStatements(after, [statement]);
    const count = denied(tried);
    if (count < left) [after, left] = [tried, count];
  }
  return left <= goal && after !== undefined ? after : whole;
}

function withStatement(policy: Document | undefined, at: number, statement: Document): Document {
  return { ...policy, Statement: statementsOf(policy).map((one, index) => (index === at ? statement : one)) };
}
