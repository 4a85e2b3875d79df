import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BOARD_FIELDS, BOARD_PLACES } from '../../../extension/shared/board-fields';
import { boardMessage } from '../../../extension/shared/board-messages';
import { isHostMessage } from '../../../extension/webview/board/host-message';

/** What a page that was taken over could send. */
const HOSTILE: readonly (readonly [name: string, message: unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'deploy'],
  ['a list', [{ type: 'ready' }]],
  ['no type', { action: 'deploy', step: 1 }],
  ['a type that is not known', { type: 'run', command: 'rm -rf /' }],
  ['a command line beside an action', { type: 'step', action: 'deploy', step: 1, command: 'sh -c id' }],
  ['a path beside a place', { type: 'reveal', place: 'bucket', path: '/etc/passwd' }],
  ['a path as a place', { type: 'reveal', place: '../../etc/passwd' }],
  ['an account id as an account', { type: 'account', action: 'deploy', account: '999999999999' }],
  [
    'an account id beside an account',
    { type: 'account', action: 'plan', account: 'key', id: '999999999999' },
  ],
  ['a stack as an account', { type: 'account', action: 'plan', account: 'account-c-key' }],
  ['an action that is not listed', { type: 'account', action: 'destroy', account: 'key' }],
  ['a confirmation', { type: 'do', action: 'cleanUp', confirmed: true }],
  ['step 0', { type: 'step', action: 'deploy', step: 0 }],
  ['step 8', { type: 'step', action: 'deploy', step: 8 }],
  ['half a step', { type: 'step', action: 'deploy', step: 1.5 }],
  ['a step as text', { type: 'step', action: 'deploy', step: '1' }],
  ['an account to edit', { type: 'edit', field: 'accounts.key.id', value: '999999999999' }],
  ['a profile to edit', { type: 'edit', field: 'profile', value: 'admin' }],
  ['a role to edit', { type: 'edit', field: 'assumeRoleArn', value: 'arn:aws:iam::1:role/r' }],
  ['the backend to edit', { type: 'edit', field: 'backend', value: 's3' }],
  ['throughStep to edit', { type: 'edit', field: 'throughStep', value: '7' }],
  ['the prototype to edit', { type: 'edit', field: '__proto__', value: 'x' }],
  ['a value that is no text', { type: 'edit', field: 'region', value: { toString: 'x' } }],
  ['a value without end', { type: 'edit', field: 'region', value: 'x'.repeat(201) }],
  ['another target', { type: 'target', target: 'https://evil.example' }],
];

const TAKEN: readonly unknown[] = [
  { type: 'ready' },
  { type: 'step', action: 'deploy', step: 1 },
  { type: 'step', action: 'verify', step: 7 },
  { type: 'account', action: 'plan', account: 'key' },
  { type: 'do', action: 'interrupt' },
  { type: 'target', target: 'sandbox' },
  ...BOARD_FIELDS.map((field) => ({ type: 'edit', field, value: '' })),
  ...BOARD_PLACES.map((place) => ({ type: 'reveal', place })),
];

describe('messages of the board', () => {
  for (const [name, message] of HOSTILE) {
    it(`are not taken with ${name}`, () => {
      assert.equal(boardMessage.safeParse(message).success, false);
    });
  }

  for (const message of TAKEN) {
    it(`are taken: ${JSON.stringify(message)}`, () => {
      assert.deepEqual(boardMessage.parse(message), message);
    });
  }

  it('are not taken with anything more, whatever it is', () => {
    const name = fc
      .string({ minLength: 1 })
      .filter((text) => !['type', 'action', 'step', '__proto__'].includes(text));
    fc.assert(
      fc.property(name, fc.jsonValue(), (key, value) => {
        const message = { type: 'step', action: 'deploy', step: 1, [key]: value };
        assert.equal(boardMessage.safeParse(message).success, false);
      }),
    );
  });

  it('carry nothing that the host did not list', () => {
    for (const field of BOARD_FIELDS) assert.doesNotMatch(field, /account|profile|role|backend|arn|id$/i);
  });
});

describe('messages of the host', () => {
  const state = {
    steps: [],
    accounts: [],
    paths: [],
    values: [],
    places: [],
    notices: [],
    cleanUp: {},
    target: 'aws',
    said: '',
  };

  it('are taken by the view when it can draw them', () => {
    assert.ok(isHostMessage({ type: 'state', state }));
    assert.ok(isHostMessage({ type: 'refused', message: 'no' }));
  });

  for (const [name, message] of [
    ['nothing', undefined],
    ['another type', { type: 'eval', code: '1' }],
    ['no state', { type: 'state' }],
    ['a list that is none', { type: 'state', state: { ...state, steps: {} } }],
    ['another target', { type: 'state', state: { ...state, target: 'moon' } }],
    ['no words', { type: 'refused' }],
  ] as const) {
    it(`are not taken with ${name}`, () => {
      assert.equal(isHostMessage(message), false);
    });
  }
});
