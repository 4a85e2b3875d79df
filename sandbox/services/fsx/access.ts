import type { Call } from '../../gateway/call';
import type { AwsError } from '../../gateway/outcome';
import { accessDenied, clientOf } from '../authorized';
import type { SandboxWorld } from '../../world';

/**
 * Judges a call by its action on what it concerns.
 * Source: Service Authorization Reference, Amazon FSx: resource types of each action.
 * @param resources ARNs, all of which have to be allowed; none: `*`
 * @returns the refusal; undefined when the caller may
 */
export async function refusal(
  { authorize }: Pick<SandboxWorld, 'authorize'>,
  call: Call,
  resources: readonly string[] = ['*'],
): Promise<AwsError | undefined> {
  const { caller, region } = call;
  if (caller.kind === 'anonymous') return accessDenied('json', 'Access Denied');
  const client = clientOf(call);
  for (const resource of resources) {
    const answer = await authorize({
      caller,
      action: `${call.service}:${call.operation}`,
      resource,
      resourceAccount: caller.account,
      region,
      ...(client && { client }),
      ...(call.viaService === undefined ? {} : { viaService: call.viaService }),
    });
    if (answer.status === 'denied') return accessDenied('json', answer.message);
  }
  return undefined;
}

/** Account of a caller; calls without a signature do not come here. */
export function accountOf({ caller }: Pick<Call, 'caller'>): string {
  return caller.kind === 'anonymous' ? '' : caller.account;
}
