import { isRecord } from '../json-value';
import { splitArn } from './arn-pattern';
import { callerOf, type Caller } from './caller';
import { RequestContext } from './context';
import { isAccountLevelKmsAction } from './kms-actions';
import { sameText, subjectOf, type Subject } from './pattern';
import type { AccessRequest } from './request';
import { textOf } from './text';
import { FALSE, type Truth } from './truth';

const ALIAS_ACTIONS = ['kms:createalias', 'kms:deletealias', 'kms:updatealias'];

/** A request, read once for all statements. */
export interface Call {
  /** In lower case. */
  action: Subject;
  /** As the request writes it. */
  actionText: string;
  resource: Subject;
  resourceAccount: Subject;
  caller: Caller;
  context: RequestContext;
  /** Whether the caller's account owns the resource. */
  sameAccount: Truth;
  /**
   * `key`: a KMS key, whose policy (or a grant) must allow; `trust`: a role, whose trust policy must allow;
   * `plain`: identity policy or resource policy.
   */
  resourceKind: 'key' | 'trust' | 'plain';
}

/** Reads a request. Never throws: what is no text counts as empty. */
export function callOf(given: AccessRequest): Call {
  const request = isRecord(given) ? given : { principal: '', action: '', resource: '' };
  const caller = callerOf(request);
  const actionText = textOf(request.action) ?? '';
  const resource = textOf(request.resource) ?? '';
  const resourceAccount = subjectOf(textOf(request.resourceAccount) ?? splitArn(resource)?.[4] ?? '');
  return {
    action: subjectOf(foldAction(actionText)),
    actionText,
    resource: subjectOf(resource),
    resourceAccount,
    caller,
    context: new RequestContext(request, caller, resourceAccount),
    sameAccount: caller.account ? sameText(caller.account, resourceAccount) : FALSE,
    resourceKind: resourceKindOf(actionText.toLowerCase(), resource),
  };
}

/** Aliases have no policy of their own; all but the alias operations reach the key behind one, and its policy. */
function isOnAlias(action: string, resource: string): boolean {
  return /:alias\//.test(resource) && (ALIAS_ACTIONS.includes(action) || action.includes('${'));
}

function foldAction(action: string): string {
  return action.includes('${') ? action : action.toLowerCase();
}

function resourceKindOf(action: string, resource: string): Call['resourceKind'] {
  const kms = action.startsWith('kms:') || /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource);
  if (kms) return isAccountLevelKmsAction(action) || isOnAlias(action, resource) ? 'plain' : 'key';
  return action.startsWith('sts:assumerole') ? 'trust' : 'plain';
}
