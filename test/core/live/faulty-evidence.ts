import { seen, type Evidence } from '../../../core/live/evidence';
import { healthyEvidence } from './healthy-evidence';

type Statement = Readonly<Record<string, unknown>>;
type Owner = 'keys' | 'buckets';

/** The set-up that works, but for the statements of one policy. */
function withStatements(owner: Owner, change: (before: Statement[]) => Statement[]): Evidence {
  const evidence = healthyEvidence();
  const [one] = evidence[owner];
  if (one?.policy.status !== 'seen') throw new Error(`${owner}: no policy`);
  const { Statement: before } = one.policy.value as { Statement: Statement[] };
  one.policy = seen({ Version: '2012-10-17', Statement: change(before) });
  return evidence;
}

function without(owner: Owner, sid: string): Evidence {
  return withStatements(owner, (before) => before.filter(({ Sid }) => Sid !== sid));
}

/** A policy of the older version of the language, in which `${…}` is a text. */
function older(evidence: Evidence): Evidence {
  for (const { policy } of evidence.buckets)
    if (policy.status === 'seen') policy.value = { ...policy.value, Version: '2008-10-17' };
  return evidence;
}

function withoutGrants(evidence: Evidence): Evidence {
  return { ...evidence, keys: evidence.keys.map((key) => ({ ...key, grants: seen([]) })) };
}

const DENY = { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' };
const GONE = 'AROAEXAMPLEEXAMPLE123';
const TAGGED = 'arn:aws:iam::222222222222:role/${aws:PrincipalTag/team}';

/** Evidence with one fault each, by what it is; every one has changes that mend it. */
export const FAULTY: Readonly<Record<string, Evidence>> = {
  'a condition of the key policy is of another Region': withStatements('keys', (before) =>
    before.map((one) => JSON.parse(JSON.stringify(one).replace('s3.us-east-1', 's3.us-west-2')) as Statement),
  ),
  'a statement of the bucket policy is missing': without('buckets', 'FileSystemObjects'),
  'the bucket has no policy': {
    ...healthyEvidence(),
    buckets: healthyEvidence().buckets.map((one) => ({ ...one, policy: { status: 'absent' } as const })),
  },
  'a deny without a name hits the role': withStatements('buckets', (before) => [
    ...before,
    { ...DENY, Condition: { ArnNotLike: { 'aws:PrincipalArn': TAGGED } } },
  ]),
  'a deny without a name hits the role, and one with a name': withStatements('buckets', (before) => [
    { Sid: 'Guard', ...DENY, Condition: { ArnNotLike: { 'aws:PrincipalArn': TAGGED } } },
    ...before,
    { ...DENY, Condition: { ArnNotLike: { 'aws:PrincipalArn': TAGGED } } },
  ]),
  'two denies of one name': withStatements('buckets', (before) => [
    ...before,
    { Sid: 'Guard', ...DENY, Condition: { ArnNotLike: { 'aws:PrincipalArn': TAGGED } } },
    { Sid: 'Guard', ...DENY, Action: 's3:Get*', Condition: { ArnNotLike: { 'aws:PrincipalArn': TAGGED } } },
  ]),
  'a statement of an older policy is missing': older(without('buckets', 'FileSystemObjects')),
  'a statement about a deleted role, without a name, and one with a name': withStatements(
    'buckets',
    (before) => [
      { Effect: 'Allow', Principal: { AWS: GONE }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' },
      {
        Sid: 'Readers',
        Effect: 'Allow',
        Principal: { AWS: [GONE, 'arn:aws:iam::222222222222:root'] },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::data/*',
      },
      ...before.filter(({ Sid }) => Sid !== 'FileSystemObjects'),
    ],
  ),
  'a deny that names whom it spares': withStatements('buckets', (before) => [
    {
      Sid: 'Guard',
      Effect: 'Deny',
      NotPrincipal: { AWS: 'arn:aws:iam::222222222222:root' },
      NotAction: 's3:Put*',
      NotResource: 'arn:aws:s3:::other/*',
    },
    ...before,
  ]),
  'a statement is missing, and another names a deleted role': withStatements('buckets', (before) => [
    {
      Sid: 'Readers',
      Effect: 'Allow',
      Principal: {
        AWS: [GONE, 'arn:aws:iam::222222222222:root'],
        Service: 'logging.s3.amazonaws.com',
      },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::data/*',
    },
    ...before.filter(({ Sid }) => Sid !== 'FileSystemObjects'),
  ]),
  'a statement about a deleted role alone': withStatements('buckets', (before) => [
    {
      Sid: 'Readers',
      Effect: 'Allow',
      Principal: { AWS: GONE },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::data/*',
    },
    ...before.filter(({ Sid }) => Sid !== 'FileSystemObjects'),
  ]),
  'there is no grant': withoutGrants(without('keys', 'FileSystemThroughS3')),
  'there is no grant, and nobody may create one': withoutGrants(without('keys', 'CreateGrantForFileSystem')),
  'the bucket encrypts with a key of its own': {
    ...healthyEvidence(),
    buckets: healthyEvidence().buckets.map((one) => ({
      ...one,
      encryption: seen({ algorithm: 'AES256', bucketKey: false }),
    })),
  },
  'the association imports nothing': {
    ...healthyEvidence(),
    associations: seen([
      {
        id: 'dra-0123456789abcdef0',
        lifecycle: 'AVAILABLE',
        fileSystemPath: '/data',
        dataRepositoryPath: 's3://data',
        importsAtCreation: false,
        autoImport: [],
        autoExport: ['NEW'],
      },
    ]),
  },
};
