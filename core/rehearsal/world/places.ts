/** Where a resource is: account, Region, partition; and who works there. */
import { ACCOUNT_ID, parseArn } from '../../facts/arns';
import { PARTITIONS, type Partition } from '../../facts/regions';
import { blocksOf, entryOf, textOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { providerAddress } from '../../syntax/resource';
import type { Value } from '../../syntax/value';
import { isKnownText, shortPath, unknownText } from './text';
import type { Values } from './values';

/** Accounts that the files do not show, by file as it was named. */
export type GivenAccounts = ReadonlyMap<string, string>;

/** Accounts and Regions are taken from providers; where those do not say it, from what else is certain. */
export class Places {
  /** By file: thousands of resources would each look at all of the others. */
  private readonly bySiblings = new WeakMap<Located['file'], Map<string, string | undefined>>();
  private readonly byArn = new WeakMap<Located['file'], { readonly partition: Partition | undefined }>();

  constructor(private readonly given: GivenAccounts) {}

  /** Twelve digits, or `${…}`. */
  account(located: Located, values: Values): string {
    const provider = this.provider(located);
    return (
      this.fromProvider(provider, values) ??
      this.fromSiblings(located, 'account') ??
      this.given.get(located.file.path) ??
      unknownText(
        `account of ${provider ? `${provider.resource.address} in ` : ''}${shortPath(located.file.path)}`,
      )
    );
  }

  /** A Region's name, or `${…}`. */
  region(located: Located, values: Values): string {
    const own = values.text(entryOf(located.resource.body, 'region'), located);
    const provider = this.provider(located);
    const set = provider && values.text(entryOf(provider.resource.body, 'region'), provider);
    const known = [own, set].find((text) => text !== undefined && isKnownText(text));
    return (
      known ??
      this.fromSiblings(located, 'region') ??
      unknownText(`region of ${shortPath(located.file.path)}`)
    );
  }

  partition(located: Located, values: Values): Partition {
    const region = this.region(located, values);
    return partitionOf(region) ?? this.partitionIn(located.file) ?? 'aws';
  }

  private partitionIn(file: Located['file']): Partition | undefined {
    const known = this.byArn.get(file);
    if (known) return known.partition;
    const partition = partitionSaidIn(file);
    this.byArn.set(file, { partition });
    return partition;
  }

  /** The role that the provider assumes; undefined where it works with credentials from outside. */
  assumedRole(located: Located, values: Values): string | undefined {
    const provider = this.provider(located);
    if (!provider) return undefined;
    for (const name of ['assume_role', 'assume_role_with_web_identity']) {
      const role = blocksOf(provider.resource.body, name).blocks.at(-1);
      const arn = values.text(entryOf(role, 'role_arn'), provider);
      if (arn !== undefined && parseArn(arn)) return arn;
    }
    return undefined;
  }

  private provider({ file, resource }: Located): Located | undefined {
    if (resource.kind === 'provider') return { file, resource };
    const address = resource.provider ?? providerAddress('aws', '');
    const found = file.resources.find((one) => one.kind === 'provider' && one.address === address);
    return found && { file, resource: found };
  }

  private fromProvider(provider: Located | undefined, values: Values): string | undefined {
    if (!provider) return undefined;
    const { body } = provider.resource;
    const json = values.json(entryOf(body, 'allowed_account_ids'), provider);
    const ids = (Array.isArray(json) ? (json as unknown[]) : [json]).map(String).filter(isAccount);
    if (ids.length === 1) return ids[0];
    for (const name of ['assume_role', 'assume_role_with_web_identity']) {
      const role = blocksOf(body, name).blocks.at(-1);
      const arn = entryOf(role, 'role_arn');
      const account = parseArn(values.text(arn, provider) ?? '')?.account ?? accountIn(arn, provider, values);
      if (account !== undefined && isAccount(account)) return account;
    }
    return undefined;
  }

  /** What the caller's identity, the Region's data source and the ARNs of the provider's own resources say. */
  private fromSiblings({ file, resource }: Located, part: 'account' | 'region'): string | undefined {
    const provider = (resource.kind === 'provider' ? resource.address : resource.provider) ?? 'provider.aws';
    const said = this.bySiblings.get(file) ?? new Map<string, string | undefined>();
    this.bySiblings.set(file, said);
    const key = `${part} ${provider}`;
    if (!said.has(key)) said.set(key, saidByResources(file, provider, part));
    return said.get(key);
  }
}

function saidByResources(
  { resources }: Located['file'],
  provider: string,
  part: 'account' | 'region',
): string | undefined {
  const siblings = resources.filter(
    (one) => one.kind !== 'provider' && (one.provider ?? 'provider.aws') === provider,
  );
  for (const one of siblings) {
    const names = one.kind === 'data' ? saying(one.type, part) : [];
    const said = names.map((name) => textOf(entryOf(one.body, name)));
    const found = said.find((text) => text !== undefined && fits(text, part));
    if (found !== undefined) return found;
  }
  if (part === 'region') {
    const named = siblings.flatMap((one) => keyRegion(one) ?? []);
    const [only] = named;
    if (only !== undefined && new Set(named).size === 1) return only;
  }
  const arns = siblings.filter(({ kind }) => kind === 'resource').flatMap((one) => arnIn(one) ?? []);
  return arns.map((arn) => arn[part]).find((text) => fits(text, part));
}

function partitionSaidIn({ resources }: Located['file']): Partition | undefined {
  for (const resource of resources) {
    const found = textOf(entryOf(resource.body, 'partition')) ?? arnIn(resource)?.partition;
    if (found !== undefined && Object.hasOwn(PARTITIONS, found)) return found as Partition;
  }
  return undefined;
}

/** Region of the key that a grant or a bucket's encryption names: both work in the key's Region only. */
function keyRegion({ type, body }: Located['resource']): string | undefined {
  const block =
    type === 'aws_kms_grant'
      ? body
      : type === 'aws_s3_bucket_server_side_encryption_configuration'
        ? blocksOf(blocksOf(body, 'rule').blocks[0], 'apply_server_side_encryption_by_default').blocks[0]
        : undefined;
  const name = type === 'aws_kms_grant' ? 'key_id' : 'kms_master_key_id';
  const arn = parseArn(textOf(entryOf(block, name)) ?? '');
  return arn?.service === 'kms' && fits(arn.region, 'region') ? arn.region : undefined;
}

/** Attributes of a data source that say it. */
function saying(type: string, part: 'account' | 'region'): readonly string[] {
  if (part === 'account') return type === 'aws_caller_identity' ? ['account_id', 'id'] : [];
  return type === 'aws_region' ? ['region', 'name', 'id'] : [];
}

function fits(text: string, part: 'account' | 'region'): boolean {
  return part === 'account' ? isAccount(text) : partitionOf(text) !== undefined;
}

function arnIn(resource: Located['resource']): ReturnType<typeof parseArn> {
  return parseArn(textOf(entryOf(resource.body, 'arn')) ?? '');
}

/** The only account id that an expression is made with. */
export function accountIn(value: Value | undefined, from: Located, values: Values): string | undefined {
  if (value?.kind !== 'unknown') return undefined;
  const ids = value.references.flatMap((reference) => values.known(reference, from) ?? []).filter(isAccount);
  return new Set(ids).size === 1 ? ids[0] : undefined;
}

function isAccount(text: string): boolean {
  return ACCOUNT_ID.test(text);
}

/** The partition that a Region is in, by its name. */
export function partitionOf(region: string): Partition | undefined {
  return (Object.keys(PARTITIONS) as Partition[]).find((name) => PARTITIONS[name].regions.test(region));
}

/** Who works in an account: the provider's role, or an administrator whose name the files do not show. */
export function administratorOf(account: string, partition: Partition): string {
  return `arn:${partition}:iam::${account}:${ADMINISTRATOR}`;
}

const ADMINISTRATOR = unknownText('administrator');

/** Whether a principal is an administrator whose name is not in view. */
export function isAdministrator(principal: string): boolean {
  return principal.endsWith(`:${ADMINISTRATOR}`);
}
