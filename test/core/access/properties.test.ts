import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluateAccess } from '../../../core/access/evaluate';
import type { AccessPolicies, Decision } from '../../../core/access/request';
import { replacedAt, situation, textPaths } from './generators';

const RANK: Record<Decision, number> = { denied: 0, unknown: 1, allowed: 2 };
const RUNS = { numRuns: 1000 };

const everything = { Action: '*', Resource: '*' };
const everyone = { ...everything, Principal: '*' };

function withStatement(policies: AccessPolicies, statement: object): AccessPolicies[] {
  const added = (document: unknown, extra: object) => ({
    ...(document as object | undefined),
    Statement: [...((document as { Statement?: object[] } | undefined)?.Statement ?? []), extra],
  });
  const bare = { ...statement };
  const named = { ...statement, Principal: '*' };
  const [firstScp, ...otherScps] = policies.serviceControlPolicies ?? [];
  return [
    { ...policies, identityPolicies: [...(policies.identityPolicies ?? []), added(undefined, bare)] },
    { ...policies, resourcePolicy: added(policies.resourcePolicy, named) },
    ...(policies.permissionsBoundary === undefined
      ? []
      : [{ ...policies, permissionsBoundary: added(policies.permissionsBoundary, bare) }]),
    ...(firstScp === undefined
      ? []
      : [{ ...policies, serviceControlPolicies: [added(firstScp, bare), ...otherScps] }]),
  ];
}

describe('access, properties', () => {
  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (request, policies) => {
        evaluateAccess(request as never, policies as never);
      }),
      RUNS,
    );
  });

  it('never throws on a case with one element replaced by any JSON', () => {
    fc.assert(
      fc.property(situation, fc.nat(), fc.jsonValue(), (given, choice, value) => {
        const paths = textPaths(given);
        const changed = replacedAt(given, paths[choice % paths.length] ?? [], () => value);
        evaluateAccess(changed.request, changed.policies);
      }),
      RUNS,
    );
  });

  it('an added Deny never allows more', () => {
    fc.assert(
      fc.property(situation, fc.boolean(), ({ request, policies }, conditioned) => {
        const deny = {
          Effect: 'Deny',
          ...everything,
          ...(conditioned ? { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } } : {}),
        };
        const before = RANK[evaluateAccess(request, policies).decision];
        for (const more of withStatement(policies, deny)) {
          assert.ok(RANK[evaluateAccess(request, more).decision] <= before);
        }
      }),
      RUNS,
    );
  });

  it('an added Deny for everything denies', () => {
    fc.assert(
      fc.property(situation, ({ request, policies }) => {
        const resourcePolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', ...everyone }] };
        const { decision, denial } = evaluateAccess(request, { ...policies, resourcePolicy });
        assert.deepEqual([decision, denial], ['denied', 'explicit']);
      }),
      RUNS,
    );
  });

  it('an added Allow never allows less', () => {
    fc.assert(
      fc.property(situation, ({ request, policies }) => {
        const before = RANK[evaluateAccess(request, policies).decision];
        for (const more of withStatement(policies, { Effect: 'Allow', ...everything })) {
          assert.ok(RANK[evaluateAccess(request, more).decision] >= before);
        }
      }),
      RUNS,
    );
  });

  it('an added Allow for another action changes nothing', () => {
    fc.assert(
      fc.property(situation, ({ request, policies }) => {
        const unrelated = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' };
        const before = evaluateAccess(request, policies);
        for (const more of withStatement(policies, unrelated)) {
          const after = evaluateAccess(request, more);
          assert.deepEqual([after.decision, after.denial], [before.decision, before.denial]);
        }
      }),
      RUNS,
    );
  });

  it('the order of statements, policies and grants never matters', () => {
    fc.assert(
      fc.property(situation, ({ request, policies }) => {
        const { decision, denial, because } = evaluateAccess(request, policies);
        const after = evaluateAccess(request, reversed(policies) as AccessPolicies);
        assert.deepEqual([after.decision, after.denial, after.because], [decision, denial, because]);
      }),
      RUNS,
    );
  });

  it('what becomes unknown never turns a denial into access or access into a denial', () => {
    fc.assert(
      fc.property(situation, fc.nat(), fc.boolean(), (given, choice, whole) => {
        const before = evaluateAccess(given.request, given.policies).decision;
        const paths = textPaths(given);
        const path = paths[choice % paths.length] ?? [];
        const keepStart = !whole && path[1] !== 'principal' && path[1] !== 'action';
        const changed = replacedAt(given, path, (text) =>
          keepStart ? `${beginningOf(text, choice)}\${var.unknown}` : '${var.unknown}',
        );
        const after = evaluateAccess(changed.request, changed.policies).decision;
        assert.ok(after === before || after === 'unknown', `${path.join('.')}: ${before} became ${after}`);
      }),
      { numRuns: 4000 },
    );
  });

  it('an unknown decision names what would settle it', () => {
    fc.assert(
      fc.property(situation, fc.nat(), (given, choice) => {
        const paths = textPaths(given);
        const changed = replacedAt(given, paths[choice % paths.length] ?? [], () => '${var.unknown}');
        const after = evaluateAccess(changed.request, changed.policies);
        if (after.decision !== 'unknown') return;
        assert.ok(after.because.length > 0);
        assert.match(after.reasons.join('\n'), /var\.unknown/);
      }),
      RUNS,
    );
  });
});

/** Some beginning of a text, not cutting a policy variable. */
function beginningOf(text: string, choice: number): string {
  const variable = text.indexOf('${');
  return text.slice(0, choice % ((variable < 0 ? text.length : variable) + 1));
}

/** The same with every list of statements, policies and grants turned round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reversed(item)]));
}
