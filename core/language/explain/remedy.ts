/** What to add so that a request is allowed: tried out with the evaluator before it is said. */
import type { Pointer } from '../../access/policy';
import type { AccessGrant } from '../../access/request';
import { accountRootArn, s3ViaService } from '../../facts/arns';
import type { Partition } from '../../facts/regions';
import { isRecord } from '../../json-value';
import { adviceFor } from '../../rehearsal/advice';
import { isKnownText } from '../../rehearsal/world/text';
import { statementsOf } from '../../policies/statements';
import { tryOut, type Decided, type Trial } from './decide';

export interface Remedy {
  /** What to write, as a sentence or two. */
  readonly text: string;
  /** What the request comes to with it, everything else as it is. */
  readonly decision: 'allowed' | 'denied' | 'unknown';
}

/** What would let a denied request through; undefined for every other one. */
export function remedyFor(decided: Decided): Remedy | undefined {
  const { candidate, explanation } = decided;
  if (explanation.decision !== 'denied') return undefined;
  const { request } = candidate.ask;
  const { because, reasons, denial } = explanation;
  const { principal, action, resource } = request;
  const result = {
    principal,
    action,
    resource,
    decision: explanation.decision,
    ...(denial === undefined ? {} : { denial }),
    because,
    reasons,
  };
  if (lacksIdentity(decided)) {
    const statement = { Effect: 'Allow', Action: action, Resource: resource };
    const own = candidate.ask.deciders.identityPolicies.map(({ document }) => document);
    const identityPolicies = [...own, { Version: '2012-10-17', Statement: [statement] }];
    const advice = `Allow ${action} on ${resource} in an identity policy of ${principal}.`;
    return { text: advice, decision: tryOut(decided, { identityPolicies }) };
  }
  const own = ownAdvice(decided);
  const text = own ?? adviceFor(result, candidate.link);
  return text === undefined ? undefined : { text, decision: tryOut(decided, trialOf(decided)) };
}

/** Whether the caller's own policies, which can be edited, are what lacks. */
function lacksIdentity({ candidate: { ask, isRole }, explanation: { because, denial } }: Decided): boolean {
  const isAssumed = ask.deciders.identityPolicies.some(({ name }) => name === 'administrator');
  return !isRole && !isAssumed && denial === 'implicit' && because.includes('identity-based');
}

/** For requests that are none of the seven steps'. */
function ownAdvice({ candidate, explanation }: Decided): string | undefined {
  const { principal, action, resource, resourceAccount = '', context = {} } = candidate.ask.request;
  if (explanation.denial === 'explicit') return undefined;
  if (action === 'kms:PutKeyPolicy') {
    return `Allow kms:* to account ${resourceAccount} without conditions in the key policy: else nobody can change it.`;
  }
  if (ADVISED.includes(action) || context['kms:ViaService'] !== undefined) return undefined;
  const holder = action.startsWith('kms:') ? 'the key policy' : 'the bucket policy';
  return `Allow ${action} on ${action.startsWith('kms:') ? '"*"' : resource} to the account of ${principal} in ${holder}.`;
}

/** What the rehearsal has advice for. */
const ADVISED = ['kms:CreateGrant', 'kms:DescribeKey', 's3:ListBucket', 's3:GetObject', 's3:PutObject'];

function trialOf(decided: Decided): Trial {
  const { candidate, explanation } = decided;
  const { ask, link, isRole } = candidate;
  const document = ask.deciders.resourcePolicy?.document;
  if (explanation.denial === 'explicit') {
    return {
      resourcePolicy: withoutDenies(document, ['resourcePolicy'], decided),
      identityPolicies: ask.deciders.identityPolicies.map((held, index) =>
        withoutDenies(held.document, ['identityPolicies', index], decided),
      ),
    };
  }
  const isKms = ask.request.action.startsWith('kms:');
  if (isRole && isKms && link.key?.account !== link.fileSystem.account)
    return { grants: [grantFor(decided)] };
  return { resourcePolicy: withStatement(document, statementFor(decided)) };
}

/** A policy without the statements that deny. @param place of the policy in the evaluator's input */
function withoutDenies(document: unknown, place: Pointer, { explanation }: Decided): unknown {
  if (!isRecord(document)) return document;
  const denying = new Set(
    explanation.trace.statements
      .filter(({ effect, applies }) => effect === 'Deny' && applies === 'yes')
      .filter(({ pointer }) => place.every((step, index) => pointer[index] === step))
      .map(({ index }) => index),
  );
  return { ...document, Statement: statementsOf(document).filter((_, index) => !denying.has(index)) };
}

function withStatement(document: unknown, statement: Record<string, unknown>): unknown {
  if (document === undefined) return { Version: '2012-10-17', Statement: [statement] };
  if (!isRecord(document)) return document;
  return { ...document, Statement: [...statementsOf(document), statement] };
}

function grantFor({ candidate: { ask, link } }: Decided): AccessGrant {
  return {
    granteePrincipal: link.fileSystem.roleArn,
    operations: [ask.request.action.slice('kms:'.length)],
    issuingAccount: link.fileSystem.account,
  };
}

/** The statement that the advice describes. */
function statementFor({ candidate: { ask, link, isRole } }: Decided): Record<string, unknown> {
  const { request } = ask;
  const isKms = request.action.startsWith('kms:');
  const partition = link.fileSystem.partition;
  const throughS3 = isKms && request.context?.['kms:ViaService'] !== undefined;
  return {
    Effect: 'Allow',
    Principal: { AWS: isRole && isKms ? link.fileSystem.roleArn : callerOf(request.principal, partition) },
    Action: request.action,
    Resource: isKms ? '*' : request.resource,
    ...(throughS3
      ? { Condition: { StringEquals: { 'kms:ViaService': s3ViaService(link.bucket.region) } } }
      : {}),
  };
}

function callerOf(principal: string, partition: Partition): string {
  const account = /^arn:[^:]*:[^:]*:[^:]*:([^:]*):/.exec(principal)?.[1] ?? '';
  return isKnownText(account) ? accountRootArn(partition, account) : principal;
}
