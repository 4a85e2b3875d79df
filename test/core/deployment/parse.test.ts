import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { formatPath, formatProblems } from '../../../core/deployment/format';
import { parseDeployment } from '../../../core/deployment/parse';
import type { DeploymentProblem } from '../../../core/deployment/problem';
import { sampleInput } from '../../support/deployments';

/** A deployment as JSON: whatever a user may have written. */
type Json = Record<string, unknown>;

function problemsOf(input: unknown): DeploymentProblem[] {
  const parsed = parseDeployment(input);
  return parsed.status === 'invalid' ? parsed.problems : [];
}

/** `path = value: problem | right` of every mistake. */
function told(changes: Json): string[] {
  return problemsOf({ ...sampleInput(), ...changes }).map(
    ({ path, value, problem, right }) =>
      `${formatPath(path)} = ${JSON.stringify(value)}: ${problem} | ${right}`,
  );
}

const accounts = (changes: Json) => ({ accounts: { ...sampleInput().accounts, ...changes } });
const fileSystem = (section: Json) => ({ fileSystem: section });
const bucket = (changes: Json) => ({ buckets: [{ name: 'data', key: 'data', ...changes }] });
const key = (changes: Json) => ({ keys: [{ name: 'data', ...changes }] });
const fs = 'fs-0123456789abcdef0';
const roleA = 'arn:aws:iam::111111111111:role/deployer';

/** One mistake, or several that belong together: what is changed in the sample, and what is told. */
const MISTAKES: [name: string, changes: Json, told: string[]][] = [
  // Accounts, Region
  [
    'an account id of eleven digits',
    accounts({ key: { id: '33333333333' } }),
    [
      'accounts.key.id = "33333333333": does not have the right form | twelve digits in quotes, such as "111111111111"',
    ],
  ],
  [
    'an account id as a number',
    accounts({ key: { id: 333333333333 } }),
    [
      'accounts.key.id = 333333333333: is a number, not a text | twelve digits in quotes, such as "111111111111"',
    ],
  ],
  [
    'an account that is missing',
    { accounts: { fileSystem: { id: '111111111111' }, bucket: { id: '222222222222' } } },
    ['accounts.key = undefined: is missing | { "id": "111111111111" }'],
  ],
  [
    'file system and bucket in one account, the key in another',
    accounts({ bucket: { id: '111111111111' } }),
    [
      'accounts.bucket.id = "111111111111": is the file system\'s account, while the key is in another one | three different ids, or accounts.key.id = "111111111111" when one account holds everything',
    ],
  ],
  [
    'a role of another account',
    accounts({ key: { id: '333333333333', assumeRoleArn: roleA } }),
    [
      'accounts.key.assumeRoleArn = "arn:aws:iam::111111111111:role/deployer": is in account 111111111111, not in 333333333333 | "arn:aws:iam::333333333333:role/NAME"',
    ],
  ],
  [
    'a role of another partition',
    accounts({ key: { id: '333333333333', assumeRoleArn: 'arn:aws-cn:iam::333333333333:role/x' } }),
    [
      'accounts.key.assumeRoleArn = "arn:aws-cn:iam::333333333333:role/x": is in partition aws-cn, the Region is in aws | "arn:aws:iam::333333333333:role/NAME"',
    ],
  ],
  [
    'a user where a role is assumed',
    accounts({ key: { id: '333333333333', assumeRoleArn: 'arn:aws:iam::333333333333:user/x' } }),
    [
      'accounts.key.assumeRoleArn = "arn:aws:iam::333333333333:user/x": is not the ARN of an IAM role | "arn:aws:iam::333333333333:role/NAME"',
    ],
  ],
  [
    'an external id without a role',
    accounts({ key: { id: '333333333333', externalId: 'abc' } }),
    [
      'accounts.key.externalId = "abc": stands without assumeRoleArn | accounts.key.assumeRoleArn beside it, or no externalId',
    ],
  ],
  [
    'a Region with a typing error',
    { region: 'us-esat-1' },
    ['region = "us-esat-1": is not the name of an AWS Region | "us-east-1"'],
  ],
  [
    'a Region that resembles none',
    { region: 'moon' },
    [
      'region = "moon": is not the name of an AWS Region | a Region name such as "us-east-1", "cn-north-1" or "us-gov-west-1"',
    ],
  ],
  [
    'a Region of another partition',
    { region: 'us-iso-east-1' },
    [
      'region = "us-iso-east-1": is in a partition other than aws, aws-cn, aws-us-gov | a Region name such as "us-east-1", "cn-north-1" or "us-gov-west-1"',
    ],
  ],
  [
    'an Availability Zone as Region',
    { region: 'us-east-1a' },
    ['region = "us-east-1a": is not the name of an AWS Region | "us-east-1"'],
  ],
  // General
  [
    'a property that does not exist',
    { regoin: 'us-east-1' },
    ['regoin = "us-east-1": is not a property of the deployment | "region"'],
  ],
  [
    'a prefix with capitals',
    { namePrefix: 'Lustre' },
    [
      'namePrefix = "Lustre": does not have the right form | 2 to 20 lower-case letters, digits and hyphens, beginning with a letter, but not with sg-',
    ],
  ],
  ['a step after the last', { throughStep: 8 }, ['throughStep = 8: is above 7 | a whole number from 1 to 7']],
  [
    'a step before the first',
    { throughStep: 0 },
    ['throughStep = 0: is below 1 | a whole number from 1 to 7'],
  ],
  [
    'a tag of AWS',
    { tags: { 'aws:x': 'y' } },
    [
      'tags["aws:x"] = "aws:x": is not a name that is taken here | texts by name, such as { "project": "genomics" }',
    ],
  ],
  // The matrix
  [
    'SCRATCH_1, which has no associations',
    fileSystem({ deploymentType: 'SCRATCH_1' }),
    [
      'fileSystem.deploymentType = "SCRATCH_1": cannot be linked to a bucket by a data repository association | "PERSISTENT_2", or "SCRATCH_2" for short-lived data',
    ],
  ],
  [
    'a deployment type that does not exist',
    fileSystem({ deploymentType: 'PERSISTENT_3' }),
    [
      'fileSystem.deploymentType = "PERSISTENT_3": is not "SCRATCH_1", "SCRATCH_2", "PERSISTENT_1" or "PERSISTENT_2" | "PERSISTENT_2", or "SCRATCH_2" for short-lived data',
    ],
  ],
  [
    'SCRATCH_2 with HDD',
    fileSystem({ deploymentType: 'SCRATCH_2', storageType: 'HDD' }),
    [
      'fileSystem.storageType = "HDD": does not exist for SCRATCH_2 | "SSD", or deploymentType "PERSISTENT_1" for HDD',
    ],
  ],
  [
    'PERSISTENT_2 with HDD',
    fileSystem({ storageType: 'HDD' }),
    [
      'fileSystem.storageType = "HDD": does not exist for PERSISTENT_2 | "SSD", or deploymentType "PERSISTENT_1" for HDD',
    ],
  ],
  [
    'PERSISTENT_1 with Intelligent-Tiering',
    fileSystem({ deploymentType: 'PERSISTENT_1', storageType: 'INTELLIGENT_TIERING' }),
    ['fileSystem.storageType = "INTELLIGENT_TIERING": does not exist for PERSISTENT_1 | "SSD" or "HDD"'],
  ],
  [
    'Intelligent-Tiering, which has no associations',
    fileSystem({ storageType: 'INTELLIGENT_TIERING' }),
    ['fileSystem.storageType = "INTELLIGENT_TIERING": cannot be linked to a bucket | "SSD"'],
  ],
  [
    'throughput on SCRATCH_2',
    fileSystem({ deploymentType: 'SCRATCH_2', throughputMBpsPerTiB: 200 }),
    ['fileSystem.throughputMBpsPerTiB = 200: must not be set for SCRATCH_2 | no throughputMBpsPerTiB'],
  ],
  [
    'a PERSISTENT_1 throughput on PERSISTENT_2',
    fileSystem({ throughputMBpsPerTiB: 200 }),
    [
      'fileSystem.throughputMBpsPerTiB = 200: is not a throughput of PERSISTENT_2 with SSD storage | 125, 250, 500 or 1000',
    ],
  ],
  [
    'a PERSISTENT_2 throughput on PERSISTENT_1',
    fileSystem({ deploymentType: 'PERSISTENT_1', throughputMBpsPerTiB: 125 }),
    [
      'fileSystem.throughputMBpsPerTiB = 125: is not a throughput of PERSISTENT_1 with SSD storage | 50, 100 or 200',
    ],
  ],
  [
    'an SSD throughput on HDD',
    fileSystem({ deploymentType: 'PERSISTENT_1', storageType: 'HDD', throughputMBpsPerTiB: 50 }),
    ['fileSystem.throughputMBpsPerTiB = 50: is not a throughput of PERSISTENT_1 with HDD storage | 12 or 40'],
  ],
  [
    'a capacity between the steps',
    fileSystem({ storageCapacityGiB: 3600 }),
    [
      'fileSystem.storageCapacityGiB = 3600: is not a capacity of PERSISTENT_2 with SSD storage | 2400 or 4800',
    ],
  ],
  [
    'a capacity below the first',
    fileSystem({ storageCapacityGiB: 600 }),
    ['fileSystem.storageCapacityGiB = 600: is not a capacity of PERSISTENT_2 with SSD storage | 1200'],
  ],
  [
    'a SCRATCH_2 capacity between the steps',
    fileSystem({ deploymentType: 'SCRATCH_2', storageCapacityGiB: 3600 }),
    ['fileSystem.storageCapacityGiB = 3600: is not a capacity of SCRATCH_2 with SSD storage | 2400 or 4800'],
  ],
  [
    'a capacity of the slower HDD',
    fileSystem({
      deploymentType: 'PERSISTENT_1',
      storageType: 'HDD',
      throughputMBpsPerTiB: 40,
      storageCapacityGiB: 6000,
    }),
    [
      'fileSystem.storageCapacityGiB = 6000: is not a capacity of PERSISTENT_1 with HDD storage at 40 MB/s per TiB | 5400 or 7200',
    ],
  ],
  [
    'a capacity of the faster HDD',
    fileSystem({
      deploymentType: 'PERSISTENT_1',
      storageType: 'HDD',
      throughputMBpsPerTiB: 12,
      storageCapacityGiB: 1800,
    }),
    [
      'fileSystem.storageCapacityGiB = 1800: is not a capacity of PERSISTENT_1 with HDD storage at 12 MB/s per TiB | 6000',
    ],
  ],
  [
    'a capacity with a fraction',
    fileSystem({ storageCapacityGiB: 1200.5 }),
    ['fileSystem.storageCapacityGiB = 1200.5: is a number, not a whole number | a number such as 1200'],
  ],
  [
    'Lustre 2.10 on PERSISTENT_2',
    fileSystem({ lustreVersion: '2.10' }),
    ['fileSystem.lustreVersion = "2.10": does not exist for PERSISTENT_2 | "2.15"'],
  ],
  [
    'Lustre 2.10 on SCRATCH_2',
    fileSystem({ deploymentType: 'SCRATCH_2', lustreVersion: '2.10' }),
    ['fileSystem.lustreVersion = "2.10": does not support data repository associations | "2.15"'],
  ],
  [
    'Lustre 2.10 on PERSISTENT_1',
    fileSystem({ deploymentType: 'PERSISTENT_1', lustreVersion: '2.10' }),
    ['fileSystem.lustreVersion = "2.10": does not support data repository associations | "2.15"'],
  ],
  [
    'a Lustre version that does not exist',
    fileSystem({ lustreVersion: '9.99' }),
    ['fileSystem.lustreVersion = "9.99": is not "2.10", "2.12" or "2.15" | "2.15"'],
  ],
  [
    'a Lustre version as a number',
    fileSystem({ lustreVersion: 2.15 }),
    ['fileSystem.lustreVersion = 2.15: is not "2.10", "2.12" or "2.15" | "2.15"'],
  ],
  [
    'a customer managed key on SCRATCH_2 (Table 1)',
    fileSystem({
      deploymentType: 'SCRATCH_2',
      kmsKeyArn: 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    }),
    [
      'fileSystem.kmsKeyArn = "arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab": is a customer managed key on a SCRATCH_2 file system | no kmsKeyArn, or deploymentType "PERSISTENT_2"',
    ],
  ],
  [
    'a drive cache on SSD',
    fileSystem({ driveCacheType: 'READ' }),
    ['fileSystem.driveCacheType = "READ": does not go with SSD storage | no driveCacheType'],
  ],
  [
    'metadata on PERSISTENT_1',
    fileSystem({ deploymentType: 'PERSISTENT_1', metadata: { mode: 'AUTOMATIC' } }),
    [
      'fileSystem.metadata = {"mode":"AUTOMATIC"}: does not exist for PERSISTENT_1 | no metadata, or deploymentType "PERSISTENT_2"',
    ],
  ],
  [
    'metadata with Lustre 2.12',
    fileSystem({ lustreVersion: '2.12', metadata: { mode: 'AUTOMATIC' } }),
    ['fileSystem.lustreVersion = "2.12": does not go with a metadata configuration | "2.15"'],
  ],
  [
    'metadata IOPS that cannot be had',
    fileSystem({ metadata: { mode: 'USER_PROVISIONED', iops: 18000 } }),
    [
      'fileSystem.metadata.iops = 18000: is not a number of metadata IOPS that can be provisioned | 1500, 3000, 6000, or a multiple of 12000 up to 192000',
    ],
  ],
  [
    'provisioned metadata without IOPS',
    fileSystem({ metadata: { mode: 'USER_PROVISIONED' } }),
    [
      'fileSystem.metadata.iops = undefined: is missing | 1500, 3000, 6000, or a multiple of 12000 up to 192000',
    ],
  ],
  [
    'automatic metadata with IOPS',
    fileSystem({ metadata: { mode: 'AUTOMATIC', iops: 1500 } }),
    ['fileSystem.metadata.iops = 1500: stands with mode AUTOMATIC | no iops, or mode "USER_PROVISIONED"'],
  ],
  [
    'EFA without metadata',
    fileSystem({ efa: true }),
    [
      'fileSystem.efa = true: stands without a metadata configuration | fileSystem.metadata = { "mode": "AUTOMATIC" } on PERSISTENT_2, or no efa',
    ],
  ],
  [
    'an alias as key at rest',
    fileSystem({ kmsKeyArn: 'arn:aws:kms:us-east-1:111111111111:alias/x' }),
    [
      'fileSystem.kmsKeyArn = "arn:aws:kms:us-east-1:111111111111:alias/x": is the ARN of an alias, not of a key | "arn:aws:kms:us-east-1:ACCOUNT:key/KEY-ID"',
    ],
  ],
  [
    'a key at rest of another Region',
    fileSystem({ kmsKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab' }),
    [
      'fileSystem.kmsKeyArn = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab": is in Region eu-west-1, not in us-east-1 | "arn:aws:kms:us-east-1:ACCOUNT:key/KEY-ID"',
    ],
  ],
  // Logs
  [
    'a log group outside /aws/fsx',
    fileSystem({ logGroupName: 'lustre logs' }),
    ['fileSystem.logGroupName = "lustre logs": does not begin with /aws/fsx | "/aws/fsx/lustre-logs"'],
  ],
  [
    'a log group with a blank',
    fileSystem({ logGroupName: '/aws/fsx/a b' }),
    [
      'fileSystem.logGroupName = "/aws/fsx/a b": has characters that a log group name must not have, or more than 512 | "/aws/fsx/a-b"',
    ],
  ],
  [
    'a log group with logging off',
    fileSystem({ logGroupName: '/aws/fsx/a', logLevel: 'DISABLED' }),
    [
      'fileSystem.logGroupName = "/aws/fsx/a": stands with logLevel DISABLED | no logGroupName, or logLevel "WARN_ERROR"',
    ],
  ],
  [
    'a retention that CloudWatch does not have',
    fileSystem({ logRetentionDays: 31 }),
    [
      `fileSystem.logRetentionDays = 31: is not 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 | 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653`,
    ],
  ],
  // Existing file system
  [
    'an existing file system by a wrong id',
    fileSystem({ existingId: 'fs-xyz' }),
    ['fileSystem.existingId = "fs-xyz": does not have the right form | an id such as "fs-0123456789abcdef0"'],
  ],
  [
    'properties of a new file system on an existing one',
    { ...fileSystem({ existingId: fs, storageCapacityGiB: 1200 }), client: { enabled: false } },
    [
      'fileSystem.storageCapacityGiB = 1200: stands beside existingId | no storageCapacityGiB, or no existingId',
    ],
  ],
  [
    'a mount name without an existing file system',
    fileSystem({ existingMountName: 'abcdefgh' }),
    [
      'fileSystem.existingMountName = "abcdefgh": stands without existingId | existingId beside it, or no existingMountName',
    ],
  ],
  [
    'a client of an existing file system without mount name and network',
    fileSystem({ existingId: fs }),
    [
      'fileSystem.existingMountName = undefined: is missing for the client | the MountName that "aws fsx describe-file-systems" shows, or client.enabled: false',
      "network.vpcId = undefined: is missing for the client of an existing file system | vpcId and subnetId of the file system's network, or client.enabled: false",
    ],
  ],
  [
    'a creator in another account',
    fileSystem({ creatorPrincipalArn: 'arn:aws:iam::222222222222:role/x' }),
    [
      'fileSystem.creatorPrincipalArn = "arn:aws:iam::222222222222:role/x": is in account 222222222222, not in 111111111111 | "arn:aws:iam::111111111111:role/NAME"',
    ],
  ],
  // Network and client
  [
    'a VPC without a subnet',
    { network: { vpcId: 'vpc-0123456789abcdef0' } },
    ['network.subnetId = undefined: is missing beside vpcId | the id of a subnet of that VPC'],
  ],
  [
    'a subnet without a VPC',
    { network: { subnetId: 'subnet-0123456789abcdef0' } },
    ['network.subnetId = "subnet-0123456789abcdef0": stands without vpcId | vpcId beside it, or no subnetId'],
  ],
  [
    'a range beside an existing VPC',
    {
      network: {
        vpcId: 'vpc-0123456789abcdef0',
        subnetId: 'subnet-0123456789abcdef0',
        vpcCidr: '10.0.0.0/16',
      },
    },
    ['network.vpcCidr = "10.0.0.0/16": stands beside vpcId | no vpcCidr, or no vpcId'],
  ],
  [
    'a range that is too large',
    { network: { vpcCidr: '10.0.0.0/8' } },
    ['network.vpcCidr = "10.0.0.0/8": is larger than a /16 | "10.71.0.0/24"'],
  ],
  [
    'a range that is too small',
    { network: { vpcCidr: '10.0.0.0/28' } },
    ['network.vpcCidr = "10.0.0.0/28": is smaller than a /24 | "10.71.0.0/24"'],
  ],
  [
    'a range that is none',
    { network: { vpcCidr: '10.0.0/24' } },
    ['network.vpcCidr = "10.0.0/24": does not have the right form | "10.71.0.0/24"'],
  ],
  [
    'an existing instance with the client off',
    { client: { enabled: false, existingInstanceId: 'i-0123456789abcdef0' } },
    [
      'client.existingInstanceId = "i-0123456789abcdef0": stands beside enabled: false | enabled: true, or no existingInstanceId',
    ],
  ],
  [
    'an instance type without a size',
    { client: { instanceType: 'm6i' } },
    ['client.instanceType = "m6i": does not have the right form | "m6i.large"'],
  ],
  [
    'a relative mount path',
    { client: { mountPath: 'fsx' } },
    ['client.mountPath = "fsx": does not have the right form | "/fsx"'],
  ],
  // Keys
  ['no keys', { keys: [] }, ['keys = []: is too short | [{ "name": "data" }]']],
  [
    'two keys of one name',
    { keys: [{ name: 'data' }, { name: 'data' }] },
    ['keys[1].name = "data": is the name of an earlier entry of keys too | another name, such as "data-2"'],
  ],
  [
    'rotation below 90 days',
    key({ rotationPeriodDays: 89 }),
    ['keys[0].rotationPeriodDays = 89: is below 90 | a whole number from 90 to 2560, such as 365'],
  ],
  [
    'rotation above 2560 days',
    key({ rotationPeriodDays: 2561 }),
    ['keys[0].rotationPeriodDays = 2561: is above 2560 | a whole number from 90 to 2560, such as 365'],
  ],
  [
    'a deletion window below 7 days',
    key({ deletionWindowDays: 6 }),
    ['keys[0].deletionWindowDays = 6: is below 7 | a whole number from 7 to 30, such as 30'],
  ],
  [
    'a deletion window above 30 days',
    key({ deletionWindowDays: 31 }),
    ['keys[0].deletionWindowDays = 31: is above 30 | a whole number from 7 to 30, such as 30'],
  ],
  [
    'an existing key by alias',
    key({ existingArn: 'alias/x' }),
    [
      'keys[0].existingArn = "alias/x": is not the ARN of a KMS key | "arn:aws:kms:us-east-1:333333333333:key/KEY-ID"',
    ],
  ],
  [
    'an existing key of another account',
    key({ existingArn: 'arn:aws:kms:us-east-1:444444444444:key/1234abcd-12ab-34cd-56ef-1234567890ab' }),
    [
      'keys[0].existingArn = "arn:aws:kms:us-east-1:444444444444:key/1234abcd-12ab-34cd-56ef-1234567890ab": is in account 444444444444, not in 333333333333 | "arn:aws:kms:us-east-1:333333333333:key/KEY-ID"',
    ],
  ],
  [
    'rotation of an existing key',
    key({
      existingArn: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      rotationPeriodDays: 365,
    }),
    ['keys[0].rotationPeriodDays = 365: stands beside existingArn | no rotationPeriodDays'],
  ],
  [
    'an existing grant on a new key',
    key({ existingGrant: true }),
    [
      "keys[0].existingGrant = true: stands beside a key that is created | no existingGrant, or the key's ARN as existingArn",
    ],
  ],
  [
    'an existing grant for a new file system',
    key({
      existingArn: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      existingGrant: true,
    }),
    [
      "keys[0].existingGrant = true: stands beside a file system that is created | no existingGrant, or the file system's id as fileSystem.existingId",
    ],
  ],
  // Buckets
  [
    'a key that is not there',
    bucket({ key: 'dat' }),
    ['buckets[0].key = "dat": is not the name of an entry of keys | "data"'],
  ],
  [
    'an existing bucket without a name',
    bucket({ existing: {} }),
    ["buckets[0].bucketName = undefined: is missing for an existing bucket | the bucket's name"],
  ],
  [
    'a bucket name with capitals',
    bucket({ bucketName: 'MyBucket' }),
    [
      'buckets[0].bucketName = "MyBucket": has characters other than lower-case letters, digits, hyphens and dots | 3 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit',
    ],
  ],
  [
    'one bucket created twice',
    {
      buckets: [
        { name: 'a', key: 'data', bucketName: 'same', prefix: 'a/' },
        { name: 'b', key: 'data', bucketName: 'same', prefix: 'b/' },
      ],
    },
    [
      'buckets[1].bucketName = "same": is the bucket of buckets[0] too | another bucketName, or "existing" on both entries to link two folders of one bucket',
    ],
  ],
  [
    'an event that does not exist',
    bucket({ autoImport: ['MODIFIED'] }),
    [
      'buckets[0].autoImport[0] = "MODIFIED": is not "NEW", "CHANGED" or "DELETED" | a list of "NEW", "CHANGED", "DELETED", each at most once; [] for none',
    ],
  ],
  [
    'an event twice',
    bucket({ autoExport: ['NEW', 'NEW'] }),
    [
      'buckets[0].autoExport = ["NEW","NEW"]: names an event twice | a list of "NEW", "CHANGED", "DELETED", each at most once; [] for none',
    ],
  ],
  [
    'a relative path on the file system',
    bucket({ fileSystemPath: 'data' }),
    ['buckets[0].fileSystemPath = "data": is not an absolute path on the file system | "/data"'],
  ],
  [
    'a prefix that is a URL',
    bucket({ prefix: 's3://b/data' }),
    ['buckets[0].prefix = "s3://b/data": is not a folder in the bucket | "data/"'],
  ],
  [
    '/ beside another association',
    {
      buckets: [
        { name: 'a', key: 'data', fileSystemPath: '/' },
        { name: 'b', key: 'data' },
      ],
    },
    [
      'buckets[0].fileSystemPath = "/": is / beside another association | a directory of its own, such as "/a"',
    ],
  ],
  [
    'overlapping directories',
    {
      buckets: [
        { name: 'a', key: 'data', fileSystemPath: '/ns1' },
        { name: 'b', key: 'data', fileSystemPath: '/ns1/ns2/' },
      ],
    },
    [
      'buckets[1].fileSystemPath = "/ns1/ns2/": overlaps with /ns1 of buckets[0] | directories of which none lies in another',
    ],
  ],
  [
    'overlapping folders of a bucket',
    {
      buckets: [
        { name: 'a', key: 'data', bucketName: 'same', existing: {}, prefix: 'x' },
        { name: 'b', key: 'data', bucketName: 'same', existing: {}, prefix: 'x/y/' },
      ],
    },
    [
      'buckets[1].prefix = "x/y/": makes s3://same/x/y/, which overlaps with s3://same/x/ of buckets[0] | folders of which none lies in another',
    ],
  ],
  [
    'nine associations',
    { buckets: Array.from({ length: 9 }, (_, index) => ({ name: `b${index}`, key: 'data' })) },
    [
      'buckets = undefined: asks for 9 associations | at most 8 associated buckets, others with "associate": false or on another file system',
    ],
  ],
  [
    'a new file system without any association',
    bucket({ associate: false }),
    [
      'buckets[0].associate = false: leaves the new file system without any association | true for at least one bucket',
    ],
  ],
  // Grant
  [
    'a grant operation with kms:',
    { grant: { operations: ['kms:Decrypt'] } },
    [
      'grant.operations[0] = "kms:Decrypt": is not "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo", "CreateGrant", "RetireGrant" or "DescribeKey" | ["Decrypt", "GenerateDataKey", "DescribeKey"]',
    ],
  ],
  [
    'no grant operations',
    { grant: { operations: [] } },
    ['grant.operations = []: is too short | ["Decrypt", "GenerateDataKey", "DescribeKey"]'],
  ],
  [
    'an administrator in account C',
    { grant: { adminPrincipalArn: 'arn:aws:iam::333333333333:role/x' } },
    [
      'grant.adminPrincipalArn = "arn:aws:iam::333333333333:role/x": is in account 333333333333, not in 111111111111 | "arn:aws:iam::111111111111:role/NAME"',
    ],
  ],
  [
    'a session as administrator',
    { grant: { adminPrincipalArn: 'arn:aws:sts::111111111111:assumed-role/x/y' } },
    [
      'grant.adminPrincipalArn = "arn:aws:sts::111111111111:assumed-role/x/y": is not the ARN of an IAM role or user | "arn:aws:iam::111111111111:role/NAME"',
    ],
  ],
  [
    'a grant narrowed to a bucket without Bucket Keys',
    { grant: { constrainToBucket: true }, ...bucket({ bucketKeyEnabled: false }) },
    [
      'buckets[0].bucketKeyEnabled = false: stands beside grant.constrainToBucket: true | true, or grant.constrainToBucket: false',
    ],
  ],
  // Exact mode
  [
    'a role that is neither pattern nor id',
    { serviceLinkedRole: 'exact' },
    [
      'serviceLinkedRole = "exact": does not have the right form | "pattern", or an id such as "fs-0123456789abcdef0"',
    ],
  ],
  [
    'exact mode without a creator',
    { serviceLinkedRole: fs },
    [
      'fileSystem.creatorPrincipalArn = undefined: is missing for an exact service-linked role | the ARN of the role that deploys account A, here or in accounts.fileSystem.assumeRoleArn',
    ],
  ],
  [
    'exact mode for another file system',
    {
      serviceLinkedRole: fs,
      fileSystem: { existingId: 'fs-00000000000000000', creatorPrincipalArn: roleA },
      client: { enabled: false },
    },
    [
      `serviceLinkedRole = "${fs}": is another file system than fileSystem.existingId, fs-00000000000000000 | "fs-00000000000000000", or "pattern"`,
    ],
  ],
  // Backend
  [
    'a backend that does not exist',
    { backend: { type: 'gcs' } },
    [
      'backend.type = "gcs": is none of the known kinds | { "type": "local" }, "s3" with a bucket, or "cloud" with an organization',
    ],
  ],
  [
    'an s3 backend without a bucket',
    { backend: { type: 's3' } },
    ['backend.bucket = undefined: is missing | the name of a bucket for the state'],
  ],
  [
    'a state bucket of a wrong name',
    { backend: { type: 's3', bucket: 'A' } },
    [
      'backend.bucket = "A": has 1 characters; S3 takes 3 to 63 | 3 to 63 lower-case letters, digits and hyphens',
    ],
  ],
  [
    'a workspace with a blank',
    { backend: { type: 'cloud', organization: 'o', workspaces: { key: 'a b' } } },
    ['backend.workspaces.key = "a b": does not have the right form | a name such as "account-c-key"'],
  ],
  // What AWS or Terraform refuses although it looks plain
  [
    'a capacity that is too small for EFA',
    fileSystem({ metadata: { mode: 'AUTOMATIC' }, efa: true, storageCapacityGiB: 1200 }),
    [
      'fileSystem.storageCapacityGiB = 1200: is not a capacity of PERSISTENT_2 with SSD storage and EFA at 125 MB/s per TiB | 38400',
    ],
  ],
  [
    'a Graviton instance for the x86_64 image',
    { client: { instanceType: 'm7g.large' } },
    ['client.instanceType = "m7g.large": does not have the right form | "m6i.large"'],
  ],
  [
    'a mount path over the system',
    { client: { mountPath: '/etc' } },
    ['client.mountPath = "/etc": does not have the right form | "/fsx"'],
  ],
  [
    'a mount path that goes up',
    { client: { mountPath: '/data/..' } },
    ['client.mountPath = "/data/..": does not have the right form | "/fsx"'],
  ],
  [
    'a mount name that a shell would run',
    { ...fileSystem({ existingId: fs, existingMountName: 'a b;rm' }), client: { enabled: false } },
    [
      'fileSystem.existingMountName = "a b;rm": does not have the right form | the MountName that "aws fsx describe-file-systems" shows',
    ],
  ],
  [
    'a client whose groups the existing file system does not know',
    {
      ...fileSystem({ existingId: fs, existingMountName: 'abcdefgh' }),
      network: { vpcId: 'vpc-0123456789abcdef0', subnetId: 'subnet-0123456789abcdef0' },
    },
    [
      'network.securityGroupIds = undefined: is missing for the client of an existing file system | the ids of such groups, or client.enabled: false',
    ],
  ],
  [
    'a pattern as administrator',
    { grant: { adminPrincipalArn: 'arn:aws:iam::111111111111:role/a*' } },
    [
      'grant.adminPrincipalArn = "arn:aws:iam::111111111111:role/a*": is not the ARN of an IAM role or user | "arn:aws:iam::111111111111:role/NAME"',
    ],
  ],
  [
    'a service-linked role as administrator',
    {
      grant: {
        adminPrincipalArn:
          'arn:aws:iam::111111111111:role/aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx',
      },
    },
    [
      'grant.adminPrincipalArn = "arn:aws:iam::111111111111:role/aws-service-role/fsx.amazonaws.com/AWSServiceRoleForAmazonFSx": is a service-linked role: nobody deploys as one, and it takes no policies | "arn:aws:iam::111111111111:role/NAME"',
    ],
  ],
  [
    'a range with host bits',
    { network: { vpcCidr: '10.71.0.5/24' } },
    [
      'network.vpcCidr = "10.71.0.5/24": is not the first address of its range, or no range for a private network | "10.71.0.0/24"',
    ],
  ],
  [
    'a multicast range',
    { network: { vpcCidr: '224.0.0.0/24' } },
    [
      'network.vpcCidr = "224.0.0.0/24": is not the first address of its range, or no range for a private network | "10.71.0.0/24"',
    ],
  ],
  [
    'a zone of another Region',
    { network: { availabilityZone: 'eu-west-1a' } },
    ['network.availabilityZone = "eu-west-1a": is not in us-east-1 | "us-east-1a"'],
  ],
  [
    'a prefix that makes a reserved group name',
    { namePrefix: 'sg' },
    [
      'namePrefix = "sg": does not have the right form | 2 to 20 lower-case letters, digits and hyphens, beginning with a letter, but not with sg-',
    ],
  ],
  [
    'tags that differ in case only',
    { tags: { Name: 'a', name: 'b' } },
    [
      'tags = {"Name":"a","name":"b"}: has two names that differ in case only | texts by name, such as { "project": "genomics" }',
    ],
  ],
  [
    'fifty tags beside our own',
    { tags: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, ''])) },
    [
      `tags = ${JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, ''])))}: has more than 49 tags | texts by name, such as { "project": "genomics" }`,
    ],
  ],
  [
    'a tag value with characters that IAM refuses',
    { tags: { team: 'x&y' } },
    ['tags.team = "x&y": does not have the right form | texts by name, such as { "project": "genomics" }'],
  ],
  [
    'an expression of Terraform',
    bucket({ prefix: '${var.prefix}/' }),
    ['buckets[0].prefix = "${var.prefix}/": has a Terraform expression in it | the plain value'],
  ],
  [
    'one existing key under two names',
    {
      keys: [
        {
          name: 'data',
          existingArn: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        },
        {
          name: 'more',
          existingArn: 'arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        },
      ],
    },
    [
      'keys[1].existingArn = "arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab": is the key of keys[0] too | no such entry, and "data" as the buckets\' key',
    ],
  ],
  [
    'two entries that say different things of one bucket',
    {
      buckets: [
        { name: 'a', key: 'data', bucketName: 'same', existing: { managePolicy: true }, prefix: 'a/' },
        { name: 'b', key: 'data', bucketName: 'same', existing: {}, prefix: 'b/' },
      ],
    },
    [
      'buckets[1] = undefined: is the bucket of buckets[0] with another key, bucketKeyEnabled or existing | the same key, bucketKeyEnabled and existing in both entries',
    ],
  ],
  [
    'a name that becomes too long',
    {
      ...bucket({ name: 'a-rather-long-name-x' }),
      namePrefix: 'a-rather-long-prefix',
      region: 'ap-southeast-1',
    },
    [
      'buckets[0].bucketName = undefined: would be "a-rather-long-prefix-222222222222-ap-southeast-1-a-rather-long-name-x", which has 69 characters; S3 takes 3 to 63 | a shorter namePrefix or name, or a bucketName of 3 to 63 characters',
    ],
  ],
  [
    'an endpoint without a scheme',
    accounts({ bucket: { id: '222222222222', endpoints: { kms: 'localhost:5000' } } }),
    [
      'accounts.bucket.endpoints.kms = "localhost:5000": does not have the right form | a value as the README describes it',
    ],
  ],
  [
    'a bucket without a key',
    { buckets: [{ name: 'data' }] },
    ['buckets[0].key = undefined: is missing | the name of an entry of keys'],
  ],
  [
    'existing as yes or no',
    bucket({ bucketName: 'mine', existing: true }),
    [
      'buckets[0].existing = true: is a boolean, not an object | {}, or { "managePolicy": true, "manageEncryption": true }',
    ],
  ],
  [
    'an empty profile',
    accounts({ key: { id: '333333333333', profile: '' } }),
    [
      'accounts.key.profile = "": is too short | a value: Profile of the shared AWS configuration to use for this account. Without it, the usual credential chain.',
    ],
  ],
  [
    'two stacks in one workspace',
    { backend: { type: 'cloud', organization: 'o', workspaces: { key: 'x', bucket: 'x' } } },
    ['backend.workspaces.key = "x": is the workspace of bucket too | a workspace of its own for each stack'],
  ],
  [
    'roles for runs of a project that is not named',
    { backend: { type: 'cloud', organization: 'o', bootstrap: {} } },
    [
      'backend.project = undefined: is missing, and bootstrap is there | "Default Project", or the project of the workspaces',
    ],
  ],
  [
    'an OIDC provider at a port',
    {
      backend: { type: 'cloud', organization: 'o', project: 'lustre', hostname: 'tfe.x:8443', bootstrap: {} },
    },
    ['backend.hostname = "tfe.x:8443": has a port, and bootstrap is there | "tfe.x"'],
  ],
  [
    'a project with characters that HCP Terraform refuses',
    { backend: { type: 'cloud', organization: 'o', project: 'a:b' } },
    ['backend.project = "a:b": does not have the right form | the name of a project'],
  ],
  [
    'a host with a scheme',
    { backend: { type: 'cloud', organization: 'o', hostname: 'https://x/y' } },
    ['backend.hostname = "https://x/y": does not have the right form | "tfe.example.com"'],
  ],
  [
    'the state in a linked bucket',
    { ...bucket({ bucketName: 'mine' }), backend: { type: 's3', bucket: 'mine' } },
    ['backend.bucket = "mine": is the bucket of buckets[0] too | a bucket for the state alone'],
  ],
  [
    'a state Region that does not exist',
    { backend: { type: 's3', bucket: 'state', region: 'nowhere' } },
    ['backend.region = "nowhere": is not the name of an AWS Region | "us-east-1"'],
  ],
];

/** What is right, although it comes near a mistake. */
const RIGHT: [name: string, changes: Json][] = [
  ['a Region that is new to us', { region: 'eu-north-9' }],
  ["the key in the file system's account", accounts({ key: { id: '111111111111' } })],
  ['bucket and key in one account', accounts({ key: { id: '222222222222' } })],
  [
    'all in one account',
    {
      accounts: {
        fileSystem: { id: '111111111111' },
        bucket: { id: '111111111111' },
        key: { id: '111111111111' },
      },
    },
  ],
  ['SCRATCH_2 with associations', fileSystem({ deploymentType: 'SCRATCH_2', storageCapacityGiB: 2400 })],
  [
    'PERSISTENT_1 SSD',
    fileSystem({ deploymentType: 'PERSISTENT_1', throughputMBpsPerTiB: 200, storageCapacityGiB: 4800 }),
  ],
  [
    'PERSISTENT_1 HDD at 12',
    fileSystem({
      deploymentType: 'PERSISTENT_1',
      storageType: 'HDD',
      throughputMBpsPerTiB: 12,
      storageCapacityGiB: 12000,
      driveCacheType: 'NONE',
    }),
  ],
  [
    'PERSISTENT_1 HDD at 40',
    fileSystem({
      deploymentType: 'PERSISTENT_1',
      storageType: 'HDD',
      throughputMBpsPerTiB: 40,
      storageCapacityGiB: 5400,
      driveCacheType: 'READ',
    }),
  ],
  ['PERSISTENT_2 with Lustre 2.12', fileSystem({ lustreVersion: '2.12' })],
  [
    'PERSISTENT_2 with metadata and EFA',
    fileSystem({ metadata: { mode: 'USER_PROVISIONED', iops: 24000 }, efa: true }),
  ],
  [
    'a customer managed key on a persistent file system (Table 1)',
    fileSystem({ kmsKeyArn: 'arn:aws:kms:us-east-1:111111111111:key/mrk-1234abcd12ab34cd56ef1234567890ab' }),
  ],
  [
    '/ with eight other buckets that are not associated',
    {
      buckets: [
        { name: 'a', key: 'data', fileSystemPath: '/' },
        ...Array.from({ length: 8 }, (_, index) => ({ name: `b${index}`, key: 'data', associate: false })),
      ],
    },
  ],
  [
    'neighbours whose names begin alike',
    {
      buckets: [
        { name: 'a', key: 'data', fileSystemPath: '/ns1' },
        { name: 'b', key: 'data', fileSystemPath: '/ns10' },
      ],
    },
  ],
  [
    'two folders of one existing bucket',
    {
      buckets: [
        { name: 'a', key: 'data', bucketName: 'same', existing: {}, prefix: 'x' },
        { name: 'b', key: 'data', bucketName: 'same', existing: {}, prefix: 'xy/' },
      ],
    },
  ],
  ['an existing file system', { ...fileSystem({ existingId: fs }), client: { enabled: false } }],
  [
    'exact mode with the creator from the assumed role',
    { serviceLinkedRole: fs, ...accounts({ fileSystem: { id: '111111111111', assumeRoleArn: roleA } }) },
  ],
  [
    'rotation at its limits',
    {
      keys: [
        { name: 'data', rotationPeriodDays: 90, deletionWindowDays: 7 },
        { name: 'more', rotationPeriodDays: 2560, deletionWindowDays: 30 },
      ],
    },
  ],
];

describe('parseDeployment', () => {
  for (const [name, changes, expected] of MISTAKES) {
    it(`tells ${name}`, () => {
      assert.deepEqual(told(changes), expected);
    });
  }

  for (const [name, changes] of RIGHT) {
    it(`takes ${name}`, () => {
      assert.deepEqual(told(changes), []);
    });
  }

  it('tells all mistakes at once, also where one section is broken', () => {
    const paths = problemsOf({
      ...sampleInput(),
      accounts: { fileSystem: { id: '1' }, bucket: { id: '222222222222' } },
      fileSystem: { deploymentType: 'SCRATCH_2', throughputMBpsPerTiB: 200, lustreVersion: '2.10' },
      keys: [{ name: 'data', rotationPeriodDays: 1 }],
      throughStep: 9,
    }).map(({ path }) => formatPath(path));
    assert.deepEqual(paths, [
      'accounts.fileSystem.id',
      'accounts.key',
      'keys[0].rotationPeriodDays',
      'throughStep',
      'fileSystem.throughputMBpsPerTiB',
      'fileSystem.lustreVersion',
    ]);
  });

  for (const input of [undefined, null, 1, 'x', [], {}, { accounts: null, buckets: {}, fileSystem: 3 }]) {
    it(`tells, without failing, what ${inspect(input)} lacks`, () => {
      assert.notEqual(problemsOf(input).length, 0);
    });
  }

  it('says where, what, why and what would be right', () => {
    const parsed = parseDeployment({
      ...sampleInput(),
      fileSystem: {
        deploymentType: 'SCRATCH_2',
        kmsKeyArn: 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      },
    });
    assert.equal(parsed.status, 'invalid');
    assert.equal(
      formatProblems((parsed as { problems: DeploymentProblem[] }).problems),
      `cdktf.json: 1 mistake in the deployment

  context.fsxLustreKms.fileSystem.kmsKeyArn = "arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    is a customer managed key on a SCRATCH_2 file system
    why:   scratch file systems are always encrypted at rest with keys that Amazon FSx manages and destroys with them; CreateFileSystem answers BadRequest to any other.
    right: no kmsKeyArn, or deploymentType "PERSISTENT_2"`,
    );
  });
});
