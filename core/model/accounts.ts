/** Which account and Region a resource is in, as far as the files say so. */
import { entryOf, itemsOf, textOf } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import { providerAddress } from '../syntax/resource';
import { blocksOf } from '../syntax/inspect';
import { ACCOUNT_ID, parseArn } from '../facts/arns';
import { configurationOf } from './configuration';
import type { Model } from './model';

/** The provider block that a resource uses; undefined where the file has none for it. */
export function providerOf(located: Located, model: Model): Located | undefined {
  if (model.providers.length === 0) return undefined;
  const address = located.resource.provider ?? providerAddress('aws', '');
  const own = model.onceOfAll(providersByConfiguration).get(configurationOf(located.file)) ?? [];
  // A TypeScript file may hold several stacks, each with a provider of its own: which one is meant is not known.
  if (own.some(({ resource }) => resource.address.startsWith(`${address}#`))) return undefined;
  return own.find(({ resource }) => resource.address === address);
}

function providersByConfiguration({ providers }: Model): ReadonlyMap<string, readonly Located[]> {
  const groups = new Map<string, Located[]>();
  for (const provider of providers) {
    const name = configurationOf(provider.file);
    const group = groups.get(name);
    if (group) group.push(provider);
    else groups.set(name, [provider]);
  }
  return groups;
}

/** Account ids of a resource's provider: `allowed_account_ids`, or that of the role it assumes. */
export function accountOf(located: Located, model: Model): string | undefined {
  const provider = providerOf(located, model);
  if (!provider) return undefined;
  const allowed = itemsOf(entryOf(provider.resource.body, 'allowed_account_ids')).map(textOf);
  const [only] = allowed;
  if (allowed.length === 1 && only !== undefined && ACCOUNT_ID.test(only)) return only;
  const [role] = blocksOf(provider.resource.body, 'assume_role').blocks;
  return parseArn(textOf(entryOf(role, 'role_arn')) ?? '')?.account;
}

/** Region of a resource: its own `region` (provider 6), or its provider's. */
export function regionOf(located: Located, model: Model): string | undefined {
  return (
    textOf(entryOf(located.resource.body, 'region')) ??
    textOf(entryOf(providerOf(located, model)?.resource.body, 'region'))
  );
}
