import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNTS, DEPLOY_ORDER, type AccountRole } from '../../core/journey/steps';
import type { Callback } from '../runner/run-task/hcp-terraform';
import { start, type Setting } from '../runner/run-task/start';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C } from '../support/deployments';
import { needs } from '../support/requirements';
import { startStsStub, type StsStub } from '../support/sts-stub';
import { synthesizeSample, type Synthesized } from '../support/synthesize';
import { temporaryFolder } from '../support/temporary-folder';
import {
  atOnce,
  plan,
  providerOf,
  terraformFolder,
  writeState,
  type Plan,
  type TerraformFolder,
} from '../support/terraform';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ALIAS = 'alias/fsx-lustre-kms-data';
const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT_C}:key/${KEY_ID}`;
const ACCOUNT_IDS: Record<AccountRole, string> = { fileSystem: ACCOUNT_A, bucket: ACCOUNT_B, key: ACCOUNT_C };

/** What AWS has given the resources of account C's stack; the rest of their state is what was planned. */
const GIVEN: Readonly<Record<string, Record<string, unknown>>> = {
  aws_kms_key: { arn: KEY_ARN, id: KEY_ID, key_id: KEY_ID, multi_region: false, tags_all: {} },
  aws_kms_alias: { id: ALIAS, target_key_arn: KEY_ARN, target_key_id: KEY_ID },
};

/** One change of a stack's Terraform: what stands there, and what in its place. */
type Edit = readonly [from: string, to: string];

const OTHER_CALLER: Edit = [
  `\\"kms:CallerAccount\\":\\"${ACCOUNT_A}\\"`,
  `\\"kms:CallerAccount\\":\\"${ACCOUNT_B}\\"`,
];
const OTHER_ADMINISTRATOR: Edit = [
  `\\"Sid\\":\\"CreateGrantForFileSystem\\",\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"arn:aws:iam::${ACCOUNT_A}:root\\"}`,
  `\\"Sid\\":\\"CreateGrantForFileSystem\\",\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"arn:aws:iam::${ACCOUNT_B}:root\\"}`,
];
const NO_DATA_KEY: Edit = ['"Decrypt","GenerateDataKey","DescribeKey"', '"Decrypt","DescribeKey"'];

describe('plans of our own stacks through the run task server', function () {
  this.timeout(10 * 60_000);
  let sts: StsStub | undefined;
  let setting: Setting;
  let sample: Synthesized;
  /** Those of the deployment as it is, each made once. */
  let healthy: Record<AccountRole, Promise<Plan>>;
  /** That of account C with a mistake in the key policy. */
  let mistaken: Promise<Plan>;

  before(async function () {
    needs(this, 'terraform', 'provider');
    sts = await startStsStub();
    sample = synthesizeSample();
    writeState(sample.folder, ACCOUNTS.key.stack, { key_arn_data: KEY_ARN });
    healthy = { key: planned('key'), bucket: planned('bucket'), fileSystem: planned('fileSystem') };
    mistaken = planned('key', OTHER_CALLER);
    await Promise.all([...Object.values(healthy), mistaken]);
  });
  after(() => {
    sts?.close();
  });
  beforeEach(async () => {
    setting = await start();
  });
  afterEach(async () => {
    await setting.close();
  });

  /** The Terraform of a stack, with one change of its text. */
  function folderOf(account: AccountRole, { outdir }: Synthesized, edit?: Edit): TerraformFolder {
    const from = join(outdir, 'stacks', ACCOUNTS[account].stack, 'cdk.tf.json');
    const text = JSON.stringify(JSON.parse(readFileSync(from, 'utf8')));
    if (edit) assert.equal(text.split(edit[0]).length, 2, `${edit[0]} stands once in ${account}`);
    const file = join(temporaryFolder(), 'cdk.tf.json');
    writeFileSync(file, edit ? text.replace(...edit) : text);
    return terraformFolder(file, providerOf(ACCOUNT_IDS[account]), { AWS_ENDPOINT_URL_STS: sts?.url ?? '' });
  }

  /** The plan of a stack that is made from nothing. */
  async function planned(account: AccountRole, edit?: Edit): Promise<Plan> {
    return await atOnce(() => plan(folderOf(account, sample, edit)));
  }

  /** Runs the task of a workspace. Advisory: what has failed is what the next ones are rehearsed with. */
  async function run(account: AccountRole, given: Plan): Promise<Callback> {
    return await setting.run(ACCOUNTS[account].stack, JSON.stringify(given), {
      task_result_enforcement_level: 'advisory',
    });
  }

  /** Runs the tasks of the three workspaces, in the order of the deployment. */
  async function runAll(changed: Partial<Record<AccountRole, Plan>> = {}): Promise<Callback[]> {
    const finals: Callback[] = [];
    for (const account of DEPLOY_ORDER) {
      finals.push(await run(account, changed[account] ?? (await healthy[account])));
    }
    return finals;
  }

  const failing = ({ outcomes }: Callback) =>
    outcomes
      .map(({ attributes }) => attributes)
      .filter(({ tags }) => tags['Status']?.[0]?.label === 'Failed');

  it('pass as they are; the last one shows the seven steps as expected', async () => {
    const finals = await runAll();
    assert.deepEqual(
      finals.map(({ status, message }) => [status, message]),
      [
        [
          'passed',
          '0 errors, 0 warnings (2 resources changed, 0 as they were). Rehearsal of this plan alone: 7 steps: 7 unknown.',
        ],
        [
          'passed',
          '0 errors, 0 warnings (7 resources changed, 0 as they were). Rehearsal with the last plans of account-c-key: 7 steps: 7 unknown.',
        ],
        [
          'passed',
          '0 errors, 0 warnings (29 resources changed, 0 as they were). Rehearsal with the last plans of account-b-bucket, account-c-key: 7 steps: 7 as expected.',
        ],
      ],
    );
  });

  it('are the same at steps 6 and 7: the last step deploys nothing', () => {
    const [six, seven] = ([6, 7] as const).map((throughStep) => {
      const { folder, stacks } = synthesizeSample({ throughStep });
      return JSON.stringify(stacks).replaceAll(folder, '');
    });
    assert.equal(six, seven);
  });

  const BROKEN: readonly (readonly [
    name: string,
    change: readonly [AccountRole, () => Promise<Plan>],
    fails: AccountRole,
    outcome: string,
    body: string,
  ])[] = [
    [
      'a statement of the key policy asks for a caller of another account',
      ['key', () => mistaken],
      'key',
      'kms-caller-account',
      '**`aws_kms_key.key-data_key_B7296ACB`** (is created): The principals are of account `"111111111111"`, and `kms:CallerAccount` asks for `"222222222222"`: no call fulfils both, so the statement has no effect. Write the principals\' account.',
    ],
    [
      'the key policy lets another account make grants',
      ['key', () => planned('key', OTHER_ADMINISTRATOR)],
      'fileSystem',
      'rehearsal-grant',
      '**`aws_kms_grant.grants_fsx-lustre-kms-data_DB593C3C`** (is created): KMS will deny this grant: `kms:CreateGrant` on `arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab` is denied to who applies the plan. The key policy neither names the caller nor shares `kms:CreateGrant` with its account in a way that fits this request (6 Allow statements read).',
    ],
    [
      'the grant lacks GenerateDataKey',
      ['fileSystem', () => planned('fileSystem', NO_DATA_KEY)],
      'fileSystem',
      'grant-operations-incomplete',
      '**`aws_kms_grant.grants_fsx-lustre-kms-data_DB593C3C`** (is created): The grant lacks `"GenerateDataKey"`: exports fail without a word: hsm\\_archive reports no error, and the object never appears in the bucket. Add `"GenerateDataKey"`.',
    ],
  ];
  for (const [name, [changed, planOfIt], fails, outcome, body] of BROKEN) {
    it(`${name}: the task of ${ACCOUNTS[fails].stack} fails, and no other`, async () => {
      const finals = await runAll({ [changed]: await planOfIt() });
      assert.deepEqual(
        finals.map(({ task, status }) => [task, status]),
        DEPLOY_ORDER.map((account) => [ACCOUNTS[account].stack, account === fails ? 'failed' : 'passed']),
      );
      const [found, ...others] = finals.flatMap(failing);
      assert.deepEqual([found?.['outcome-id'], others], [outcome, []]);
      assert.ok(found?.body?.split('\n\n').includes(body), found?.body);
    });
  }

  describe('of a key whose policy has a mistake, and which is there', () => {
    let folder: TerraformFolder;
    before(async () => {
      const there = synthesizeSample();
      const { resource_changes: made = [] } = await mistaken;
      const resources = made.map(({ address, type, mode, change }) => ({
        ...{ mode, type, name: address.slice(type.length + 1) },
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [{ schema_version: 0, attributes: { ...change.after, ...GIVEN[type] } }],
      }));
      const outputs = { key_arn_data: KEY_ARN, key_alias_data: ALIAS };
      writeState(there.folder, ACCOUNTS.key.stack, outputs, resources);
      folder = folderOf('key', there, OTHER_CALLER);
      await folder.run('init', '-input=false', '-no-color');
    });

    /** The state is taken as it is: there is no AWS to compare it with. */
    async function planFromState(...flags: string[]): Promise<Plan> {
      return await atOnce(async () => {
        const common = ['-input=false', '-no-color', '-lock=false', '-refresh=false', '-out=plan'];
        await folder.run('plan', ...common, ...flags);
        return JSON.parse(await folder.run('show', '-json', 'plan')) as Plan;
      });
    }
    const actionsOf = ({ resource_changes: changes = [] }: Plan) =>
      changes.map(({ change }) => change.actions.join());

    it('pass where nothing is changed, and show the mistake', async () => {
      const given = await planFromState();
      assert.deepEqual(actionsOf(given), ['no-op', 'no-op']);
      const { status, message, outcomes } = await run('key', given);
      assert.deepEqual(
        [status, message],
        [
          'passed',
          '0 errors, 0 warnings, 1 error in what is not changed (0 resources changed, 2 as they were). Rehearsal of this plan alone: 7 steps: 7 unknown.',
        ],
      );
      const found = outcomes
        .map(({ attributes }) => attributes)
        .find((one) => one['outcome-id'] !== 'rehearsal');
      assert.deepEqual(
        [found?.['outcome-id'], found?.tags['Status']?.[0]?.label],
        ['kms-caller-account', 'Not changed here'],
      );
    });

    it('pass where all is destroyed', async () => {
      const given = await planFromState('-destroy');
      assert.deepEqual(actionsOf(given), ['delete', 'delete']);
      const { status, message, outcomes } = await run('key', given);
      assert.deepEqual(
        [status, message, outcomes],
        ['passed', '0 errors, 0 warnings (0 resources changed, 0 as they were).', []],
      );
    });
  });
});
