import { accountIdOf, compareAccounts } from '../../model/account-compare';
import { grantsOf, type Grant } from '../../model/grant';
import type { Model } from '../../model/model';
import { findEntry } from '../../syntax/inspect';
import type { Range } from '../../syntax/value';
import type { Finding, Fix, Rule } from '../rule';

/** The grant that makes up for the role's missing permissions is created in the role's account. */
export const rule: Rule = {
  meta: {
    id: 'grant-issuing-account',
    severity: 'warning',
    title: "The grant of a file system's role is created in another account than the file system's",
    why: "Across accounts a key policy alone is not enough: somebody in the file system's account has to allow the role as well, and since its policy cannot be edited, that is a grant. AWS's instructions create it from the file system's account. One that the key's owner creates does not say anything for that account, and the read stays denied with \"no identity-based policy allows\".",
    fix: "Set `provider` of the grant to that of the file system, with the Region of the key, and let that account's administrator create grants in the key policy.",
    sources: [
      'FSx for Lustre User Guide, "Linking your file system to an S3 bucket", cross-account support (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
      'KMS Developer Guide, "Policy evaluation", key trust (https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html)',
    ],
  },
  *check(model) {
    for (const grant of grantsOf(model)) {
      const accounts = issuedElsewhere(grant, model);
      if (accounts) yield elsewhere(grant, accounts);
    }
  },
};

interface Accounts {
  readonly issuer: string;
  readonly needed: string;
}

/** In words, where the grant is created and where it should be; undefined where these are one, or not known. */
function issuedElsewhere({ located, role, key }: Grant, model: Model): Accounts | undefined {
  if (!role) return undefined;
  const { fileSystem } = role;
  const issuer = accountIdOf(located, model);
  const needed = (fileSystem && accountIdOf(fileSystem, model)) ?? role.account;
  const isKeyOwner =
    key?.resource && compareAccounts(located, key.resource, model) === 'same'
      ? ', which owns the key'
      : key?.account !== undefined && key.account === issuer
        ? ', which owns the key'
        : '';
  if (issuer !== undefined && needed !== undefined) {
    return issuer === needed
      ? undefined
      : { issuer: `account "${issuer}"${isKeyOwner}`, needed: `account "${needed}"` };
  }
  // Without ids, different logins and a grant beside its key say the same.
  if (!fileSystem || isKeyOwner === '') return undefined;
  return compareAccounts(located, fileSystem, model) === 'likely-different'
    ? {
        issuer: `the account of ${providerName(located)}${isKeyOwner}`,
        needed: `that of ${providerName(fileSystem)}`,
      }
    : undefined;
}

function elsewhere(grant: Grant, { issuer, needed }: Accounts): Finding {
  const { file, resource } = grant.located;
  const provider = findEntry(resource.body, 'provider');
  const message = `The grant is created in ${issuer}, and the file system's role is in ${needed}: the read stays denied there, because no identity-based policy allows it. Create the grant with the provider of the file system.`;
  return {
    file,
    range: provider ? provider.value.range : resource.head,
    message,
    fixes: provider ? fixesFor(grant, provider.value.range) : [],
  };
}

function fixesFor({ located: { file }, role }: Grant, range: Range): Fix[] {
  const address = role?.fileSystem?.resource.provider?.replace(/^provider\./, '');
  if (address === undefined || range.path !== undefined) return [];
  const text =
    file.language === 'hcl' ? address : file.language === 'terraform-json' ? `"${address}"` : undefined;
  return text === undefined
    ? []
    : [{ title: `Replace by ${address}`, safe: false, edits: [{ file, range, text }] }];
}

function providerName({ resource }: Grant['located']): string {
  return resource.provider?.replace(/^provider\./, '') ?? 'the default provider';
}
