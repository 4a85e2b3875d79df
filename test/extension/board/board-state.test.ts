import assert from 'node:assert/strict';
import { boardState, planSummary, type BoardFacts } from '../../../extension/host/board/board-state';
import { progressAfter, progressEnded, NO_PROGRESS } from '../../../extension/host/board/progress';
import { readDeployment } from '../../../extension/host/board/read-deployment';
import type { RunEvent } from '../../../core/journey/plan';
import type { Way } from '../../../core/journey/journey';
import type { RequestResult, StepResult } from '../../../core/rehearsal/result';
import { IDS, planOf, viewOf } from './fake-walk';

const AT = '2026-01-01T00:00:00.000Z';
const read = readDeployment(
  JSON.stringify({
    context: {
      fsxLustreKms: {
        accounts: {
          fileSystem: { id: IDS.fileSystem, profile: 'lustre' },
          bucket: { id: IDS.bucket, assumeRoleArn: `arn:aws:iam::${IDS.bucket}:role/deploy` },
          key: { id: IDS.key },
        },
        region: 'us-east-1',
        keys: [{ name: 'data' }],
        buckets: [{ name: 'data', key: 'data' }],
      },
    },
  }),
);
assert.ok(read.status === 'valid');

const FACTS: BoardFacts = {
  ...{ project: 'app', target: 'aws', sandbox: 'stopped', problem: undefined, said: '', run: undefined },
  ...{ input: read.input, deployment: read.deployment, view: undefined, rehearsal: undefined },
  ...{ identities: [], plans: {}, progress: {}, refused: {} },
};

function request(principal: string, action: string, decision: RequestResult['decision']): RequestResult {
  return { principal, action, resource: 'r', decision, because: [], reasons: [`${action} ${decision}`] };
}

const ROLE = 'arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx';
const GRANT_STEP: StepResult = {
  ...{
    step: 6,
    title: 'Grant',
    account: 'A',
    expected: 'works',
    outcome: 'works',
    asExpected: true,
    findings: [],
  },
  requests: [
    request('arn:aws:iam::111111111111:role/admin', 'kms:CreateGrant', 'allowed'),
    request(ROLE, 'kms:Decrypt', 'allowed'),
    request(ROLE, 's3:GetObject', 'denied'),
  ],
};

describe('the state of the board', () => {
  it('tells by what each account is reached', () => {
    const reached = (facts: BoardFacts) => boardState(facts).accounts.map(({ reachedBy }) => reachedBy);
    assert.deepEqual(reached(FACTS), [
      'profile lustre',
      'role arn:aws:iam::222222222222:role/deploy',
      'the usual credential chain',
    ]);
    assert.equal(new Set(reached({ ...FACTS, target: 'sandbox' })).size, 1);
  });

  it('shows of a plan what is lost first', () => {
    const plan = planOf('fileSystem', 'deploy', [
      { address: 'aws_b.new', type: 'aws_b', action: 'create' },
      { address: 'aws_a.new', type: 'aws_a', action: 'create' },
      { address: 'aws_c.changed', type: 'aws_c', action: 'update' },
      { address: 'aws_d.again', type: 'aws_d', action: 'replace' },
      { address: 'aws_e.gone', type: 'aws_e', action: 'delete' },
    ]);
    const shown = boardState({ ...FACTS, plans: { fileSystem: plan } }).accounts[0]?.plan;
    assert.equal(shown?.summary, '2 to create, 1 to change, 1 to replace, 1 to destroy');
    assert.deepEqual(
      shown.changes.map(({ address }) => address),
      ['aws_e.gone', 'aws_d.again', 'aws_c.changed', 'aws_a.new', 'aws_b.new'],
    );
  });

  for (const [outputsOnly, says] of [
    [true, 'Only outputs change.'],
    [false, 'No changes.'],
  ] as const) {
    it(`says of a plan without changes: ${says}`, () => {
      assert.equal(planSummary({ ...planOf('key', 'deploy', []), outputsOnly }), says);
    });
  }

  it('gives each path the requests that decide it, and its proof', () => {
    const proof = { step: 6, status: 'failed', at: AT, checks: [] } as const;
    const view = viewOf();
    view.steps = view.steps.map((step) =>
      step.step === 6 ? { ...step, proof: { ...proof, checks: [] } } : step,
    );
    const { paths } = boardState({ ...FACTS, view, rehearsal: [GRANT_STEP] });
    assert.deepEqual(
      paths.map(({ label, predicted, proved, requests }) => [
        ...[label, predicted, proved],
        requests.map(({ action }) => action),
      ]),
      [
        ['GetObject', 'denied', 'failed', ['s3:GetObject']],
        ['CreateGrant', 'allowed', 'failed', ['kms:CreateGrant']],
        ['Decrypt with the grant', 'allowed', 'failed', ['kms:Decrypt']],
      ],
    );
    assert.equal(new Set(paths.map(({ id }) => id)).size, paths.length);
  });

  it('offers to clean up what stands, and only that', () => {
    const record = { at: AT, hash: '', throughStep: 2, resources: 3, outputs: { arn: 'x' } };
    const costs = [
      {
        account: 'key',
        address: 'aws_kms_key.data',
        what: 'KMS key',
        billed: 'by the month',
        removedBy: 'destroying',
      },
    ] as const;
    const way = (status: 'deployed' | 'destroyed'): Way => ({
      stacks: { key: { ...record, status } },
      proofs: {},
    });
    const standing = boardState({ ...FACTS, view: viewOf(way('deployed'), { costs: [...costs] }) });
    assert.deepEqual(standing.cleanUp, {
      possible: true,
      done: false,
      costs: [{ letter: 'C', what: 'KMS key', billed: 'by the month', removedBy: 'destroying' }],
    });
    assert.deepEqual(standing.accounts[2]?.deployed?.outputs, [['arn', 'x']]);
    const { possible, done } = boardState({ ...FACTS, view: viewOf(way('destroyed')) }).cleanUp;
    assert.deepEqual({ possible, done }, { possible: false, done: true });
    assert.equal(boardState({ ...FACTS, view: viewOf({ stacks: {}, proofs: {} }) }).cleanUp.done, false);
  });

  it('tells who else is at work, but not that it is itself', () => {
    const running = { pid: 42, host: 'h', what: 'The terminal deploys account-c-key', since: AT };
    const view = viewOf(undefined, { running, journeyProblems: ['ways.aws is no object'] });
    assert.deepEqual(boardState({ ...FACTS, view }).notices, [
      `The terminal deploys account-c-key, since ${AT} (process 42).`,
      'ways.aws is no object',
    ]);
    const run = { title: 'Deploying', detail: '', interrupted: false, escalated: false };
    assert.deepEqual(boardState({ ...FACTS, view, run }).notices, ['ways.aws is no object']);
  });

  it('is a plain value: what a view gets is what was sent', () => {
    const state = boardState({ ...FACTS, view: viewOf(), rehearsal: [GRANT_STEP] });
    assert.deepEqual(structuredClone(state), state);
    assert.deepEqual(JSON.parse(JSON.stringify(state)), JSON.parse(JSON.stringify(structuredClone(state))));
  });
});

describe('progress of a stack', () => {
  const EVENTS: readonly RunEvent[] = [
    { kind: 'phase', phase: 'apply' },
    { kind: 'resource', address: 'aws_kms_key.data', action: 'create', state: 'begun' },
    { kind: 'resource', address: 'aws_kms_key.data', action: 'create', state: 'running', seconds: 10 },
    { kind: 'resource', address: 'aws_kms_alias.data', action: 'create', state: 'begun' },
    { kind: 'resource', address: 'aws_kms_key.data', action: 'create', state: 'done' },
    { kind: 'line', text: 'done' },
  ];

  it('has each resource once, as it was told last', () => {
    const progress = EVENTS.reduce(progressAfter, NO_PROGRESS);
    assert.deepEqual(progress, {
      ...{ phase: 'Applying', running: true, log: ['done'] },
      resources: [
        { address: 'aws_kms_key.data', action: 'create', state: 'done', seconds: 10 },
        { address: 'aws_kms_alias.data', action: 'create', state: 'begun', seconds: undefined },
      ],
    });
    assert.deepEqual(progressEnded(progress, 'Deployed'), { ...progress, phase: 'Deployed', running: false });
  });

  it('keeps the newest lines, and none without end', () => {
    const lines = Array.from({ length: 250 }, (_, index) => `${index} ${'x'.repeat(600)}`);
    const { log } = lines.reduce((so, text) => progressAfter(so, { kind: 'line', text }), NO_PROGRESS);
    assert.equal(log.length, 200);
    assert.ok(log[0]?.startsWith('50 '));
    assert.ok(log.every((line) => line.length === 500));
  });
});
