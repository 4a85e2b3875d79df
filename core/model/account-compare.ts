/** Whether two resources are in one account, as far as their providers say so. */
import { ACCOUNT_ID } from '../facts/arns';
import { blocksOf, itemsOf, outline } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { Value } from '../syntax/value';
import { accountOf, providerOf } from './accounts';
import { given, isOneConfiguration } from './configuration';
import type { Model } from './model';

/** The twelve digits of a resource's account; undefined where the files do not show them. */
export function accountIdOf(located: Located, model: Model): string | undefined {
  const account = accountOf(located, model);
  return account !== undefined && ACCOUNT_ID.test(account) ? account : undefined;
}

/**
 * - `same`, `different`: the account ids say so, or it is one provider
 * - `likely-different`: the providers have different profiles, roles or lists of accounts, and no ids
 * - `unknown`: nothing says so
 */
export type AccountComparison = 'same' | 'different' | 'likely-different' | 'unknown';

export function compareAccounts(a: Located, b: Located, model: Model): AccountComparison {
  const [idA, idB] = [accountIdOf(a, model), accountIdOf(b, model)];
  if (idA !== undefined && idB !== undefined) return idA === idB ? 'same' : 'different';
  if (haveOneProvider(a, b)) return 'same';
  const [providerA, providerB] = [providerOf(a, model), providerOf(b, model)];
  if (!providerA || !providerB) return 'unknown';
  if (providerA.resource === providerB.resource) return 'same';
  return LOGINS.some((login) => differ(login(providerA), login(providerB))) ? 'likely-different' : 'unknown';
}

/**
 * Whether Terraform gives two resources one provider, in view or not: a module takes its providers from outside.
 * A TypeScript file may hold several stacks, each with a provider of its own.
 */
function haveOneProvider(a: Located, b: Located): boolean {
  return (
    a.resource.provider === b.resource.provider &&
    a.file.language !== 'typescript' &&
    isOneConfiguration(a, b)
  );
}

type Login = (provider: Located) => string | undefined;

/** What tells providers of different accounts apart where it is not an id. */
const LOGINS: readonly Login[] = [
  ({ resource }) => written(itemsOf(given(resource.body, 'allowed_account_ids'))[0]),
  ({ resource }) => written(given(blocksOf(resource.body, 'assume_role').blocks[0], 'role_arn')),
  ({ resource }) => written(given(resource.body, 'profile')),
];

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function written(value: Value | undefined): string | undefined {
  if (value?.kind === 'string') return value.text;
  if (value?.kind === 'template') {
    return value.parts.map((part) => (part.kind === 'string' ? outline(part) : part.text)).join('');
  }
  return value?.kind === 'reference' ? value.text : undefined;
}
