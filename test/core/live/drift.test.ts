import assert from 'node:assert/strict';
import type { DeploymentInput } from '../../../core/deployment/schema';
import { driftOf, type DriftReport } from '../../../core/live/drift';
import { valueOf, type Evidence } from '../../../core/live/evidence';
import { leftAlone } from '../../../core/live/left-alone';
import { liveWorld } from '../../../core/live/world';
import { readWorld } from '../../../core/rehearsal/world/read-world';
import { readAs } from '../../../core/syntax/read-file';
import { deployment } from '../../support/deployments';
import { synthesizeSample } from '../../support/synthesize';
import { FILE_SYSTEM_ID, healthyEvidence, KEY_ARN } from './healthy-evidence';

/** A deployment of the healthy evidence's file system, in which all is there already. */
const EXISTING: Partial<DeploymentInput> = {
  fileSystem: { existingId: FILE_SYSTEM_ID },
  client: { enabled: false },
  keys: [{ name: 'data', existingArn: KEY_ARN, existingGrant: true }],
  buckets: [{ name: 'data', key: 'data', bucketName: 'data', existing: {} }],
};
const UNGRANTED = [{ name: 'data', existingArn: KEY_ARN }];
const GRANT = `The grant on ${KEY_ARN} is there already, and left to whoever made it.`;
const manages = (what: string) => `Bucket data was there before the stacks: they manage ${what}.`;
const NOTHING = manages('neither its policy nor its default encryption');

function existing(of: NonNullable<DeploymentInput['buckets'][number]['existing']>): Partial<DeploymentInput> {
  return { buckets: [{ name: 'data', key: 'data', bucketName: 'data', existing: of }] };
}

function drift(changes: Partial<DeploymentInput>, evidence: Evidence = healthyEvidence()): DriftReport {
  const files = Object.entries(synthesizeSample(changes).stacks).map(([account, stack]) =>
    readAs(
      'terraform-json',
      { path: `${account}.tf.json`, text: JSON.stringify(stack, null, 2) },
      undefined,
      undefined,
    ),
  );
  return driftOf(readWorld(files), liveWorld(evidence), leftAlone(deployment(changes)));
}

function without(part: 'policy' | 'encryption' | 'grants'): Evidence {
  const evidence = healthyEvidence();
  const absent = { status: 'absent' as const };
  return part === 'grants'
    ? { ...evidence, keys: evidence.keys.map((key) => ({ ...key, grants: { status: 'seen', value: [] } })) }
    : { ...evidence, buckets: evidence.buckets.map((bucket) => ({ ...bucket, [part]: absent })) };
}

const OPEN: [what: string, changes: Partial<DeploymentInput>, open: string[]][] = [
  ['no part of a bucket is managed', {}, [NOTHING, GRANT]],
  ['its policy is', existing({ managePolicy: true }), [manages('its policy only'), GRANT]],
  [
    'its default encryption is',
    existing({ manageEncryption: true }),
    [manages('its default encryption only'), GRANT],
  ],
  [
    'both are, and the grant',
    { ...existing({ managePolicy: true, manageEncryption: true }), keys: UNGRANTED },
    [manages('its policy and its default encryption')],
  ],
  [
    'the stacks have another bucket',
    { buckets: [{ name: 'data', key: 'data', bucketName: 'another', existing: {} }] },
    ['The stacks have no bucket data.'],
  ],
];

const DIFFERENT: [what: string, changes: Partial<DeploymentInput>, evidence: Evidence, found: string[]][] = [
  ['a policy that is left to others', {}, without('policy'), []],
  [
    'a policy that the stacks manage',
    existing({ managePolicy: true }),
    without('policy'),
    ['policy of bucket data: missing', 'policy of bucket data: missing', 'policy of bucket data: missing'],
  ],
  ['an encryption that is left to others', {}, without('encryption'), []],
  [
    'an encryption that the stacks manage',
    existing({ manageEncryption: true }),
    without('encryption'),
    ['default encryption of bucket data: other'],
  ],
  ['a grant that is left to others', {}, without('grants'), []],
  ['a grant that the stacks make', { keys: UNGRANTED }, without('grants'), ['grant: missing']],
  [
    'a grant before the step that makes it',
    { keys: UNGRANTED, throughStep: 5 },
    healthyEvidence(),
    ['grant: extra'],
  ],
];

describe('drift of what was there before the stacks', () => {
  it('is of evidence with a grant and a policy', () => {
    const [key] = healthyEvidence().keys;
    assert.equal(valueOf(key?.grants)?.length, 1);
  });

  for (const [what, changes, open] of OPEN)
    it(`says what is not compared: ${what}`, () => {
      assert.deepEqual(drift({ ...EXISTING, ...changes }), { drifts: [], open });
    });

  for (const [what, changes, evidence, found] of DIFFERENT)
    it(`compares what the stacks manage: ${what}`, () => {
      const { drifts } = drift({ ...EXISTING, ...changes }, evidence);
      assert.deepEqual(
        drifts.map((one) => `${one.what}: ${one.kind}`),
        found,
      );
    });
});
