import assert from 'node:assert/strict';
import { Board, type BoardParts } from '../../../extension/host/board/board';
import type { Walk } from '../../../runner/journey/walk-types';
import { fakeWalk, IDS, planOf, viewOf } from './fake-walk';

const CDKTF_JSON = JSON.stringify({
  app: 'node main.js',
  context: {
    fsxLustreKms: {
      accounts: { fileSystem: { id: IDS.fileSystem }, bucket: { id: IDS.bucket }, key: { id: IDS.key } },
      region: 'us-east-1',
      keys: [{ name: 'data' }],
      buckets: [{ name: 'data', key: 'data' }],
      throughStep: 1,
    },
  },
});

interface Stage {
  readonly board: Board;
  /** What was asked of the walk and of the person, in order. */
  readonly asked: string[];
  text: string;
}

function stage(answers: Partial<Walk> = {}, parts: Partial<BoardParts> = {}): Stage {
  const asked: string[] = [];
  const walk = fakeWalk(asked, answers);
  const yes = (words: string) => {
    asked.push(words);
    return Promise.resolve(true);
  };
  const result: { asked: string[]; text: string } = { asked, text: CDKTF_JSON };
  const board = new Board({
    project: 'app',
    open: ({ target, viewOnly }) => {
      if (!viewOnly) asked.push(`open ${target}`);
      return Promise.resolve({ status: 'open', walk });
    },
    questions: {
      mayApply: ({ stack }) => yes(`ask ${stack}`),
      mayCleanUp: () => yes('ask clean-up'),
      mayEmpty: (bucket) => yes(`ask ${bucket}`),
      mayEscalate: () => yes('ask escalate'),
    },
    read: () => Promise.resolve(result.text),
    write: ({ text }) => {
      result.text = text;
      return Promise.resolve();
    },
    rehearse: () => Promise.resolve(undefined),
    announce: () => undefined,
    log: () => undefined,
    ...parts,
  });
  return Object.assign(result, { board });
}

const refuse = (asked: string[], words: string) => () => {
  asked.push(words);
  return Promise.resolve(false);
};

describe('the board', () => {
  it('shows where the walk stands, and starts nothing', async () => {
    const { board, asked } = stage();
    await board.begin('sandbox');
    const { steps, next, sandbox, accounts, problem } = board.state();
    assert.deepEqual(asked, []);
    assert.deepEqual([sandbox, problem], ['stopped', undefined]);
    assert.deepEqual(
      steps.map(({ status, letters }) => `${status} ${letters.join('')}`),
      ['next B', 'later C', 'later B', 'later BA', 'later A', 'later CA', 'later A'],
    );
    assert.equal(next?.label, 'Deploy step 1');
    assert.deepEqual(
      accounts.map(({ letter, id, identity }) => [letter, id, identity.status]),
      [
        ['A', IDS.fileSystem, 'unchecked'],
        ['B', IDS.bucket, 'unchecked'],
        ['C', IDS.key, 'unchecked'],
      ],
    );
  });

  it('deploys a step: identities, synth, then each stack planned, confirmed, applied', async () => {
    const { board, asked } = stage();
    await board.begin('aws');
    await board.deployStep(6);
    assert.deepEqual(asked, [
      ...['open aws', 'identities', 'prepare 6'],
      ...['plan key', 'ask account-c-key', 'deploy key'],
      ...['plan fileSystem', 'ask account-a-file-system', 'deploy fileSystem'],
    ]);
    assert.equal(board.state().said, 'Step 6 is deployed. Verify it next.');
  });

  it('applies nothing that is not confirmed, and nothing after it', async () => {
    const { board, asked } = stage(
      {},
      {
        questions: {
          mayApply: ({ stack }) => refuse(asked2, `no ${stack}`)(),
          mayCleanUp: () => Promise.resolve(true),
          mayEmpty: () => Promise.resolve(true),
          mayEscalate: () => Promise.resolve(true),
        },
      },
    );
    const asked2 = asked;
    await board.begin('aws');
    await board.deployStep(6);
    assert.deepEqual(asked.slice(3), ['plan key', 'no account-c-key']);
    assert.equal(board.state().said, 'Nothing was changed.');
    assert.equal(board.state().problem, undefined);
  });

  it('does not ask about a stack that does not change', async () => {
    const { board, asked } = stage({
      plan: (account, verb) => Promise.resolve({ status: 'planned', plan: planOf(account, verb, []) }),
      apply: () => Promise.resolve({ status: 'unchanged', outputs: {} }),
    });
    await board.begin('aws');
    await board.deployStep(2);
    assert.deepEqual(asked, ['open aws', 'identities', 'prepare 2']);
    assert.equal(board.state().accounts[2]?.progress?.phase, 'Nothing changed');
  });

  it('stops at a wrong account, before anything is synthesized', async () => {
    const { board, asked } = stage({
      identities: () =>
        Promise.resolve([
          { account: 'key', expectedId: IDS.key, status: 'matches', arn: 'a' },
          { account: 'bucket', expectedId: IDS.bucket, status: 'matches', arn: 'a' },
          {
            account: 'fileSystem',
            expectedId: IDS.fileSystem,
            status: 'other-account',
            ...{ arn: 'arn:x', id: '9', message: 'It is account 9.', nextAction: 'Set the profile.' },
          },
        ]),
    });
    await board.begin('aws');
    await board.deployStep(1);
    assert.deepEqual(asked, ['open aws']);
    const { problem, accounts } = board.state();
    assert.deepEqual([problem?.message, problem?.nextAction], ['It is account 9.', 'Set the profile.']);
    assert.equal(accounts[0]?.identity.status, 'other-account');
  });

  it('says why a walk could not be opened', async () => {
    const open: BoardParts['open'] = () =>
      Promise.resolve({ status: 'refused', message: 'moto is missing.', nextAction: 'Install it.' });
    const { board } = stage({}, { open });
    await board.begin('aws');
    await board.useTarget('sandbox');
    const { problem, sandbox } = board.state();
    assert.deepEqual(
      [problem?.message, problem?.nextAction, sandbox],
      ['moto is missing.', 'Install it.', 'stopped'],
    );
  });

  it('cleans up A, B with its objects, C, once the name of each bucket was typed', async () => {
    const view = () => Promise.resolve(viewOf(undefined, { buckets: ['data-bucket'] }));
    const { board, asked } = stage({ view });
    await board.begin('aws');
    await board.cleanUp();
    assert.deepEqual(asked, [
      ...['open aws', 'identities', 'synthesize', 'plan fileSystem', 'plan bucket', 'plan key'],
      ...['ask clean-up', 'ask account-a-file-system', 'ask account-b-bucket', 'ask account-c-key'],
      ...['ask data-bucket', 'destroy fileSystem', 'plan fileSystem'],
      // What was emptied is planned anew.
      ...['empty data-bucket', 'plan bucket', 'destroy bucket', 'plan bucket'],
      ...['destroy key', 'plan key'],
    ]);
  });

  it('does one thing at a time', async () => {
    let release: () => void = () => undefined;
    const waiting = new Promise<void>((done) => {
      release = done;
    });
    const { board, asked } = stage({
      verify: async (step) => {
        asked.push(`verify ${step}`);
        await waiting;
        return { step, status: 'passed', at: '', checks: [] };
      },
    });
    await board.begin('aws');
    const first = board.verifyStep(1);
    await board.deployStep(1);
    assert.match(board.state().said, /^Not begun: "Step 1: verifying" goes on\.$/);
    release();
    await first;
    assert.deepEqual(asked, ['open aws', 'identities', 'verify 1']);
    assert.equal(board.state().run, undefined);
  });

  it('interrupts what runs; a second time it asks, and escalates', async () => {
    const seen: string[] = [];
    const { board, asked } = stage({
      apply: (_, { signal, escalate } = {}) =>
        new Promise((done) => {
          signal?.addEventListener('abort', () => seen.push('interrupted'));
          escalate?.addEventListener('abort', () => {
            seen.push('escalated');
            const problem = {
              kind: 'partial-apply',
              message: 'Half done.',
              nextAction: 'Deploy again.',
              output: '',
            } as const;
            done({ status: 'interrupted', problem });
          });
          begun();
        }),
    });
    let begun: () => void = () => undefined;
    const applying = new Promise<void>((done) => {
      begun = done;
    });
    await board.begin('aws');
    const run = board.deployStep(1);
    await applying;
    await board.interrupt();
    assert.deepEqual([board.state().run?.interrupted, board.state().run?.escalated], [true, false]);
    await board.interrupt();
    await run;
    assert.deepEqual(seen, ['interrupted', 'escalated']);
    assert.ok(asked.includes('ask escalate'));
    assert.equal(board.state().problem?.message, 'Half done.');
    assert.equal(board.state().accounts[1]?.progress?.phase, 'Interrupted');
  });

  it('tells a bug, and goes on', async () => {
    const { board } = stage({ verify: () => Promise.reject(new Error('socket hang up')) });
    await board.begin('aws');
    await board.verifyStep(1);
    assert.equal(board.state().problem?.message, 'socket hang up');
    await board.deployStep(1);
    assert.equal(board.state().problem, undefined);
  });

  it('writes a right value, and keeps a wrong one with its reason', async () => {
    const scene = stage();
    await scene.board.begin('aws');
    await scene.board.edit('region', 'nowhere');
    const field = () => scene.board.state().values.find((one) => one.field === 'region');
    assert.equal(scene.text, CDKTF_JSON);
    assert.equal(field()?.value, 'us-east-1');
    assert.equal(field()?.refused?.value, 'nowhere');
    assert.match(field()?.refused?.message ?? '', /is not the name of an AWS Region/);
    await scene.board.edit('region', 'eu-west-1');
    assert.equal(scene.text, CDKTF_JSON.replace('us-east-1', 'eu-west-1'));
    assert.deepEqual([field()?.value, field()?.refused], ['eu-west-1', undefined]);
  });

  it('tells the mistakes of a cdktf.json that others wrote, until they are mended', async () => {
    const scene = stage();
    scene.text = CDKTF_JSON.replace(IDS.key, '3');
    await scene.board.begin('aws');
    assert.match(scene.board.state().problem?.message ?? '', /1 mistake in the deployment/);
    assert.equal(scene.board.state().next, undefined);
    scene.text = CDKTF_JSON;
    await scene.board.refresh();
    assert.equal(scene.board.state().problem, undefined);
  });

  it('leaves a target with what it had started', async () => {
    const { board, asked } = inSandbox();
    await board.begin('aws');
    await board.useTarget('sandbox');
    assert.equal(board.state().sandbox, 'running');
    await board.stopSandbox();
    assert.equal(board.state().sandbox, 'stopped');
    assert.equal(board.state().said, 'The sandbox has stopped. Its state is kept.');
    assert.deepEqual(asked, ['open sandbox', 'close']);
  });

  it('cannot stop a sandbox that another window has started, and says so', async () => {
    const { board } = inSandbox('of another window');
    await board.begin('aws');
    await board.useTarget('sandbox');
    await board.stopSandbox();
    assert.equal(board.state().sandbox, 'running');
    assert.equal(
      board.state().said,
      'The sandbox goes on: another window or a terminal has started it, and ends it.',
    );
  });

  it('starts a sandbox again that has ended with the window that had started it', async () => {
    const { board, asked, sandbox } = inSandbox();
    await board.begin('aws');
    await board.useTarget('sandbox');
    sandbox.isRunning = false;
    await board.refresh();
    assert.equal(board.state().sandbox, 'stopped');
    await board.verifyStep(1);
    assert.equal(board.state().sandbox, 'running');
    assert.deepEqual(asked, ['open sandbox', 'close', 'open sandbox', 'identities', 'verify 1']);
  });
});

/** A walk in a sandbox, which ends with the walk if that has started it. */
function inSandbox(whose: 'its own' | 'of another window' = 'its own') {
  const sandbox = { isRunning: false };
  const asked: string[] = [];
  const view = () =>
    Promise.resolve(
      viewOf(undefined, { sandboxEndpoint: sandbox.isRunning ? 'http://127.0.0.1:4566' : undefined }),
    );
  const close = () => {
    asked.push('close');
    if (whose === 'its own') sandbox.isRunning = false;
    return Promise.resolve();
  };
  const walk = fakeWalk(asked, { view, close });
  const open: BoardParts['open'] = ({ target, viewOnly }) => {
    if (!viewOnly) asked.push(`open ${target}`);
    if (!viewOnly) sandbox.isRunning = true;
    return Promise.resolve({ status: 'open', walk });
  };
  return { ...stage({}, { open }), asked, sandbox };
}
