import { evaluateAccess } from '../../core/access/evaluate';
import type { AccessPolicies, AccessRequest } from '../../core/access/request';
import type { CallerPolicies, IamDirectory } from '../identity/directory';
import type { AccessQuestion, Authorize } from './authorization';
import { globalContext } from './context';

/** Policies of somebody whom IAM no longer knows: nothing is allowed. */
const GONE: CallerPolicies = { identityPolicies: [], tags: {} };

/**
 * Decides with the evaluator on the policies that are in force now. What it cannot decide, for want of a condition
 * key for example, AWS would not allow either.
 */
export function authorizer(directory: IamDirectory, now: () => Date): Authorize {
  return async (question) => {
    const own = (await directory.policiesOf(question.caller)) ?? GONE;
    const request = accessRequest(question, own, now());
    const { decision, message } = evaluateAccess(request, accessPolicies(question, own));
    if (decision === 'allowed') return { status: 'allowed' };
    return { status: 'denied', message: message ?? `${request.principal} may not ${request.action}` };
  };
}

function accessRequest(question: AccessQuestion, own: CallerPolicies, now: Date): AccessRequest {
  const { caller, action, resource, resourceAccount } = question;
  return {
    principal: caller.kind === 'anonymous' ? '*' : caller.arn,
    ...(caller.kind === 'session' ? { principalRoleArn: caller.roleArn } : {}),
    action,
    resource,
    resourceAccount,
    context: { ...globalContext(question, own.tags, now), ...question.context },
  };
}

function accessPolicies(question: AccessQuestion, own: CallerPolicies): AccessPolicies {
  const { caller, resourcePolicy, grants } = question;
  const sessions = caller.kind === 'session' ? caller.sessionPolicies : [];
  return {
    identityPolicies: own.identityPolicies,
    ...(own.permissionsBoundary === undefined ? {} : { permissionsBoundary: own.permissionsBoundary }),
    ...(sessions.length === 0 ? {} : { sessionPolicy: merged(sessions) }),
    ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
    ...(grants === undefined ? {} : { grants }),
  };
}

/** Several session policies limit as one that holds the statements of all. */
function merged(documents: readonly string[]): unknown {
  const [first] = documents;
  if (documents.length === 1) return first;
  const statements = documents.flatMap((document) => {
    const { Statement: statement } = JSON.parse(document) as { Statement?: unknown };
    return Array.isArray(statement) ? (statement as unknown[]) : [statement];
  });
  return { Version: '2012-10-17', Statement: statements };
}
