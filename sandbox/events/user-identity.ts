import type { JsonObject } from '../json';
import type { Caller } from '../identity/caller';
import type { CallEvent } from './event';

type SignedCaller = Exclude<Caller, { kind: 'anonymous' }>;

/**
 * Who called, as the events of the caller's account have it.
 * Source: CloudTrail User Guide, "CloudTrail userIdentity element".
 */
export function userIdentity({ caller, invokedBy }: Pick<CallEvent, 'caller' | 'invokedBy'>): JsonObject {
  if (caller.kind === 'anonymous') return { type: 'AWSAccount', principalId: '', accountId: 'anonymous' };
  const service = serviceOf(caller, invokedBy);
  return { ...identityOf(caller), ...(service === undefined ? {} : { invokedBy: service }) };
}

/**
 * The same in the events of another account, whose resource was used: that account learns which one called, and the
 * caller's unique id. Source: the same page, "AWSAccount".
 */
export function foreignIdentity({ caller, invokedBy }: Pick<CallEvent, 'caller' | 'invokedBy'>): JsonObject {
  if (caller.kind === 'anonymous') return userIdentity({ caller });
  const service = serviceOf(caller, invokedBy);
  return {
    type: 'AWSAccount',
    principalId: caller.userId,
    accountId: caller.account,
    ...(service === undefined ? {} : { invokedBy: service }),
  };
}

/** The service that made the request: for the caller, or as its own session. */
function serviceOf(caller: SignedCaller, invokedBy: string | undefined): string | undefined {
  return invokedBy ?? (caller.kind === 'session' ? caller.invokedBy : undefined);
}

function identityOf(caller: SignedCaller): JsonObject {
  const { account, arn, userId, accessKeyId } = caller;
  const common = {
    principalId: userId,
    arn,
    accountId: account,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
  };
  if (caller.kind === 'user') return { type: 'IAMUser', ...common, userName: caller.userName };
  return {
    type: 'AssumedRole',
    ...common,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: caller.roleId,
        arn: caller.roleArn,
        accountId: account,
        userName: caller.roleName,
      },
      attributes: {
        creationDate: caller.since.replace(/\.\d+Z$/, 'Z'),
        mfaAuthenticated: 'false',
      },
    },
  };
}

/** What LookupEvents knows a caller by: user name, or session name. */
export function lookupName(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'user':
      return caller.userName;
    case 'session':
      return caller.sessionName;
    case 'anonymous':
      return undefined;
  }
}
