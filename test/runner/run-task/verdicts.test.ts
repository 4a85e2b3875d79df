import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder';
import type { Callback } from './hcp-terraform';
import { edited, planText, start, type Setting } from './start';

const SCRATCH_1 = ['"deployment_type": "SCRATCH_2"', '"deployment_type": "SCRATCH_1"'] as const;

/** The plan of account A with an error in its file system, and what it does with it. */
function planWithError(...actions: readonly string[]): string {
  const plan = JSON.parse(edited('literals/a', SCRATCH_1)) as {
    resource_changes: {
      type: string;
      change: { actions: readonly string[]; before: unknown; after: unknown };
    }[];
  };
  for (const { type, change } of plan.resource_changes) {
    if (type !== 'aws_fsx_lustre_file_system') continue;
    change.actions = actions;
    change.before = actions.includes('create') && actions.length === 1 ? null : change.after;
    if (actions.join() === 'delete') change.after = null;
  }
  return JSON.stringify(plan);
}

function ids({ outcomes }: Callback): string[] {
  return outcomes.map(({ attributes }) => attributes['outcome-id']);
}

function statusOf({ outcomes }: Callback, id: string) {
  return outcomes.find(({ attributes }) => attributes['outcome-id'] === id)?.attributes.tags['Status']?.[0];
}

describe('verdicts of the run task server on real plans', () => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await start();
  });
  afterEach(async () => {
    await setting.close();
  });

  it('one plan of three accounts passes, and all seven steps are as expected', async () => {
    const final = await setting.run('all', planText('one-plan/plan'));
    assert.equal(final.status, 'passed');
    assert.match(
      final.message,
      /^0 errors, 0 warnings \(9 resources changed, 0 as they were\)\. Rehearsal of this plan alone: 7 steps: 7 as expected\.$/,
    );
    assert.deepEqual(statusOf(final, 'rehearsal'), { label: 'As expected', level: 'none' });
  });

  const VERDICTS: readonly (readonly [
    actions: readonly string[],
    status: string,
    tag: string | undefined,
  ])[] = [
    [['create'], 'failed', 'Failed'],
    [['update'], 'failed', 'Failed'],
    [['delete', 'create'], 'failed', 'Failed'],
    [['create', 'delete'], 'failed', 'Failed'],
    [['no-op'], 'passed', 'Not changed here'],
    [['delete'], 'passed', undefined],
    [['forget'], 'passed', undefined],
  ];
  for (const [actions, status, tag] of VERDICTS) {
    it(`an error in a resource with the actions ${actions.join(', ')}: ${status}`, async () => {
      const final = await setting.run('a', planWithError(...actions));
      assert.equal(final.status, status);
      assert.equal(statusOf(final, 'fsx-deployment-type')?.label, tag);
    });
  }

  it('advisory and mandatory tasks have the same result', async () => {
    const mandatory = await setting.run('a', planWithError('create'));
    const advisory = await setting.run('b', planWithError('create'), {
      task_result_enforcement_level: 'advisory',
    });
    assert.deepEqual({ ...advisory, task: 'a' }, mandatory);
  });

  it('an outcome has the rule, where and what it found, how to mend it, and its page', async () => {
    const { outcomes, message } = await setting.run('a', planWithError('create'));
    const [first] = outcomes;
    assert.ok(first);
    const { body = '', ...others } = first.attributes;
    assert.deepEqual(others, {
      'outcome-id': 'fsx-deployment-type',
      description: 'The deployment type is unknown, left out, or cannot be linked to a bucket',
      tags: { Status: [{ label: 'Failed', level: 'error' }], Severity: [{ label: 'Error', level: 'error' }] },
      url: 'https://example.com/pages/docs/rules/fsx-deployment-type.md',
    });
    assert.match(
      body,
      /\*\*`aws_fsx_lustre_file_system\.scratch`\*\* \(is created\): A `"SCRATCH_1"` file system cannot/,
    );
    assert.match(
      body,
      /\[fsx-deployment-type\]\(https:\/\/example\.com\/pages\/docs\/rules\/fsx-deployment-type\.md\)/,
    );
    assert.match(message, /^1 error, 0 warnings .* aws_fsx_lustre_file_system\.scratch: A "SCRATCH_1"/);
  });

  for (const [name, capabilities, has] of [
    ['that takes outcomes', { capabilities: { outcomes: true } }, true],
    ['as older texts spell it', { capabilities: undefined, capabilitites: { outcomes: true } }, true],
    ['that takes none', { capabilities: { outcomes: false } }, false],
    ['that says nothing', { capabilities: undefined }, false],
  ] as const) {
    it(`a caller ${name} ${has ? 'is' : 'is not'} sent outcomes`, async () => {
      const { outcomes } = await setting.run('a', planWithError('create'), capabilities);
      assert.equal(outcomes.length > 0, has);
    });
  }

  it('a plan that has nothing to do with it passes without a rehearsal', async () => {
    const plan = {
      format_version: '1.2',
      resource_changes: [
        { address: 'null_resource.x', type: 'null_resource', change: { actions: ['create'] } },
      ],
    };
    const final = await setting.run('other', JSON.stringify(plan));
    assert.deepEqual(
      [final.status, final.outcomes, final.message],
      ['passed', [], '0 errors, 0 warnings (0 resources changed, 0 as they were).'],
    );
  });

  describe('with the plans of other workspaces', () => {
    const unknown = { label: 'Not known', level: 'info' };
    const well = { label: 'As expected', level: 'none' };
    const changes = { organization_name: 'research' };

    it('one workspace alone passes, and is not said to be well', async () => {
      for (const name of ['a', 'b', 'c']) {
        const organization_name = `only-${name}`;
        const final = await setting.run(name, planText(`literals/${name}`), { organization_name });
        assert.deepEqual([final.status, statusOf(final, 'rehearsal')], ['passed', unknown]);
        assert.match(final.message, /unknown\.$/);
      }
    });

    it('the last of three is rehearsed with the two before it', async () => {
      const seen = [];
      for (const name of ['c', 'b', 'a']) seen.push(await setting.run(name, planText(`literals/${name}`)));
      assert.deepEqual(
        seen.map((final) => statusOf(final, 'rehearsal')),
        [unknown, unknown, well],
      );
      assert.match(
        seen[2]?.message ?? '',
        /Rehearsal with the last plans of b, c: 7 steps: 7 as expected\.$/,
      );
    });

    it('a grant that the key policy of another workspace denies fails where it is made, and only there', async () => {
      const edit = ['kms:CreateGrant', 'kms:ListGrants'] as const;
      await setting.run('c', edited('literals/c', edit));
      await setting.run('b', planText('literals/b'));
      const final = await setting.run('a', planText('literals/a'), {
        task_result_enforcement_level: 'advisory',
      });
      assert.deepEqual([final.status, ids(final)[0]], ['failed', 'rehearsal-grant']);
      assert.match(
        final.message,
        /aws_kms_grant\.frames: KMS will deny this grant: kms:CreateGrant on arn:aws:kms:/,
      );
      const again = await setting.run('c', edited('literals/c', edit), {
        task_result_id: 'c-again',
        task_result_callback_url: setting.hcp.payload('c-again')['task_result_callback_url'],
      });
      assert.deepEqual([again.status, statusOf(again, 'rehearsal')?.label], ['passed', 'Not as expected']);
    });

    const NOT_KEPT: readonly (readonly [string, Record<string, unknown>, string])[] = [
      ['of a speculative run', { is_speculative: true }, planText('literals/c')],
      ['of another organization', { organization_name: 'other' }, planText('literals/c')],
      [
        'that a mandatory task has failed',
        {},
        edited('literals/c', ['\\"Action\\":\\"kms:*\\",', '\\"Action\\":\\"kms:Decript\\",']),
      ],
    ];
    for (const [name, payload, text] of NOT_KEPT) {
      it(`a plan ${name} is not kept`, async () => {
        const first = await setting.run('c', text, payload);
        assert.equal(first.status, name.includes('failed') ? 'failed' : 'passed', first.message);
        await setting.run('b', planText('literals/b'), changes);
        const final = await setting.run('a', planText('literals/a'), changes);
        assert.deepEqual(statusOf(final, 'rehearsal'), unknown);
        assert.match(final.message, /with the last plans of b:/);
      });
    }

    it('a workspace whose resources are deleted has nothing any more', async () => {
      await setting.run('c', planText('literals/c'));
      await setting.run('b', planText('literals/b'));
      const task_result_callback_url = setting.hcp.payload('c2')['task_result_callback_url'];
      const gone = planText('literals/c').replaceAll('"create"', '"delete"').replaceAll('"after":', '"was":');
      await setting.run('c', gone, { task_result_id: 'c2', task_result_callback_url });
      assert.match((await setting.run('a', planText('literals/a'))).message, /with the last plans of b:/);
    });

    it('files given count until their workspace has a plan of its own', async () => {
      await setting.close();
      const files = ['b', 'c'].map((name) =>
        join('test', 'core', 'rehearsal', 'plans', 'literals', `${name}.json`),
      );
      setting = await start({ companions: { files } });
      assert.match(
        (await setting.run('a', planText('literals/a'))).message,
        /last plans of b, c: 7 steps: 7 as expected/,
      );
      await setting.run('c', edited('literals/c', ['kms:CreateGrant', 'kms:ListGrants']));
      const { task_result_callback_url } = setting.hcp.payload('a2');
      const again = await setting.run('a', planText('literals/a'), {
        task_result_id: 'a2',
        task_result_callback_url,
      });
      assert.equal(again.status, 'failed');
    });

    it('outlive the server in a folder, which nobody else can read', async () => {
      await setting.close();
      const dataDir = join(temporaryFolder(), 'plans');
      setting = await start({ companions: { dataDir } });
      for (const name of ['b', 'c']) await setting.run(name, planText(`literals/${name}`));
      await setting.close();
      assert.equal(statSync(dataDir).mode & 0o077, 0);
      assert.equal(readdirSync(dataDir).length, 2);
      for (const name of readdirSync(dataDir)) assert.equal(statSync(join(dataDir, name)).mode & 0o077, 0);
      setting = await start({ companions: { dataDir } });
      assert.match(
        (await setting.run('a', planText('literals/a'))).message,
        /last plans of b, c: 7 steps: 7 as expected/,
      );
    });
  });
});
