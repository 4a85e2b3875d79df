/** Changes of a policy as it is: what is added or excepted, with everything of its owner's kept. */
import { isRecord } from '../../json-value';
import { sidOf, statementsOf } from '../../policies/statements';
import { meaningOf, textsOf } from './policy-meaning';

type Document = Readonly<Record<string, unknown>>;

/**
 * The policy with statements added that it does not have yet, by what they mean. Every one that is there stays as it is.
 * @param document undefined where there is no policy yet
 */
export function addStatements(document: Document | undefined, wanted: readonly unknown[]): Document {
  const before = statementsOf(document);
  const meanings = new Set(before.map(meaningOf));
  const missing = [...new Map(wanted.map((statement) => [meaningOf(statement), statement]))].flatMap(
    ([meaning, statement]) => (meanings.has(meaning) ? [] : [statement]),
  );
  const taken = new Set(before.map(sidOf));
  const added = missing.map((statement) =>
    taken.has(sidOf(statement)) ? renamed(statement, taken) : statement,
  );
  // A policy without a version takes ${…} for a text, and would not with one.
  const begin = document ?? { Version: '2012-10-17' };
  return { ...begin, Statement: [...before, ...added] };
}

function renamed(statement: unknown, taken: ReadonlySet<string | undefined>): unknown {
  const sid = sidOf(statement) ?? 'Statement';
  let number = 2;
  while (taken.has(`${sid}${number}`)) number += 1;
  return { ...(statement as object), Sid: `${sid}${number}` };
}

/** The policy with a caller excepted from one of its denies. @param index of the statement */
export function except(document: Document, index: number, principalArn: string): Document {
  const statements = statementsOf(document).map((statement, at) => {
    if (at !== index || !isRecord(statement)) return statement;
    const { Condition } = statement;
    const condition = isRecord(Condition) ? Condition : {};
    const { ArnNotLike } = condition;
    const spared = isRecord(ArnNotLike) ? ArnNotLike : {};
    const name = Object.keys(spared).find((key) => key.toLowerCase() === 'aws:principalarn');
    const values = [...textsOf(name === undefined ? undefined : spared[name]), principalArn];
    const { [name ?? '']: _, ...others } = spared;
    return {
      ...statement,
      Condition: { ...condition, ArnNotLike: { ...others, 'aws:PrincipalArn': values } },
    };
  });
  return { ...document, Statement: statements };
}

/** The id of a role or user that was deleted, as which a policy then shows it. */
const GONE = /^A(?:ROA|IDA)[A-Z0-9]{12,}$/;

/**
 * The policy without principals that were deleted: AWS takes none that names them. A statement that was about nobody
 * else goes with them. Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function withoutGone(document: Document): { policy: Document; gone: string[] } {
  const gone: string[] = [];
  const statements = statementsOf(document).flatMap((statement): unknown[] => {
    const name = isRecord(statement) && isRecord(statement['NotPrincipal']) ? 'NotPrincipal' : 'Principal';
    const principal = isRecord(statement) ? statement[name] : undefined;
    if (!isRecord(statement) || !isRecord(principal)) return [statement];
    const { AWS: before, ...services } = principal;
    const all = textsOf(before);
    const left = all.filter((one) => !GONE.test(one));
    const isEmpty = left.length === 0 && Object.keys(services).length === 0;
    // An exception for nobody cannot be written.
    if (left.length === all.length || (isEmpty && name === 'NotPrincipal')) return [statement];
    gone.push(...all.filter((one) => GONE.test(one)));
    if (isEmpty) return [];
    const after = left.length === 0 ? services : { ...principal, AWS: left.length === 1 ? left[0] : left };
    return [{ ...statement, [name]: after }];
  });
  return gone.length === 0
    ? { policy: document, gone }
    : { policy: { ...document, Statement: statements }, gone: [...new Set(gone)] };
}
