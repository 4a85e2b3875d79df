import { queryError } from '../../gateway/common-errors';
import { ok } from '../../gateway/outcome';
import type { SandboxWorld } from '../../world';
import type { Operation } from '../service';
import { keysAnswer, readDuration } from './session-keys';

/** Needs no permission. Source: STS API Reference, GetCallerIdentity. */
export function getCallerIdentity(): Operation {
  return ({ caller }) => {
    if (caller.kind === 'anonymous') return queryError('AccessDenied', 'Access Denied');
    return ok({ Arn: caller.arn, UserId: caller.userId, Account: caller.account });
  };
}

/** Source: STS API Reference, GetAccessKeyInfo. */
export function getAccessKeyInfo({ credentials }: SandboxWorld): Operation {
  return ({ input }) => {
    const id = input['AccessKeyId'];
    const key = typeof id === 'string' ? credentials.find(id) : undefined;
    if (!key) return queryError('ValidationError', 'The access key does not exist.');
    const account =
      key.kind === 'user' ? key.account : key.of.kind === 'user' ? key.of.account : key.of.session.account;
    return ok({ Account: account });
  };
}

const SESSION_TOKEN_S = { least: 900, most: 129_600, default: 43_200 };

/** A session of the user itself: needs no permission, and sessions cannot ask for one. */
export function getSessionToken({ credentials, now, faults }: SandboxWorld): Operation {
  return async ({ caller, input }) => {
    if (caller.kind !== 'user') {
      return queryError('AccessDenied', 'Cannot call GetSessionToken with session credentials');
    }
    const duration = readDuration(input, SESSION_TOKEN_S);
    if (duration.status === 'error') return duration;
    const { account, userName } = caller;
    const expires = new Date(now().getTime() + (faults.expiredSessions ? 0 : duration.seconds * 1000));
    return ok(
      keysAnswer(await credentials.createSession({ kind: 'user', account, userName }, expires, now())),
    );
  };
}
