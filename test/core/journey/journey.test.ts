import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyJourney, readJourney, type Journey } from '../../../core/journey/journey';

const AT = '2026-11-25T10:00:00.000Z';
const RECORD = {
  status: 'deployed',
  at: AT,
  hash: 'ab',
  throughStep: 1,
  resources: 5,
  outputs: { a: 'b' },
} as const;
const CHECK = {
  id: 'one',
  account: 'bucket',
  title: 'T',
  status: 'passed',
  message: 'M',
  evidence: [],
  leaves: { kind: 'object', uri: 's3://data/a.txt' },
} as const;
const PROOF = { step: 1, status: 'passed', at: AT, checks: [CHECK] } as const;
const GOOD: Journey = {
  version: 1,
  ways: {
    aws: {
      stacks: { bucket: RECORD },
      proofs: { 'bucket-policy': { ...PROOF, checks: [{ ...CHECK, evidence: [] }] } },
    },
  },
};

/** The good one, with one part replaced. */
function withPart(path: readonly string[], value: unknown): string {
  const copy = JSON.parse(JSON.stringify(GOOD)) as Record<string, unknown>;
  const parent = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, copy);
  parent[path.at(-1) ?? ''] = value;
  return JSON.stringify(copy);
}

const BUCKET = ['ways', 'aws', 'stacks', 'bucket'];
const PROVED = ['ways', 'aws', 'proofs', 'bucket-policy'];

/** What is broken, the text, what is told, and whether the stack's record and the proof are still read. */
const BROKEN: [what: string, text: string, told: RegExp, keeps: { record: boolean; proof: boolean }][] = [
  ['nothing', '', /^It is not JSON/, { record: false, proof: false }],
  ['half of it', JSON.stringify(GOOD).slice(0, 100), /^It is not JSON/, { record: false, proof: false }],
  ['a list', '[]', /^it is no object$/, { record: false, proof: false }],
  ['null', 'null', /^it is no object$/, { record: false, proof: false }],
  ['ways that are none', withPart(['ways'], 7), /^ways is no object$/, { record: false, proof: false }],
  [
    'a target that is not known',
    withPart(['ways', 'azure'], {}),
    /^ways: "azure" is not known$/,
    { record: true, proof: true },
  ],
  [
    'a name from elsewhere',
    withPart(['ways', 'constructor'], {}),
    /^ways: "constructor" is not known$/,
    { record: true, proof: true },
  ],
  [
    'stacks that are a text',
    withPart(['ways', 'aws', 'stacks'], 'x'),
    /^ways\.aws\.stacks is no object$/,
    { record: false, proof: true },
  ],
  [
    'a status that is not known',
    withPart([...BUCKET, 'status'], 'fine'),
    /^ways\.aws\.stacks\.bucket\.status: /,
    { record: false, proof: true },
  ],
  [
    'a time that is none',
    withPart([...BUCKET, 'at'], 'yesterday'),
    /^ways\.aws\.stacks\.bucket\.at: is not a time$/,
    { record: false, proof: true },
  ],
  [
    'a step that does not exist',
    withPart([...BUCKET, 'throughStep'], 8),
    /^ways\.aws\.stacks\.bucket\.throughStep: /,
    { record: false, proof: true },
  ],
  [
    'outputs that are no texts',
    withPart([...BUCKET, 'outputs'], { a: 1 }),
    /^ways\.aws\.stacks\.bucket\.outputs\.a: /,
    { record: false, proof: true },
  ],
  [
    'a proof of another step',
    withPart([...PROVED, 'step'], 2),
    /^ways\.aws\.proofs\.bucket-policy: it is of another step$/,
    { record: true, proof: false },
  ],
  [
    'a proof without checks',
    withPart([...PROVED, 'checks'], null),
    /^ways\.aws\.proofs\.bucket-policy\.checks: /,
    { record: true, proof: false },
  ],
];

describe('reading a journey', () => {
  it('reads what was written', () => {
    assert.deepEqual(readJourney(JSON.stringify(GOOD)), { journey: GOOD, status: 'good', problems: [] });
    assert.deepEqual(readJourney(`\uFEFF${JSON.stringify(GOOD)}`).status, 'good');
    assert.deepEqual(readJourney('{}'), { journey: emptyJourney(), status: 'good', problems: [] });
  });

  for (const [what, text, told, keeps] of BROKEN) {
    it(`tells ${what}, and keeps the rest`, () => {
      const { status, problems, journey } = readJourney(text);
      assert.equal(status, 'damaged');
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0] ?? '', told);
      const { stacks, proofs } = journey.ways.aws ?? { stacks: {}, proofs: {} };
      assert.deepEqual(
        { record: stacks.bucket !== undefined, proof: proofs['bucket-policy'] !== undefined },
        keeps,
      );
    });
  }

  it('fills in what an older file lacks', () => {
    const { journey, status } = readJourney(withPart(BUCKET, { status: 'partial', at: AT }));
    assert.equal(status, 'good');
    const unknown = { hash: '', throughStep: 0, resources: 0, outputs: {} };
    assert.deepEqual(journey.ways.aws?.stacks.bucket, { status: 'partial', at: AT, ...unknown });
  });

  it('leaves a newer file to those who know it, and reads what it can', () => {
    const { journey, status, problems } = readJourney(withPart(['version'], 2));
    assert.equal(status, 'newer');
    assert.match(problems.join(), /version 2/);
    assert.deepEqual(journey.ways, GOOD.ways);
  });

  it('takes the status of a proof from its checks', () => {
    const { journey } = readJourney(withPart([...PROVED, 'checks'], [{ ...CHECK, status: 'failed' }]));
    assert.equal(journey.ways.aws?.proofs['bucket-policy']?.status, 'failed');
  });

  it('never throws, and reads its own result again as good', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .tuple(
          fc.constantFrom(
            ['version'],
            ['ways'],
            ['ways', 'aws'],
            BUCKET,
            PROVED,
            [...BUCKET, 'outputs'],
            [...PROVED, 'checks'],
          ),
          fc.jsonValue(),
        )
        .map(([path, value]) => withPart(path, value)),
    );
    fc.assert(
      fc.property(text, (input) => {
        const { journey } = readJourney(input);
        assert.deepEqual(readJourney(JSON.stringify(journey)), {
          journey: JSON.parse(JSON.stringify(journey)) as Journey,
          status: 'good',
          problems: [],
        });
      }),
    );
  });
});
