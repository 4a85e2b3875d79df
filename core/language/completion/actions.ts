import { actionsOf, findAction, judgesService, matchActions } from '../../facts/actions';
import { actionNote } from '../../facts/action-notes';
import { actsOnKey, worksCrossAccount } from '../../facts/cross-account';
import { FILE_SYSTEM_BUCKET_ACTIONS, FILE_SYSTEM_OBJECT_ACTIONS } from '../../facts/s3';
import { keyAccountOf, principalAccount } from '../../model/key-account';
import { readPolicy, type Policy, type PolicyKind } from '../../model/policy';
import { textOf } from '../../syntax/inspect';
import type { Value } from '../../syntax/value';
import { actionCard } from '../hover/action';
import { textCandidate, type Candidate } from './candidate';
import type { StatementContext } from './context';

/** Services whose actions a policy of a kind names. */
const SERVICES: Readonly<Record<PolicyKind, readonly string[]>> = {
  key: ['kms'],
  bucket: ['s3'],
  identity: ['kms', 's3', 'fsx'],
  trust: ['sts'],
  guard: ['kms', 's3', 'fsx'],
  unknown: ['kms', 's3', 'fsx'],
};
/** Patterns that people mean to write, by service. */
const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  kms: ['kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  s3: ['s3:Get*', 's3:List*'],
  fsx: ['fsx:Describe*'],
};
/** What a linked bucket and its key are about. */
const COMMON: ReadonlySet<string> = new Set([
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'kms:DescribeKey',
  'kms:CreateGrant',
  'kms:ListGrants',
  'kms:RevokeGrant',
  'kms:Encrypt',
  ...FILE_SYSTEM_BUCKET_ACTIONS,
  ...FILE_SYSTEM_OBJECT_ACTIONS,
  's3:GetObject',
  's3:ListBucket',
  'fsx:CreateFileSystem',
  'fsx:CreateDataRepositoryAssociation',
  'fsx:DescribeFileSystems',
  'fsx:DescribeDataRepositoryAssociations',
]);
/** Actions that no key policy can give: there is nothing it could say about them. */
const WITHOUT_EFFECT: readonly string[] = ['kms:RetireGrant'];

/** Actions, and patterns for some, that are not in the list yet. */
export function actionCandidates(context: StatementContext): Candidate[] {
  const { site, typed } = context;
  const listed = new Set(site.siblings.flatMap(namesIn));
  const policy = policyWithout(site);
  const services = servicesFor(policy.kind, typed);
  const patterns = services.flatMap((service) => PATTERNS[service] ?? []);
  const names = services.flatMap((service) => actionsOf(service).map(({ name }) => name));
  const all = [...new Set([...names, ...patterns])].sort();
  return all
    .filter(
      (name) => namesIn(name).some((covered) => !listed.has(covered)) && isEffective(name, policy, context),
    )
    .map((name) =>
      textCandidate(name, 'action', COMMON.has(name) ? 0 : patterns.includes(name) ? 1 : 2, {
        detail: findAction(name)?.details?.access ?? (name.endsWith('*') ? 'pattern' : undefined),
        documentation: actionNote(name) !== undefined || name.endsWith('*') ? actionCard(name) : undefined,
      }),
    );
}

/** The policy as it is without what is being typed, which has no service yet. */
function policyWithout({ policy, token }: StatementContext['site']): Policy {
  if (policy.kind !== 'unknown' || policy.holders.length > 0) return policy;
  const node = without(policy.node, token);
  return node?.kind === 'object' ? readPolicy(node, { file: policy.file }) : policy;
}

/** A value without one that stands in it. */
function without(value: Value, token: Value): Value | undefined {
  if (value === token) return undefined;
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.flatMap((item) => without(item, token) ?? []) };
    case 'object': {
      const entries = value.entries.flatMap((entry) => {
        const rest = without(entry.value, token);
        return rest ? [{ key: entry.key, value: rest }] : [];
      });
      return { ...value, entries };
    }
    default:
      return value;
  }
}

function namesIn(pattern: string): string[] {
  return matchActions(pattern).map(({ name }) => name);
}

/** The services of the policy's kind, and the one that is typed already, where the policy may name it. */
function servicesFor(kind: PolicyKind, typed: string): string[] {
  const [prefix = ''] = typed.includes(':') ? typed.toLowerCase().split(':') : [];
  const isOpen = kind === 'identity' || kind === 'guard' || kind === 'unknown';
  const more = isOpen && judgesService(prefix) ? [prefix] : [];
  return [...new Set([...SERVICES[kind], ...more])];
}

/** Whether an action can have an effect in the policy of a key, for those whom the statement names. */
function isEffective(name: string, policy: Policy, { site, model }: StatementContext): boolean {
  const { statement } = site;
  if (policy.kind !== 'key') return true;
  const covered = namesIn(name);
  if (covered.every((action) => !actsOnKey(action) || WITHOUT_EFFECT.includes(action))) return false;
  const owner = keyAccountOf(policy, model);
  const accounts = statement.principals.map(({ value }) => principalAccount(textOf(value) ?? ''));
  const isForOthers =
    owner !== undefined &&
    accounts.length > 0 &&
    statement.principalsComplete &&
    accounts.every((account) => account !== undefined && account !== owner);
  return !isForOthers || covered.some((action) => worksCrossAccount(action) === true);
}
