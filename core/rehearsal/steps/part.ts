/** What a step comes to for one link, and how links come together. */
import { decideAsk, type Ask } from '../requests/ask';
import type { Outcome, RequestResult } from '../result';
import type { ReadWorld } from '../world/read-world';
import type { Known, World, WorldLink } from '../world/world';
import type { Check } from './check';

/** A step, for one link. */
export type TakeStep = (link: WorldLink, read: ReadWorld) => Part;

export interface Part {
  readonly requests: readonly RequestResult[];
  readonly checks: readonly Check[];
  readonly outcome: Outcome;
  readonly asExpected: boolean | null;
}

/** A step that works when every request is allowed and every check holds. */
export function workingPart(
  asks: readonly Ask[],
  checks: readonly Check[],
  world: World,
  requests: readonly RequestResult[] = asks.map((ask) => decideAsk(ask, world)),
): Part {
  const holds: Known[] = [...requests.map(isAllowed), ...checks.map((check) => check.holds)];
  const outcome = holds.includes(false) ? 'fails' : holds.includes(undefined) ? 'unknown' : 'works';
  return { requests, checks, outcome, asExpected: expectWorks(outcome) };
}

export function isAllowed({ decision }: RequestResult): Known {
  return decision === 'allowed' ? true : decision === 'denied' ? false : undefined;
}

function expectWorks(outcome: Outcome): boolean | null {
  return outcome === 'works' ? true : outcome === 'fails' ? false : null;
}

/** A step works, and is as expected, only where it is so for every link. */
export function together(parts: readonly Part[]): Part {
  const outcomes = parts.map(({ outcome }) => outcome);
  const expected = parts.map(({ asExpected }) => asExpected);
  return {
    requests: distinct(parts.flatMap(({ requests }) => requests)),
    checks: distinctChecks(parts.flatMap(({ checks }) => checks)),
    outcome: outcomes.includes('fails')
      ? 'fails'
      : outcomes.includes('unknown') || outcomes.length === 0
        ? 'unknown'
        : 'works',
    asExpected: expected.includes(false)
      ? false
      : expected.includes(null) || expected.length === 0
        ? null
        : true,
  };
}

function distinct(requests: readonly RequestResult[]): RequestResult[] {
  const keyOf = ({ principal, action, resource, decision }: RequestResult) =>
    [principal, action, resource, decision].join('\n');
  return [
    ...new Map(requests.toReversed().map((request) => [keyOf(request), request])).values(),
  ].toReversed();
}

function distinctChecks(checks: readonly Check[]): Check[] {
  return [...new Map(checks.map((check) => [`${check.rule}\n${check.message}`, check])).values()];
}
