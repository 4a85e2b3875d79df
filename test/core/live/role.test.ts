import assert from 'node:assert/strict';
import {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  seen,
  unknownFactOf,
  type AssociationFacts,
  type Evidence,
} from '../../../core/live/evidence';
import { roleChecks, roleNotes } from '../../../core/live/role';

const ID = 'fs-0123456789abcdef0';
const NAME = `AWSServiceRoleForFSxS3Access_${ID}`;
const ARN = `arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/${NAME}`;
const NEEDS =
  'whoever makes it needs iam:AttachRolePolicy, iam:CreateServiceLinkedRole and iam:PutRolePolicy';

const FILE_SYSTEM = { account: '111111111111', lifecycle: 'AVAILABLE' };
const IMPORTED = { ...FILE_SYSTEM, imported: { importPath: 's3://data/in' } };

function association(lifecycle: string): AssociationFacts {
  return {
    id: `dra-${lifecycle.toLowerCase()}`,
    lifecycle,
    dataRepositoryPath: 's3://data',
    importsAtCreation: true,
    autoImport: [],
    autoExport: [],
  };
}

function evidence(change: Partial<Evidence>): Evidence {
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    collectedAt: '2026-01-01T00:00:00.000Z',
    fileSystemId: ID,
    region: 'us-east-1',
    fileSystem: seen(FILE_SYSTEM),
    role: { status: 'absent' },
    associations: seen([association('AVAILABLE')]),
    buckets: [],
    keys: [],
    named: { buckets: [], keys: [] },
    refusals: { status: 'absent' },
    log: { status: 'absent' },
    ...change,
  };
}

describe("the file system's service-linked role", () => {
  it('that is gone breaks a link that is there', () => {
    assert.deepEqual(roleChecks(evidence({})), [
      {
        step: 4,
        layer: 'service-linked role',
        holds: false,
        message: `The file system has the association dra-available, and no longer its service-linked role ${NAME}, as which FSx reads and writes the bucket: no load and no export can work.`,
        advice: `Delete the association and make it again: FSx makes the role with it; ${NEEDS}. Then create the grant again, and put the policies again that name the role: they hold the id of the one that was deleted.`,
      },
    ]);
  });

  it('that is gone from a file system with an import path comes back with a new one only', () => {
    const [check] = roleChecks(evidence({ fileSystem: seen(IMPORTED), associations: seen([]) }));
    assert.match(check?.message ?? '', /^The file system has the import path s3:\/\/data\/in, and no longer/);
    assert.match(check?.advice ?? '', /^Make the file system again: FSx makes the role with it; /);
  });

  it('that could not be looked for is not known, and neither is the step', () => {
    assert.deepEqual(roleChecks(evidence({ role: unknownFactOf('AccessDenied') })), [
      {
        step: 4,
        layer: 'service-linked role',
        holds: undefined,
        message: `Whether ${NAME} is there is not known: without it the file system reaches no bucket.`,
      },
    ]);
  });

  const silent: [what: string, change: Partial<Evidence>][] = [
    ['is there', { role: seen({ arn: ARN }) }],
    ['comes with an association that is being made', { associations: seen([association('CREATING')]) }],
    ['may not have come with an association that failed', { associations: seen([association('FAILED')]) }],
    ['is of an association that is being deleted', { associations: seen([association('DELETING')]) }],
    ['is of a file system that is not linked', { associations: seen([]) }],
    ['may not be needed: the associations are not known', { associations: unknownFactOf('AccessDenied') }],
  ];
  for (const [what, change] of silent) {
    it(`is no matter where it ${what}`, () => {
      assert.deepEqual(roleChecks(evidence(change)), []);
    });
  }

  const notes: [what: string, change: Partial<Evidence>, isNoted: boolean][] = [
    ['nothing is linked', { associations: seen([]) }, true],
    ['something is linked', {}, false],
    ['something is imported', { associations: seen([]), fileSystem: seen(IMPORTED) }, false],
    ['the associations are not known', { associations: unknownFactOf('AccessDenied') }, false],
    ['it is there already', { associations: seen([]), role: seen({ arn: ARN }) }, false],
  ];
  for (const [what, change, isNoted] of notes) {
    it(`is ${isNoted ? '' : 'not '}said to come with the first association where ${what}`, () => {
      const expected = `${NAME} is not there yet. FSx makes it with the association; ${NEEDS}.`;
      assert.deepEqual(roleNotes(evidence(change)), isNoted ? [expected] : []);
    });
  }
});
