import type { Model } from '../../core/model/model';
import { plain } from '../core/syntax/support';

/** The policies of a model as data, however they are written: lists in lists' places, Effect always there. */
export function policiesIn(model: Model): unknown[] {
  return model.policies.map(({ node }) => {
    const { Statement } = plain(node) as { Statement: Record<string, unknown>[] };
    return Statement.map(comparable);
  });
}

/** The statements of a JSON policy, for comparison with those. */
export function statementsOf(json: string): unknown {
  return (JSON.parse(json) as { Statement: Record<string, unknown>[] }).Statement.map(comparable);
}

function comparable({
  Sid,
  Effect = 'Allow',
  Principal,
  Action,
  Resource,
  Condition,
}: Record<string, unknown>) {
  return {
    Sid,
    Effect,
    Principal: listsIn(isEverybody(Principal) ? '*' : Principal),
    Action: listsIn(Action),
    Resource: listsIn(Resource),
    Condition: listsIn(Condition),
  };
}

/** `principals { type = "*" }` and `Principal: "*"` are one. */
function isEverybody(principal: unknown): boolean {
  return JSON.stringify(principal) === '{"*":["*"]}';
}

/** The same with every text a list. */
function listsIn(value: unknown): unknown {
  if (value === undefined || Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [value];
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, listsIn(inner)]));
}
