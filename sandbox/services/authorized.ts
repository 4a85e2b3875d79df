import type { Call } from '../gateway/call';
import { ec2Error, jsonError, queryError, restXmlError } from '../gateway/common-errors';
import type { AwsError } from '../gateway/outcome';
import type { Protocol } from '../gateway/protocol';
import type { SandboxWorld } from '../world';
import type { Operation, OperationTable } from './service';

/** Operations that are judged by their action on `*`, before they do anything. */
export function authorized(
  world: SandboxWorld,
  protocol: Protocol['kind'],
  operations: OperationTable,
): OperationTable {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, judged(world, protocol, operation)]),
  );
}

/** One operation that is judged by its action on `*` first. */
export function judged(world: SandboxWorld, protocol: Protocol['kind'], operation: Operation): Operation {
  return async (call) => {
    const denied = await denialOnEverything(world, protocol, call);
    return denied ?? operation(call);
  };
}

/**
 * The refusal of a call whose action the caller's own policies do not allow on `*`; undefined when they do. This is
 * how everything is judged that has no policies of its own here.
 */
export async function denialOnEverything(
  world: SandboxWorld,
  protocol: Protocol['kind'],
  call: Call,
): Promise<AwsError | undefined> {
  const { caller } = call;
  if (caller.kind === 'anonymous') return accessDenied(protocol, 'Access Denied');
  const authorization = await world.authorize({
    caller,
    action: `${call.service}:${call.operation}`,
    resource: '*',
    resourceAccount: caller.account,
    region: call.region,
    client: clientOf(call),
    ...(call.viaService === undefined ? {} : { viaService: call.viaService }),
  });
  return authorization.status === 'allowed' ? undefined : accessDenied(protocol, authorization.message);
}

/** Where a call came from, for condition keys; undefined for one that a service makes. */
export function clientOf(call: Call): { sourceIp: string; userAgent?: string } | undefined {
  if (call.viaService !== undefined) return undefined;
  const userAgent = call.request.headers['user-agent'];
  return { sourceIp: call.request.sourceIp, ...(userAgent === undefined ? {} : { userAgent }) };
}

/** How each protocol's services say that a call is not allowed. */
export function accessDenied(protocol: Protocol['kind'], message: string): AwsError {
  switch (protocol) {
    case 'json':
      return jsonError('AccessDeniedException', message);
    case 'query':
      return queryError('AccessDenied', message);
    case 'rest-xml':
      return restXmlError('AccessDenied', message);
    case 'ec2':
      return ec2Error(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${message}`,
      );
  }
}
