import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readManifest } from '../../../core/synth-report/manifest';

describe('the manifest of a synthesis', () => {
  const annotation = { constructPath: 'data/key', level: '@cdktf/warn', message: 'Old.' };
  const manifest = (annotations: unknown) =>
    JSON.stringify({ version: '0.21.0', stacks: { data: { annotations } } });

  it('gives the annotations of every stack', () => {
    const traced = { ...annotation, level: '@cdktf/error', stacktrace: ['new X (/a.ts:1:2)'], later: true };
    assert.deepEqual(readManifest(manifest([annotation, traced])), {
      status: 'read',
      annotations: [
        { stack: 'data', constructPath: 'data/key', level: 'warning', message: 'Old.', trace: [] },
        {
          stack: 'data',
          constructPath: 'data/key',
          level: 'error',
          message: 'Old.',
          trace: ['new X (/a.ts:1:2)'],
        },
      ],
      notes: [],
    });
  });

  it('says what it does not understand, and gives the rest', () => {
    const text = JSON.stringify({
      stacks: {
        one: 1,
        two: { annotations: [annotation, { ...annotation, level: '@cdktf/fatal' }, 'x'] },
        three: {},
      },
    });
    const read = readManifest(text);
    assert.deepEqual(read.status === 'read' ? read.notes : read, [
      'What the manifest says of the stack one is not understood.',
      '2 of the annotations of the stack two are not understood.',
    ]);
    assert.equal(read.status === 'read' && read.annotations.length, 1);
  });

  it('takes messages that are no texts, as jsii programs make them', () => {
    const read = readManifest(manifest([{ ...annotation, message: { code: 1 } }]));
    assert.deepEqual(read.status === 'read' ? read.annotations.map(({ message }) => message) : read, [
      '{"code":1}',
    ]);
  });

  for (const [text, why] of [
    ['{', /^it is not JSON: /],
    ['{"version": "1"}', /^it has no stacks$/],
    ['{"stacks": []}', /^it has no stacks$/],
    ['null', /^it has no stacks$/],
  ] as const) {
    it(`does not read ${text}`, () => {
      const read = readManifest(text);
      assert.match(read.status === 'unreadable' ? read.why : 'read', why);
    });
  }

  it('never throws', () => {
    fc.assert(
      fc.property(fc.json(), (stacks) => {
        assert.ok(['read', 'unreadable'].includes(readManifest(`{"stacks":{"a":${stacks}}}`).status));
        assert.ok(['read', 'unreadable'].includes(readManifest(stacks).status));
      }),
    );
  });
});
