import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { openFacts } from '../../../core/live/commands';
import { diagnoseLive, type LiveDiagnosis } from '../../../core/live/diagnosis';
import { mergeEvidence } from '../../../core/live/merge';
import { refusalsInText } from '../../../core/live/refusals';
import { rehearseLive } from '../../../core/live/rehearse-live';
import type { BrokenLink } from '../../../core/live/broken-link';
import { brokenLinks, verdictOf } from '../../../core/live/verdict';
import { readEvidence, type Evidence } from '../../../core/live/evidence';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { ready } from '../../sandbox/clients';
import { BUCKET } from '../../sandbox/lustre/support/three-accounts';
import { needs } from '../../support/requirements';
import { FAULTS } from './faults';
import { hiddenSets, mask } from './masks';
import { LiveSetUp } from './planted';

describe('one fault in three live accounts is named first', function () {
  this.timeout(60_000);
  let sandbox: RunningSandbox;
  let setUp: LiveSetUp;
  const lines: string[] = [];

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready({ faults: { lifecycleDelayMs: 0 }, log: (line) => lines.push(line) });
    setUp = await LiveSetUp.make(sandbox);
  });
  after(() => {
    (setUp as LiveSetUp | undefined)?.destroy();
    return (sandbox as RunningSandbox | undefined)?.stop();
  });

  it('names none where all is well, and only looks', async () => {
    lines.length = 0;
    const evidence = await setUp.collect({ events: true });
    assert.ok(lines.length > 10);
    assert.deepEqual(
      lines.filter((line) => !/^\w+ (Describe|Get|List|LookupEvents)\w* /.test(line)),
      [],
    );
    const { broken, healthy, open, notes, rehearsal } = diagnoseLive(evidence);
    assert.deepEqual(
      [healthy, broken, open, notes, rehearsal.steps.map(({ asExpected }) => asExpected)],
      [true, undefined, [], [], [true, true, true, true, true, true, true]],
    );
    assert.deepEqual(readEvidence(JSON.stringify(evidence)), { status: 'read', evidence });
    assertNoWrongVerdict(evidence);
    assert.doesNotMatch(JSON.stringify(evidence), /secret|token|AKIA|ASIA/i);
  });

  describe('what is unusual, and breaks nothing', () => {
    afterEach(() => setUp.mend());

    it('a public policy, which neither the bucket nor its account restricts', async () => {
      await setUp.openToEverybody();
      const evidence = await setUp.collect();
      assert.deepEqual(
        evidence.buckets.map(({ isPublic, accountRestrictsPublic }) => [isPublic, accountRestrictsPublic]),
        [
          [
            { status: 'seen', value: true },
            { status: 'seen', value: false },
          ],
        ],
      );
      const { healthy, broken, open } = diagnoseLive(evidence);
      assert.deepEqual([healthy, broken, open], [true, undefined, []]);
      assertNoWrongVerdict(evidence);
    });

    it('no role of a file system that is not linked yet: the association is what is missing', async () => {
      await setUp.unlink();
      await setUp.deleteRole();
      const { broken, notes } = diagnoseLive(await setUp.collect({ buckets: [BUCKET] }));
      assert.deepEqual([broken?.step, broken?.layer], [4, 'association']);
      assert.deepEqual(notes, [
        `AWSServiceRoleForFSxS3Access_${setUp.fileSystem.id} is not there yet. FSx makes it with the association; whoever makes it needs iam:AttachRolePolicy, iam:CreateServiceLinkedRole and iam:PutRolePolicy.`,
      ]);
    });
  });

  describe('planted through the API', () => {
    afterEach(() => setUp.mend());

    for (const { name, plant, step, layer, account, says = /./, options } of FAULTS) {
      it(name, async () => {
        await plant(setUp);
        const evidence = await setUp.collect(options?.(setUp));
        const { broken, healthy } = diagnoseLive(evidence);
        assert.deepEqual(
          { step: broken?.step, layer: broken?.layer, account: broken?.account, healthy },
          { step, layer, account, healthy: false },
          JSON.stringify(broken, null, 1),
        );
        assert.match(broken?.why.join('\n') ?? '', says, 'it says why');
        const said = [...(broken?.advice ?? []), ...(broken?.changes ?? []).map(({ what }) => what)];
        assertNoWrongVerdict(evidence);
        assert.ok(said.length > 0 || /Set /.test(broken?.why.join(' ') ?? ''), 'it says what to change');
        assertMends(evidence, broken);
      });
    }
  });

  describe('told as text', () => {
    const told: [name: string, text: string, step: number, layer: string][] = [
      [
        'a service control policy of account A',
        'User: arn:aws:iam::111111111111:user/admin is not authorized to perform: kms:CreateGrant on resource: arn:aws:kms:us-east-1:333333333333:key/1 with an explicit deny in a service control policy',
        6,
        'service control policy',
      ],
      [
        'a resource control policy',
        'User: arn:aws:iam::222222222222:user/b is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:333333333333:key/1 with an explicit deny in a resource control policy',
        4,
        'resource control policy',
      ],
      [
        'a permissions boundary',
        'User: arn:aws:iam::111111111111:user/admin is not authorized to perform: kms:CreateGrant on resource: arn:aws:kms:us-east-1:333333333333:key/1 because no permissions boundary allows the kms:CreateGrant action',
        6,
        'permissions boundary',
      ],
      [
        'a VPC endpoint policy',
        'User: arn:aws:iam::222222222222:user/b is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::linked-bucket/test.txt" with an explicit deny in a VPC endpoint policy',
        4,
        'VPC endpoint policy',
      ],
    ];
    for (const [name, text, step, layer] of told) {
      it(name, async () => {
        const evidence = await setUp.collect();
        const refusals = { status: 'seen' as const, value: refusalsInText(text) };
        const merged = mergeEvidence(evidence, [{ ...evidence, refusals }]);
        assert.equal(merged.status, 'merged');
        const { broken } = diagnoseLive(merged.evidence);
        assert.deepEqual([broken?.step, broken?.layer], [step, layer]);
      });
    }
  });
});

/** With the policies that it shows in place of those that are there, the link is whole, and no earlier one is broken. */
function assertMends(evidence: Evidence, broken: LiveDiagnosis['broken']): void {
  const ofBucket = broken?.changes.find(({ account, policy }) => account === 'B' && policy)?.policy;
  const ofKey = broken?.changes.find(({ account, policy }) => account === 'C' && policy)?.policy;
  if (!broken || (!ofBucket && !ofKey)) return;
  const put = (policy: unknown) => ({ status: 'seen' as const, value: policy as Record<string, unknown> });
  const mended = {
    ...evidence,
    buckets: evidence.buckets.map((one) => (ofBucket ? { ...one, policy: put(ofBucket) } : one)),
    keys: evidence.keys.map((one) => (ofKey ? { ...one, policy: put(ofKey) } : one)),
  };
  const [next] = brokenLinks(rehearseLive(mended), mended);
  // The policy is the first half of a grant that nobody may create.
  if (broken.layer === 'grant') assert.equal(diagnoseLive(mended).broken?.changes.length, 1);
  else assert.ok(!next || next.step > broken.step, JSON.stringify(next, null, 1));
}

/** Whoever may read less names a link that is broken, or none, and is told what it could not read. */
function assertNoWrongVerdict(evidence: Evidence): void {
  const whole = rehearseLive(evidence);
  const failing = whole.checks.filter(({ holds }) => holds === false);
  // Of several links that are broken in one step, what is hidden decides which is seen.
  const isTrue = new Set([...brokenLinks(whole, evidence), ...failing].map(nameOf));
  const named = { buckets: evidence.named.buckets, keys: evidence.named.keys };
  const all = {
    buckets: evidence.buckets.map(({ name }) => name),
    keys: named.keys.length > 0 ? named.keys : evidence.keys.map(({ arn }) => arn),
  };
  for (const names of [named, all]) {
    for (const hidden of hiddenSets(10)) {
      const before = { ...evidence, named: names };
      const masked = mask(before, hidden);
      const { broken, unknownSteps } = verdictOf(rehearseLive(masked), masked);
      const open = openFacts(masked);
      const which = `without ${[...hidden].join(', ')}: ${JSON.stringify(broken, null, 1)}`;
      if (broken) assert.ok(isTrue.has(nameOf(broken)), which);
      else if (isTrue.size > 0) assert.ok(unknownSteps.length > 0, which);
      if (!isDeepStrictEqual(masked, before)) assert.ok(open.length > 0, which);
    }
  }
}

function nameOf({ step, layer }: Pick<BrokenLink, 'step' | 'layer'>): string {
  return `${step} ${layer}`;
}
