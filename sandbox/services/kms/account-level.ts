import type { Call } from '../../gateway/call';
import type { AwsError } from '../../gateway/outcome';
import { clientOf } from '../authorized';
import { denied } from './errors';
import type { KmsGround } from './ground';
import { whereOf } from './on-key';

/** KMS's refusal of an operation that concerns no key; undefined when the caller's policies allow it. */
export async function accountDenial({ world }: KmsGround, call: Call): Promise<AwsError | undefined> {
  const client = clientOf(call);
  const { account } = whereOf(call);
  const authorization = await world.authorize({
    caller: call.caller,
    action: `kms:${call.operation}`,
    resource: '*',
    resourceAccount: account,
    region: call.region,
    context: { 'kms:CallerAccount': account },
    ...(client && { client }),
  });
  return authorization.status === 'allowed' ? undefined : denied(authorization.message);
}
