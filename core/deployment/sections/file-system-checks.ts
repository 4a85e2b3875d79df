import { LUSTRE_DEPLOYMENT_TYPES } from '../../facts/fsx-lustre';
import { partitionOfRegion } from '../../facts/regions';
import { keyArnProblem, principalProblem } from '../arn-problems';
import type { Report } from '../problem';
import type { Accounts } from './accounts';
import { withDefaults, type FileSystem } from './file-system';

const at = (name: keyof FileSystem) => ['fileSystem', name];

/** The log group: a name that FSx takes, and none where nothing is logged. */
export function checkLogGroup({ fileSystem }: { fileSystem: FileSystem }, report: Report): void {
  const { logGroupName, logLevel } = fileSystem;
  if (logGroupName === undefined) return;
  if (logLevel === 'DISABLED') {
    report({
      path: at('logGroupName'),
      value: logGroupName,
      problem: 'stands with logLevel DISABLED',
      reason: 'CreateFileSystem answers BadRequest when a log destination is given and logging is off.',
      right: 'no logGroupName, or logLevel "WARN_ERROR"',
    });
  }
  if (!logGroupName.startsWith('/aws/fsx')) {
    report({
      path: at('logGroupName'),
      value: logGroupName,
      problem: 'does not begin with /aws/fsx',
      reason: 'FSx for Lustre only writes to log groups of that name; CreateFileSystem answers BadRequest.',
      right: `"/aws/fsx/${logGroupName.replace(/^\/+/, '').replace(/[^\w.\-/#]/g, '-')}"`,
    });
  } else if (!/^[\w.\-/#]{1,512}$/.test(logGroupName)) {
    report({
      path: at('logGroupName'),
      value: logGroupName,
      problem: 'has characters that a log group name must not have, or more than 512',
      reason: 'CloudWatch Logs takes letters, digits and _ - / . # in a name.',
      right: `"${logGroupName.replace(/[^\w.\-/#]/g, '-').slice(0, 512)}"`,
    });
  }
}

/** The key for the file system's own data: the full ARN of a key in the file system's Region. */
export function checkAtRestKey(
  { fileSystem, region }: { fileSystem: FileSystem; region: string },
  report: Report,
): void {
  const { kmsKeyArn } = fileSystem;
  // On a scratch file system the matrix refuses it, whatever it is.
  const { customerKey } = LUSTRE_DEPLOYMENT_TYPES[withDefaults(fileSystem).deploymentType];
  if (kmsKeyArn === undefined || !customerKey) return;
  const problem = keyArnProblem(kmsKeyArn, region);
  if (problem === undefined) return;
  report({
    path: at('kmsKeyArn'),
    value: kmsKeyArn,
    problem,
    reason: 'FSx encrypts with a symmetric key of its own Region, and Terraform takes a key ARN only.',
    right: `"arn:${partitionOfRegion(region) ?? 'aws'}:kms:${region}:ACCOUNT:key/KEY-ID"`,
  });
}

/** With an existing file system, what only describes a new one has no effect. */
export function checkExistingFileSystem({ fileSystem }: { fileSystem: FileSystem }, report: Report): void {
  if (fileSystem.existingId === undefined) {
    if (fileSystem.existingMountName !== undefined) {
      report({
        path: at('existingMountName'),
        value: fileSystem.existingMountName,
        problem: 'stands without existingId',
        reason: 'a new file system gets its mount name from AWS, and the stacks read it from there.',
        right: 'existingId beside it, or no existingMountName',
      });
    }
    return;
  }
  const ofExisting: (keyof FileSystem)[] = ['existingId', 'existingMountName', 'creatorPrincipalArn'];
  for (const name of Object.keys(fileSystem) as (keyof FileSystem)[]) {
    if (ofExisting.includes(name) || fileSystem[name] === undefined) continue;
    report({
      path: at(name),
      value: fileSystem[name],
      problem: 'stands beside existingId',
      reason: 'the file system is there already and is not managed here, so this would have no effect.',
      right: `no ${name}, or no existingId`,
    });
  }
}

/** Who creates the associations: a role or user of account A. */
export function checkCreator(
  { fileSystem, accounts, region }: { fileSystem: FileSystem; accounts: Accounts; region: string },
  report: Report,
): void {
  const { creatorPrincipalArn } = fileSystem;
  if (creatorPrincipalArn === undefined) return;
  const partition = partitionOfRegion(region);
  const account = accounts.fileSystem.id;
  const problem = principalProblem(creatorPrincipalArn, { partition, account, kinds: ['role', 'user'] });
  if (problem === undefined) return;
  report({
    path: at('creatorPrincipalArn'),
    value: creatorPrincipalArn,
    problem,
    reason: 'S3 answers "Invalid principal in policy", or the bucket policy names somebody else.',
    right: `"arn:${partition ?? 'aws'}:iam::${account}:role/NAME"`,
  });
}
