import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_CONFIG } from '../../../core/lint/config';
import { judgePlan, type JudgedPlan, type PlanToJudge } from '../../../core/run-task/judge-plan';
import { MAX_KEPT_LENGTH } from '../../../core/run-task/limits';
import type { Marks } from '../../../core/run-task/siblings';

const textOf = (name: string) =>
  readFileSync(join('test', 'core', 'rehearsal', 'plans', 'literals', `${name}.json`), 'utf8');

async function judge(
  text: string,
  companionsOf: PlanToJudge['companionsOf'] = () => Promise.resolve([]),
): Promise<JudgedPlan> {
  const settings = { config: NO_CONFIG, tool: { name: 'fsx-lustre-kms', version: '1.2.3' } };
  return await judgePlan({ workspace: 'a', text, companionsOf }, settings);
}

async function lastOf(text: string) {
  const judged = await judge(text);
  assert.equal(judged.status, 'judged');
  return judged.last;
}

describe('a plan that is judged', () => {
  it('names what it is about, and is rehearsed with the plans that are given for it', async () => {
    const asked: Marks[] = [];
    const judged = await judge(textOf('a'), (marks) => {
      asked.push(marks);
      return Promise.resolve(['b', 'c'].map((name) => ({ name, text: textOf(name) })));
    });
    assert.equal(judged.status, 'judged');
    assert.match(judged.result.message, /Rehearsal with the last plans of b, c: 7 steps: 7 as expected\.$/);
    assert.deepEqual(
      asked.map(({ accounts }) => accounts.has('101010101010')),
      [true],
    );
  });

  it('is kept without what nobody reads, with what it is about', async () => {
    const output_changes = { password: { actions: ['create'], after: 'nobody reads it' } };
    const last = await lastOf(JSON.stringify({ ...(JSON.parse(textOf('c')) as object), output_changes }));
    assert.equal(last.status, 'plan');
    assert.ok(last.text.includes('"aws_kms_key_policy"'));
    assert.equal(last.text.includes('nobody reads it'), false);
    assert.ok(last.marks.accounts.has('303030303030'));
  });

  it('is kept up to a length', async () => {
    const plan = JSON.parse(textOf('c')) as Record<string, unknown>;
    const kept = await lastOf(JSON.stringify({ ...plan, more: '' }));
    assert.equal(kept.status, 'plan');
    const more = 'x'.repeat(MAX_KEPT_LENGTH - kept.text.length);
    assert.equal((await lastOf(JSON.stringify({ ...plan, more }))).status, 'plan');
    assert.deepEqual(await lastOf(JSON.stringify({ ...plan, more: `${more}x` })), { status: 'too-large' });
  });

  it('leaves nothing when no key, bucket or file system is in it', async () => {
    assert.deepEqual(await lastOf(JSON.stringify({ format_version: '1.2', resource_changes: [] })), {
      status: 'nothing',
    });
  });

  it('asks for no companions when it cannot be read', async () => {
    const asked: Marks[] = [];
    const judged = await judge('{', (marks) => {
      asked.push(marks);
      return Promise.resolve([]);
    });
    assert.deepEqual(
      [judged, asked],
      [{ status: 'unreadable', reason: 'The plan is not JSON, or was cut off.' }, []],
    );
  });
});
