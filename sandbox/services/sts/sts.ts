import type { SandboxWorld } from '../../world';
import { answerFrom } from '../json-service';
import type { Service } from '../service';
import { assumeRole } from './assume-role';
import { getAccessKeyInfo, getCallerIdentity, getSessionToken } from './identity';

/** STS is the sandbox's own: sessions are what it knows its callers by. */
export function stsService(world: SandboxWorld): Service {
  const operations = {
    AssumeRole: assumeRole(world),
    GetAccessKeyInfo: getAccessKeyInfo(world),
    GetCallerIdentity: getCallerIdentity(),
    GetSessionToken: getSessionToken(world),
  };
  return {
    name: 'sts',
    eventSource: 'sts.amazonaws.com',
    protocol: { kind: 'query', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    isReadOnly: () => true,
    answer: (call) => answerFrom(operations, call),
  };
}
