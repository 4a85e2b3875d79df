/** What to run to read a fact that could not be read: of the AWS CLI, and read-only. */
import { shellWord } from '../diagnose/changes/shell';
import { parseArn } from '../facts/arns';
import type { AccountRole } from '../journey/steps';
import { ownCommand } from '../own-command';
import { valueOf, type Evidence } from './evidence';
import { needsAccountSetting, publicnessOf } from './public-access';
import { roleNameOf } from './role';

/** A fact that is not known, who can tell it, and how. */
export interface OpenFact {
  /** For example `policy of bucket data`. */
  what: string;
  account: AccountRole;
  why: string;
  /** Read-only command for whoever may. */
  command: string;
}

/** Every fact that is not known, in the order of the steps. */
export function openFacts(evidence: Evidence): OpenFact[] {
  const { fileSystemId: id, region, fileSystem, role, associations, buckets, keys, refusals, log } = evidence;
  const found: OpenFact[] = [];
  const add = (
    fact: { status: string; why?: string },
    account: AccountRole,
    what: string,
    command: string,
  ): void => {
    if (fact.status === 'unknown') found.push({ what, account, why: fact.why ?? '', command });
  };
  for (const bucket of buckets) {
    const { name, ...of } = bucket;
    const s3api = (operation: string) => `aws s3api ${operation} --bucket ${name}`;
    const whose = `bucket ${name}`;
    add(of.policy, 'bucket', `policy of ${whose}`, s3api('get-bucket-policy'));
    add(of.encryption, 'bucket', `default encryption of ${whose}`, s3api('get-bucket-encryption'));
    add(of.region, 'bucket', `Region of ${whose}`, s3api('get-bucket-location'));
    add(of.payer, 'bucket', `who pays for ${whose}`, s3api('get-bucket-request-payment'));
    add(of.restrictsPublic, 'bucket', `public access of ${whose}`, s3api('get-public-access-block'));
    if (needsAccountSetting(bucket) && publicnessOf(bucket) !== 'unknown') {
      add(
        of.accountRestrictsPublic,
        'bucket',
        `public access of the account of ${whose}`,
        `aws s3control get-public-access-block --account-id ${valueOf(of.owner) ?? 'ACCOUNT'} --region ${region}`,
      );
    }
    add(of.ownership, 'bucket', `object ownership of ${whose}`, s3api('get-bucket-ownership-controls'));
    add(of.isPublic, 'bucket', `whether the policy of ${whose} is public`, s3api('get-bucket-policy-status'));
    add(
      of.owner,
      'bucket',
      `account of ${whose}`,
      `${s3api('get-bucket-location')} --expected-bucket-owner ACCOUNT`,
    );
  }
  for (const { arn, metadata, policy, grants } of keys) {
    const where = `--key-id ${arn} --region ${parseArn(arn)?.region ?? region}`;
    add(metadata, 'key', `state of ${arn}`, `aws kms describe-key ${where}`);
    add(policy, 'key', `policy of ${arn}`, `aws kms get-key-policy ${where} --policy-name default`);
    add(grants, 'key', `grants on ${arn}`, `aws kms list-grants ${where}`);
  }
  add(
    fileSystem,
    'fileSystem',
    `file system ${id}`,
    `aws fsx describe-file-systems --file-system-ids ${id} --region ${region}`,
  );
  add(
    role,
    'fileSystem',
    `service-linked role of ${id}`,
    `aws iam get-role --role-name ${roleNameOf(evidence)}`,
  );
  add(
    associations,
    'fileSystem',
    `associations of ${id}`,
    `aws fsx describe-data-repository-associations --filters Name=file-system-id,Values=${id} --region ${region}`,
  );
  add(
    refusals,
    'fileSystem',
    'refused calls of late',
    `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=Decrypt --region ${region}`,
  );
  add(
    log,
    'fileSystem',
    `log of ${id}`,
    `aws logs get-log-events --log-group-name ${logGroupOf(evidence)} --log-stream-name datarepo_${id} --region ${region}`,
  );
  return found;
}

function logGroupOf({ fileSystem }: Evidence): string {
  const arn = fileSystem.status === 'seen' ? fileSystem.value.logGroupArn : undefined;
  return parseArn(arn ?? '')?.resource.replace(/^log-group:|:\*$/g, '') ?? '/aws/fsx/lustre';
}

/** How the owner of an account saves its part for whoever asks. */
export function bundleCommand(evidence: Evidence, account: AccountRole, endpointUrl?: string): string {
  const { fileSystemId, region, buckets, keys } = evidence;
  const parts: Record<AccountRole, { options: string[]; file: string }> = {
    fileSystem: { options: ['--profile A'], file: 'account-a.json' },
    bucket: {
      options: [...buckets.map(({ name }) => `--bucket ${name}`), '--bucket-profile B'],
      file: 'account-b.json',
    },
    key: { options: [...keys.map(({ arn }) => `--key ${arn}`), '--key-profile C'], file: 'account-c.json' },
  };
  const { options, file } = parts[account];
  const endpoint = endpointUrl === undefined ? [] : [`--endpoint-url ${shellWord(endpointUrl)}`];
  return ownCommand(
    `diagnose --file-system ${fileSystemId} --region ${region} ${[...endpoint, ...options].join(' ')} --bundle ${file}`,
  );
}
