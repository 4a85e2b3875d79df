import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { permissionFor } from '../../../core/facts/api-permissions';
import type { AccountRole } from '../../../core/journey/steps';
import { openFacts } from '../../../core/live/commands';
import type { OpenLiveClients } from '../../../runner/live/clients';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { ready } from '../../sandbox/clients';
import { makeUser } from '../../sandbox/signed';
import { needs } from '../../support/requirements';
import { LiveSetUp } from './planted';

const ACCOUNTS = ['fileSystem', 'bucket', 'key'] as const satisfies AccountRole[];

/** The policies of docs/diagnose.md, for accounts A, B and C. */
function documentedPolicies(): string[] {
  const page = readFileSync('docs/diagnose.md', 'utf8');
  return [...page.matchAll(/```json\n(\{[\s\S]*?\n\})\n```/g)].map(([, policy = '']) => policy);
}

function actionsOf(policy: string): string[] {
  const { Statement: statements } = JSON.parse(policy) as { Statement: { Action: string[] }[] };
  return statements.flatMap(({ Action }) => Action);
}

describe('the permissions of docs/diagnose.md', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let setUp: LiveSetUp;
  const lines: string[] = [];
  const clients: Partial<Record<AccountRole, OpenLiveClients>> = {};

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ faults: { lifecycleDelayMs: 0 }, log: (line) => lines.push(line) });
    setUp = await LiveSetUp.make(sandbox);
    const policies = documentedPolicies();
    assert.equal(policies.length, ACCOUNTS.length);
    for (const [at, account] of ACCOUNTS.entries()) {
      const keys = await makeUser(sandbox, sandbox.accounts[account], 'reader', policies[at]);
      clients[account] = setUp.as(account, keys);
    }
    // Then the account's own setting is read as well.
    await setUp.openToEverybody();
  });
  after(() => {
    for (const one of Object.values(clients)) one.destroy();
    (setUp as LiveSetUp | undefined)?.destroy();
    return (sandbox as RunningSandbox | undefined)?.stop();
  });

  it('let everything be read, and name nothing that is not called', async () => {
    lines.length = 0;
    const evidence = await setUp.collect({ events: true }, clients);
    assert.deepEqual(openFacts(evidence), []);
    const called = lines.map((line) => line.split(' ').slice(0, 2).join(':'));
    const needed = called.map((operation) => permissionFor(operation) ?? operation);
    assert.deepEqual([...new Set(needed)].sort(), documentedPolicies().flatMap(actionsOf).sort());
  });
});
