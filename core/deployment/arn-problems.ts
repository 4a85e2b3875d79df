/** What is wrong with an ARN that a user wrote, in words that continue "the value …". */
import { parseArn } from '../facts/arns';
import { partitionOfRegion } from '../facts/regions';

/** A key's id: a UUID, or `mrk-` and 32 hexadecimal digits for a multi-Region key. */
const KEY_RESOURCE = /^key\/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/** What is wrong with the ARN of an IAM principal of an account, or undefined. */
export function principalProblem(
  arn: string,
  wanted: { partition: string | undefined; account: string; kinds: readonly ('role' | 'user')[] },
): string | undefined {
  const parts = parseArn(arn);
  const kind = new RegExp(`^(${wanted.kinds.join('|')})/[\\w+=,.@/-]*[\\w+=,.@-]$`);
  if (parts?.service !== 'iam' || parts.region !== '' || !kind.test(parts.resource)) {
    return `is not the ARN of an IAM ${wanted.kinds.join(' or ')}`;
  }
  if (wanted.partition !== undefined && parts.partition !== wanted.partition) {
    return `is in partition ${parts.partition}, the Region is in ${wanted.partition}`;
  }
  if (parts.account !== wanted.account) return `is in account ${parts.account}, not in ${wanted.account}`;
  if (parts.resource.startsWith('role/aws-service-role/')) {
    return 'is a service-linked role: nobody deploys as one, and it takes no policies';
  }
  return undefined;
}

/** What is wrong with the ARN of a KMS key in a Region, or undefined. */
export function keyArnProblem(arn: string, region: string, account?: string): string | undefined {
  const parts = parseArn(arn);
  if (parts?.service !== 'kms') return 'is not the ARN of a KMS key';
  if (parts.resource.startsWith('alias/')) return 'is the ARN of an alias, not of a key';
  if (!KEY_RESOURCE.test(parts.resource)) return 'is not the ARN of a KMS key';
  const partition = partitionOfRegion(region);
  if (partition !== undefined && parts.partition !== partition) {
    return `is in partition ${parts.partition}, the Region is in ${partition}`;
  }
  if (parts.region !== region) return `is in Region ${parts.region || '(none)'}, not in ${region}`;
  if (account === undefined ? !/^\d{12}$/.test(parts.account) : parts.account !== account) {
    return `is in account ${parts.account || '(none)'}${account === undefined ? '' : `, not in ${account}`}`;
  }
  return undefined;
}
