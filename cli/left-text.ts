import type { Deployment } from '../core/deployment/schema';
import { shellWord } from '../core/diagnose/changes/shell';
import type { Left, Proof } from '../core/journey/proof';
import type { AccountRole } from '../core/journey/steps';
import type { Target } from '../core/journey/target';

/** What a proof has left in AWS, and the commands that remove it: a line for each. A sandbox ends with all that it has. */
export function leftLines(
  { checks }: Pick<Proof, 'checks'>,
  target: Target,
  { accounts, region }: Pick<Deployment, 'accounts' | 'region'>,
): string[] {
  if (target.kind === 'sandbox') return [];
  const as = (account: AccountRole) => {
    const { profile } = accounts[account];
    return ` --region ${region}${profile === undefined ? '' : ` --profile ${shellWord(profile)}`}`;
  };
  return checks
    .flatMap(({ leaves }) => leaves ?? [])
    .map((left) => `${nameOf(left)} stays. To remove it: \`${removalOf(left, as)}\`.`);
}

function nameOf(left: Left): string {
  return left.kind === 'file' ? left.path : left.uri;
}

function removalOf(left: Left, as: (account: AccountRole) => string): string {
  if (left.kind === 'object') return `aws s3 rm ${shellWord(left.uri)}${as('bucket')}`;
  const commands = JSON.stringify([`rm ${shellWord(left.path)}`]);
  return `aws ssm send-command --instance-ids ${left.instanceId} --document-name AWS-RunShellScript --parameters ${shellWord(`commands=${commands}`)}${as('fileSystem')}`;
}
