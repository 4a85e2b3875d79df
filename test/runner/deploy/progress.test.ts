import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RunEvent } from '../../../core/journey/plan';
import { ProgressParser } from '../../../runner/deploy/progress';

/** What cdktf prints, and the resource events in it. */
const CASES: [what: string, text: string, events: Omit<Extract<RunEvent, { kind: 'resource' }>, 'kind'>[]][] =
  [
    [
      'a creation from beginning to end',
      'account-c-key  aws_kms_key.key-data_key_B7 (key-data/key): Creating...\naccount-c-key  aws_kms_key.key-data_key_B7 (key-data/key): Still creating... [10s elapsed]\naccount-c-key  aws_kms_key.key-data_key_B7 (key-data/key): Creation complete after 14s [id=1a-2b]\n',
      [
        { address: 'aws_kms_key.key-data_key_B7', action: 'create', state: 'begun' },
        { address: 'aws_kms_key.key-data_key_B7', action: 'create', state: 'running', seconds: 10 },
        { address: 'aws_kms_key.key-data_key_B7', action: 'create', state: 'done', seconds: 14 },
      ],
    ],
    [
      'a change, with the id in front of the time',
      'account-c-key  aws_fsx_lustre_file_system.fs: Modifying... [id=fs-1]\n               aws_fsx_lustre_file_system.fs: Still modifying... [id=fs-1, 01m40s elapsed]\n               aws_fsx_lustre_file_system.fs: Modifications complete after 1h0m2s [id=fs-1]\n',
      [
        { address: 'aws_fsx_lustre_file_system.fs', action: 'update', state: 'begun' },
        { address: 'aws_fsx_lustre_file_system.fs', action: 'update', state: 'running', seconds: 100 },
        { address: 'aws_fsx_lustre_file_system.fs', action: 'update', state: 'done', seconds: 3602 },
      ],
    ],
    [
      'a destruction, also of what a replacement has left',
      'aws_s3_bucket.b (deposed object 1a2b): Destroying... [id=b]\naws_s3_bucket.b: Still destroying... [id=b, 00m10s elapsed]\naws_s3_bucket.b: Destruction complete after 0s\n',
      [
        { address: 'aws_s3_bucket.b', action: 'delete', state: 'begun' },
        { address: 'aws_s3_bucket.b', action: 'delete', state: 'running', seconds: 10 },
        { address: 'aws_s3_bucket.b', action: 'delete', state: 'done', seconds: 0 },
      ],
    ],
    [
      'reading in a module with keys that look like more',
      'module.m["a: b"].data.aws_vpc.v[0]: Reading...\nmodule.m["a: b"].data.aws_vpc.v[0]: Read complete after 1s [id=vpc-1]\n',
      [
        { address: 'module.m["a: b"].data.aws_vpc.v[0]', action: 'read', state: 'begun' },
        { address: 'module.m["a: b"].data.aws_vpc.v[0]', action: 'read', state: 'done', seconds: 1 },
      ],
    ],
    [
      'colours and carriage returns',
      '\u001b[0m\u001b[1maws_kms_key.k: Creating...\u001b[0m\u001b[0m\r\n',
      [{ address: 'aws_kms_key.k', action: 'create', state: 'begun' }],
    ],
    [
      'an error about what was begun, and none about what was not, or is done',
      'aws_kms_key.k: Creating...\naws_kms_key.j: Creating...\naws_kms_key.j: Creation complete after 1s\nError: no\n\n  with aws_kms_key.k (a/b),\n  with aws_kms_key.j,\n  with aws_kms_key.other,\n',
      [
        { address: 'aws_kms_key.k', action: 'create', state: 'begun' },
        { address: 'aws_kms_key.j', action: 'create', state: 'begun' },
        { address: 'aws_kms_key.j', action: 'create', state: 'done', seconds: 1 },
        { address: 'aws_kms_key.k', action: 'create', state: 'failed' },
      ],
    ],
    [
      'nothing in a plan’s text',
      '  # aws_kms_key.k (key/k) will be created\n  + resource "aws_kms_key" "k" {\nPlan: 1 to add, 0 to change, 0 to destroy.\naws_kms_key.k: Refreshing state... [id=1]\n',
      [],
    ],
  ];

const parse = (text: string) => {
  const parser = new ProgressParser('account-c-key');
  return [...parser.push(text), ...parser.end()];
};

describe('ProgressParser', () => {
  for (const [what, text, expected] of CASES) {
    it(`finds ${what}`, () => {
      const resources = parse(text).filter(({ kind }) => kind === 'resource');
      assert.deepEqual(
        resources,
        expected.map((event) => ({ kind: 'resource', ...event })),
      );
    });
  }

  it('gives the lines as Terraform wrote them, without cdktf’s margin and blank lines', () => {
    const text =
      'account-c-key  Plan: 1 to add\n\n               Changes to Outputs:\n                 + a = 1\naccount-c-key\nlast';
    assert.deepEqual(parse(text), [
      { kind: 'line', text: 'Plan: 1 to add' },
      { kind: 'line', text: 'Changes to Outputs:' },
      { kind: 'line', text: '  + a = 1' },
      { kind: 'line', text: 'last' },
    ]);
  });

  it('remembers what became of each resource', () => {
    const parser = new ProgressParser('account-c-key');
    parser.push(CASES[5]?.[1] ?? '');
    assert.deepEqual(parser.changes, [
      { address: 'aws_kms_key.k', action: 'create', state: 'failed' },
      { address: 'aws_kms_key.j', action: 'create', state: 'done' },
    ]);
  });

  it('keeps the two outputs apart', () => {
    const parser = new ProgressParser('account-c-key');
    const events = [
      ...parser.push('aws_kms_key.k: Crea', 'stdout'),
      ...parser.push('a warning\n', 'stderr'),
      ...parser.push('ting...\n', 'stdout'),
    ];
    assert.deepEqual(
      events.map((event) => (event.kind === 'line' ? event.text : event.kind)),
      ['a warning', 'aws_kms_key.k: Creating...', 'resource'],
    );
  });

  it('never throws, and gives the same however the output is cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(...CASES.flatMap(([, text]) => text.split(/(?<=\n)/))),
      fc.constantFrom(
        'account-c-key  ',
        'aws_kms_key.k',
        ': Creating...',
        '[',
        '"',
        '\\',
        '\u001b[',
        '\n',
        '  with ',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(500)), (pieces, cuts) => {
        const text = pieces.join('');
        const at = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        const parser = new ProgressParser('account-c-key');
        const events = at.slice(1).flatMap((end, index) => parser.push(text.slice(at[index], end)));
        assert.deepEqual([...events, ...parser.end()], parse(text));
      }),
    );
  });

  it('reads a long line that is nearly an address in no time', () => {
    const started = performance.now();
    parse(`${'aws_kms_key.k["'.repeat(20_000)}\n`);
    assert.ok(performance.now() - started < 2000);
  });
});
