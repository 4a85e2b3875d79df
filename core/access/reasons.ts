import { formatPath } from '../deployment/format';
import { resourceLayer } from './because';
import type { Call } from './call';
import { grantReasons } from './grant-reasons';
import { worksAcrossAccounts } from './kms-actions';
import type { Layer, Verdict } from './request';
import { isBucketPolicyAction } from './s3-actions';
import { describe, heldConditions, labelOf } from './element-text';
import type { ElementTrace, StatementTrace, Trace } from './trace-types';
import { referencesIn } from './text';
import { FALSE, TRUE, UNKNOWN } from './truth';

/** What a layer is called in a sentence. */
export const LAYER_NAMES: Readonly<Record<Layer, string>> = {
  'identity-based': 'identity policies',
  'resource-based': 'resource policy',
  'key-policy': 'key policy',
  grant: 'grants',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policies',
  rcp: 'resource control policies',
  vpce: 'VPC endpoint policy',
};

/**
 * Why a call is decided as it is, a sentence a reason: first what AWS would print, then each deciding layer with
 * the statements that came near, then what holds beside the policies.
 */
export function reasonsOf(call: Call, verdict: Verdict, trace: Trace, message: string | undefined): string[] {
  const perLayer = verdict.because.flatMap((layer) =>
    layer === 'grant' ? grantReasons(call, verdict, trace) : layerReasons(layer, call, verdict, trace),
  );
  return [...(message === undefined ? [] : [message]), ...perLayer, ...notes(call, verdict, trace)];
}

function layerReasons(layer: Layer, call: Call, verdict: Verdict, trace: Trace): string[] {
  const statements = trace.statements.filter((statement) => statement.layer === layer);
  const documents = trace.documents.filter((document) => document.layer === layer);
  if (verdict.decision === 'unknown') {
    return [
      ...documents
        .filter(({ references }) => references.length > 0)
        .map(({ pointer, references }) => settle(references, `${formatPath(pointer)} is not known`)),
      ...statements.filter((statement) => statement.applies === 'unknown').flatMap(unknownReason),
    ];
  }
  if (verdict.denial === 'explicit') {
    return statements
      .filter(({ effect, applies }) => effect === 'Deny' && applies === 'yes')
      .map((statement) => `${nameOf(statement)} denies ${call.actionText}${heldConditions(statement)}.`);
  }
  if (verdict.decision === 'allowed') return allowReasons(layer, statements, call, verdict);
  const atHomeOnly = ownAccountOnly(layer, call);
  if (atHomeOnly !== undefined) return [atHomeOnly];
  return [
    missingReason(layer, statements, call),
    ...nearMisses(statements),
    ...problems(statements),
    ...rejected(trace, layer),
  ];
}

function allowReasons(
  layer: Layer,
  statements: readonly StatementTrace[],
  call: Call,
  verdict: Verdict,
): string[] {
  const byIdentity = verdict.because.includes('identity-based');
  const allowing = statements.filter(
    ({ effect, applies, delegates }) => effect === 'Allow' && applies === 'yes' && (byIdentity || !delegates),
  );
  if (allowing.length === 0 && layer === 'identity-based' && call.caller.kind === 'root') {
    return ['The root user needs no identity policy: its identity side allows.'];
  }
  return allowing.map((statement) =>
    statement.delegates
      ? `${nameOf(statement)} shares ${call.actionText} with account ${call.caller.account?.text ?? ''}, whose identity policies decide.`
      : `${nameOf(statement)} allows ${call.actionText}.`,
  );
}

function missingReason(layer: Layer, statements: readonly StatementTrace[], call: Call): string {
  const name = LAYER_NAMES[layer];
  const allows = statements.filter(({ effect }) => effect !== 'Deny').length;
  if (statements.length === 0)
    return `There is no statement in the ${name} that could allow ${call.actionText}.`;
  if (layer === 'key-policy') {
    return `The key policy neither names the caller nor shares ${call.actionText} with its account in a way that fits this request (${count(allows, 'Allow statement')} read).`;
  }
  return `The ${name} do not allow ${call.actionText} here (${count(allows, 'Allow statement')} read).`.replace(
    /^The ((?:resource|session|VPC endpoint) policy|permissions boundary) do /,
    'The $1 does ',
  );
}

/** Actions that no policy can open to another account. */
function ownAccountOnly(layer: Layer, call: Call): string | undefined {
  if (call.sameAccount !== FALSE) return undefined;
  if (layer === 'key-policy' && !worksAcrossAccounts(call.action.text)) {
    return `${call.actionText} works in the key's own account only: KMS takes it from no other account, whatever the key policy says.`;
  }
  if (layer === 'resource-based' && isBucketPolicyAction(call.action.text)) {
    return `${call.actionText} works in the bucket's own account only: S3 takes it from no other account, whatever the bucket policy says.`;
  }
  return undefined;
}

/** Allow statements that name the action and fail elsewhere. */
function nearMisses(statements: readonly StatementTrace[]): string[] {
  return statements.filter(isNear).map((statement) => {
    const failed = decisive(statement).map(describe);
    return `${nameOf(statement)} names ${actionOf(statement)}, but ${failed.join('; and ')}${versionHint(statement)}.`;
  });
}

function versionHint({ literalVariables = [] }: StatementTrace): string {
  return literalVariables.length > 0
    ? `; ${[...new Set(literalVariables)].join(', ')} is plain text there, since the policy's Version is not 2012-10-17`
    : '';
}

/** What failed; when the statement is about someone else, that alone. */
function decisive({ elements }: StatementTrace): ElementTrace[] {
  const other = elements.filter(({ element, matches }) => element === 'Principal' && matches === 'no');
  return other.length > 0 ? other : elements.filter(({ matches }) => matches !== 'yes');
}

function isNear({ effect, applies, elements }: StatementTrace): boolean {
  const action = elements.find(({ element }) => element === 'Action');
  return effect === 'Allow' && applies !== 'yes' && action?.matches === 'yes';
}

function actionOf({ elements }: StatementTrace): string {
  return elements.find(({ element }) => element === 'Action')?.found?.[0] ?? 'the action';
}

function problems(statements: readonly StatementTrace[]): string[] {
  return statements.flatMap((statement) =>
    statement.problem === undefined ? [] : [`${nameOf(statement)} has no effect: ${statement.problem}.`],
  );
}

function rejected(trace: Trace, layer: Layer): string[] {
  return trace.documents.flatMap(({ layer: other, pointer, problem }) =>
    problem === undefined || other !== layer ? [] : [`${formatPath(pointer)} says nothing: ${problem}.`],
  );
}

function unknownReason(statement: StatementTrace): string[] {
  const open = statement.elements.filter(({ matches }) => matches === 'unknown');
  const references = [
    ...new Set([...statement.references, ...open.flatMap((element) => element.references)]),
  ];
  const where = open.map(labelOf).join(', ') || 'Effect';
  return [settle(references, `the ${where} of ${nameOf(statement)} depends on it`)];
}

function settle(references: readonly string[], why: string): string {
  return references.length > 0
    ? `The value of ${references.join(', ')} would settle it: ${why}.`
    : `Not decided: ${why}.`;
}

/** What the request itself leaves open. */
function openRequest(call: Call): string[] {
  const { caller, resourceAccount, sameAccount } = call;
  const found: string[] = [];
  if (sameAccount === UNKNOWN) {
    const references = [...referencesIn(caller.subject.text), ...referencesIn(resourceAccount.text)];
    found.push(settle(references, "whether the caller's account owns the resource is not known"));
  }
  if (caller.serviceLinked === UNKNOWN) {
    const references = referencesIn(caller.role?.text ?? caller.subject.text);
    found.push(settle(references, 'whether the caller is a service-linked role is not known'));
  }
  return found;
}

function notes(call: Call, verdict: Verdict, trace: Trace): string[] {
  const found: string[] = verdict.decision === 'unknown' ? openRequest(call) : [];
  const linked = call.caller.serviceLinked === TRUE;
  if (verdict.denial === 'implicit' && linked && call.resourceKind === 'key' && call.sameAccount === FALSE) {
    if (verdict.because.includes('identity-based')) {
      found.push(
        `The policy of a service-linked role cannot be edited: a grant on the key, created by an identity of account ${call.caller.account?.text ?? ''}, takes its place.`,
      );
    }
    if (!verdict.because.includes('grant')) found.push(...grantReasons(call, verdict, trace));
  }
  if (verdict.denial === 'implicit' && !linked) found.push(...halfAllowed(call, verdict, trace));
  if (linked && trace.statements.some(({ layer }) => layer === 'scp' || layer === 'rcp')) {
    found.push('Service and resource control policies do not apply to service-linked roles.');
  }
  if (call.caller.kind === 'root' && call.sameAccount === TRUE && isBucketPolicyAction(call.action.text)) {
    const denying = trace.statements.filter(
      ({ layer, effect, applies }) => layer === 'resource-based' && effect === 'Deny' && applies === 'yes',
    );
    if (denying.length > 0) {
      found.push(
        `${denying.map(nameOf).join(', ')} denies ${call.actionText}, which does not keep the root user of the bucket's account from it.`,
      );
    }
  }
  return found;
}

/** Statements of the resource's policy that do their part, where the identity side is what lacks. */
function halfAllowed(call: Call, verdict: Verdict, trace: Trace): string[] {
  const layer = resourceLayer(call.resourceKind);
  if (!verdict.because.includes('identity-based') || verdict.because.includes(layer)) return [];
  if (call.action.text === 'kms:retiregrant') return [];
  return trace.statements
    .filter(
      (statement) => statement.layer === layer && statement.effect === 'Allow' && statement.applies === 'yes',
    )
    .map((statement) =>
      statement.delegates
        ? `${nameOf(statement)} shares ${call.actionText} with account ${call.caller.account?.text ?? ''}, whose identity policies have to allow it too.`
        : `${nameOf(statement)} allows ${call.actionText}, which a caller from another account needs an identity policy for as well.`,
    );
}

/** A statement's place, with its Sid. */
export function nameOf({ pointer, sid }: Pick<StatementTrace, 'pointer' | 'sid'>): string {
  return `${formatPath(pointer)}${sid === undefined || sid === '' ? '' : ` (${JSON.stringify(sid)})`}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
