import { z } from 'zod';
import { ACCOUNT_ID } from '../../facts/arns';
import { KNOWN_REGIONS, partitionOfRegion, PARTITIONS } from '../../facts/regions';
import { nearest } from '../../facts/nearest';
import type { AccountRole } from '../../journey/steps';
import { principalProblem } from '../arn-problems';
import { field, type DeploymentProblem, type Report } from '../problem';

/** What an account id has to be, in cdktf.json. */
export const RIGHT_ACCOUNT_ID = 'twelve digits in quotes, such as "111111111111"';

/** AWS services that the stacks call, by the names that the provider's `endpoints` block has for them. */
export const ENDPOINT_SERVICES = ['ec2', 'fsx', 'iam', 'kms', 'logs', 's3', 'ssm', 'sts'] as const;

const account = (holds: string) =>
  field(
    z.strictObject({
      id: field(z.string().regex(ACCOUNT_ID), 'Account id, as a text of 12 digits.', {
        reason: 'AWS account ids have 12 digits; as a number, leading zeros would be lost.',
        right: RIGHT_ACCOUNT_ID,
      }),
      profile: field(
        z.string().min(1).optional(),
        'Profile of the shared AWS configuration to use for this account. Without it, the usual credential chain.',
      ),
      assumeRoleArn: field(
        z.string().optional(),
        "ARN of a role in this account that Terraform assumes. Without it, the profile's or chain's own identity acts.",
      ),
      externalId: field(
        z.string().min(2).optional(),
        'External id for `assumeRoleArn`, where its trust policy asks for one.',
      ),
      endpoints: field(
        z.partialRecord(z.enum(ENDPOINT_SERVICES), z.url({ protocol: /^https?$/ })).optional(),
        'Endpoint URL by service, for VPC endpoints or an emulator. An `s3` endpoint is addressed by path.',
        { reason: 'Terraform calls the service there.', right: '{ "s3": "https://…" }, with http or https' },
      ),
    }),
    `The account that holds the ${holds}.`,
    {
      reason: 'each of the three stacks is for one account and is never applied to another.',
      right: '{ "id": "111111111111" }',
    },
  );

export const accountsShape = field(
  z.strictObject({
    fileSystem: account('file system (account A)'),
    bucket: account('buckets (account B)'),
    key: account('KMS keys (account C)'),
  }),
  'The three accounts. Each provider block allows its own account only.',
  {
    reason: 'file system, bucket and key are deployed into three accounts.',
    right: 'an object with fileSystem, bucket and key, each with an id',
  },
);

export const regionShape = field(
  z.string().superRefine((region, context) => {
    const found = regionProblem(region);
    if (found) context.addIssue({ code: 'custom', message: found.problem, input: region, params: { found } });
  }),
  'Region of the file system, the buckets and the keys. Its partition (aws, aws-cn, aws-us-gov) follows from it.',
  {
    reason:
      'every resource of the three stacks lives in one Region, and key policies name it in kms:ViaService.',
    right: 'a Region name such as "us-east-1"',
  },
);

export type Accounts = z.output<typeof accountsShape>;

/** A Region is a name in a partition that the stacks are made for. */
function regionProblem(region: string): DeploymentProblem | undefined {
  if (partitionOfRegion(region)) return undefined;
  const meant = nearest(region, KNOWN_REGIONS, 2);
  const otherPartition = /^(us-iso|eu-iso|us-isof|eusc)/.test(region);
  return {
    path: ['region'],
    value: region,
    problem: otherPartition
      ? `is in a partition other than ${Object.keys(PARTITIONS).join(', ')}`
      : 'is not the name of an AWS Region',
    reason: otherPartition
      ? 'ARNs and service-linked role names in that partition are not documented for FSx for Lustre.'
      : 'ARNs, endpoints and kms:ViaService are made from it, and none of them would exist.',
    right: meant ? `"${meant}"` : 'a Region name such as "us-east-1", "cn-north-1" or "us-gov-west-1"',
  };
}

/**
 * Account ids: three different ones, or an arrangement that the FSx guide documents. A key in the file system's
 * own account needs no grant; bucket and key together in another account is the guide's cross-account case.
 */
export function checkAccountIds({ accounts }: { accounts: Accounts }, report: Report): void {
  const { fileSystem, bucket, key } = accounts;
  if (fileSystem.id === bucket.id && key.id !== bucket.id) {
    report({
      path: ['accounts', 'bucket', 'id'],
      value: bucket.id,
      problem: "is the file system's account, while the key is in another one",
      reason:
        'AWS would take it, but these stacks do not support this mix: they are made for a bucket in another account than the file system, or for one account that holds everything. Most often it is one id pasted twice.',
      right: `three different ids, or accounts.key.id = "${fileSystem.id}" when one account holds everything`,
    });
  }
}

/** Roles to assume: an IAM role of that very account, in the Region's partition. */
export function checkAssumedRoles(
  { accounts, region }: { accounts: Accounts; region: string },
  report: Report,
): void {
  const partition = partitionOfRegion(region);
  for (const name of ['fileSystem', 'bucket', 'key'] satisfies AccountRole[]) {
    const { id, assumeRoleArn, externalId } = accounts[name];
    const path = ['accounts', name];
    if (externalId !== undefined && assumeRoleArn === undefined) {
      report({
        path: [...path, 'externalId'],
        value: externalId,
        problem: 'stands without assumeRoleArn',
        reason: 'an external id is only sent with sts:AssumeRole.',
        right: `accounts.${name}.assumeRoleArn beside it, or no externalId`,
      });
    }
    if (assumeRoleArn === undefined) continue;
    const right = `"arn:${partition ?? 'aws'}:iam::${id}:role/NAME"`;
    const problem = principalProblem(assumeRoleArn, { partition, account: id, kinds: ['role'] });
    if (problem) {
      report({
        path: [...path, 'assumeRoleArn'],
        value: assumeRoleArn,
        problem,
        reason: 'Terraform would assume nothing, or act in another account than the one the stack is for.',
        right,
      });
    }
  }
}
