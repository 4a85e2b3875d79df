import type { AwsError, Outcome } from '../../gateway/outcome';
import { accountDenialOf } from './access';
import { emptyAnswer, xmlAnswer } from './answers';
import { readPublicAccessBlock } from './buckets/access-settings';
import { noAccountPublicAccessBlock } from './control';
import { accessDenied } from './errors';
import type { S3Call } from './operation';

/**
 * Block Public Access of an account. S3 knows it as the permissions and CloudTrail do, by names of its own.
 * Source: S3 API Reference, S3 Control, GetPublicAccessBlock.
 */
export async function getAccountPublicAccessBlock(call: S3Call): Promise<Outcome> {
  const of = await ownAccount(call, 's3:GetAccountPublicAccessBlock');
  if (of.status === 'error') return of;
  const block = call.store.accountPublicAccessBlock(of.account);
  return block
    ? xmlAnswer('PublicAccessBlockConfiguration', { ...block })
    : noAccountPublicAccessBlock(of.account);
}

/** What is left out is off. Source: S3 API Reference, S3 Control, PutPublicAccessBlock. */
export async function putAccountPublicAccessBlock(call: S3Call): Promise<Outcome> {
  const of = await ownAccount(call, 's3:PutAccountPublicAccessBlock');
  if (of.status === 'error') return of;
  const read = readPublicAccessBlock(call.call.payload);
  if (read.status === 'error') return read;
  await call.store.setAccountPublicAccessBlock(of.account, read.block);
  return emptyAnswer(200);
}

/** Source: S3 API Reference, S3 Control, DeletePublicAccessBlock. */
export async function deleteAccountPublicAccessBlock(call: S3Call): Promise<Outcome> {
  const of = await ownAccount(call, 's3:PutAccountPublicAccessBlock');
  if (of.status === 'error') return of;
  await call.store.setAccountPublicAccessBlock(of.account, undefined);
  return emptyAnswer(204);
}

/** The account that the request names: nobody has a say about another one's. */
async function ownAccount(
  call: S3Call,
  action: string,
): Promise<{ readonly status: 'own'; readonly account: string } | AwsError> {
  const denied = await accountDenialOf(call, action, '*');
  if (denied) return denied;
  const { caller } = call.call;
  const account = call.headers['x-amz-account-id'];
  return caller.kind !== 'anonymous' && caller.account === account
    ? { status: 'own', account }
    : accessDenied();
}
