import { parseArn } from '../../core/facts/arns';
import { textAt } from '../gateway/xml';
import { isSandboxAccount, type AccountIds } from '../accounts';
import type { MotoClient } from '../moto/client';
import type { Caller } from './caller';
import { documentText, readDetails, type AccountDetails, type WithPolicyArns } from './details';
import type { CallerPolicies, IamDirectory, IamRole, IamUser } from './directory';
import type { UserBoundaries } from './user-boundaries';

interface Account {
  readonly users: ReadonlyMap<string, IamUser>;
  readonly roles: ReadonlyMap<string, IamRole>;
  /** Documents of its managed policies, by ARN. */
  readonly documents: ReadonlyMap<string, string>;
}

/** Names are unique in an account, case left aside; they are compared as written, which is enough to find one. */
const DETAILS = ['User', 'Role', 'Group', 'LocalManagedPolicy'];

export interface DirectoryOptions {
  readonly accounts: AccountIds;
  /** What moto does not keep. */
  readonly boundaries: UserBoundaries;
  readonly now: () => Date;
}

/** IAM as moto holds it, read again after each change. */
export class MotoDirectory implements IamDirectory {
  readonly #moto: MotoClient;
  readonly #accounts: AccountIds;
  readonly #boundaries: UserBoundaries;
  readonly #now: () => Date;
  readonly #read = new Map<string, Promise<Account>>();
  /** AWS's own policies, by ARN: they do not change. */
  readonly #managed = new Map<string, Promise<string | undefined>>();

  constructor(moto: MotoClient, { accounts, boundaries, now }: DirectoryOptions) {
    this.#moto = moto;
    this.#boundaries = boundaries;
    this.#accounts = accounts;
    this.#now = now;
  }

  async user(account: string, name: string): Promise<IamUser | undefined> {
    return (await this.#account(account)).users.get(name);
  }

  async role(account: string, name: string): Promise<IamRole | undefined> {
    return (await this.#account(account)).roles.get(name);
  }

  async principal(arn: string): Promise<IamUser | IamRole | undefined> {
    const parts = parseArn(arn);
    if (parts?.service !== 'iam' || !isSandboxAccount(this.#accounts, parts.account)) return undefined;
    const name = parts.resource.slice(parts.resource.lastIndexOf('/') + 1);
    const found = parts.resource.startsWith('role/')
      ? await this.role(parts.account, name)
      : await this.user(parts.account, name);
    return found?.arn === arn ? found : undefined;
  }

  async exists(principal: string): Promise<boolean> {
    const parts = parseArn(principal);
    if (!parts) return isSandboxAccount(this.#accounts, principal) || this.#hasId(principal);
    if (parts.partition !== 'aws' || !isSandboxAccount(this.#accounts, parts.account)) return false;
    if (parts.service === 'sts') {
      const session = /^assumed-role\/([^/]+)\/[^/]+$/.exec(parts.resource)?.[1];
      return session !== undefined && (await this.role(parts.account, session)) !== undefined;
    }
    if (parts.service !== 'iam') return false;
    return parts.resource === 'root' || (await this.principal(principal)) !== undefined;
  }

  async policiesOf(caller: Caller): Promise<CallerPolicies | undefined> {
    if (caller.kind === 'anonymous') return { identityPolicies: [], tags: {} };
    const holder =
      caller.kind === 'user'
        ? await this.user(caller.account, caller.userName)
        : await this.role(caller.account, caller.roleName);
    // One that was deleted and made again under its name is somebody else.
    if (!holder || holder.id !== (caller.kind === 'user' ? caller.userId : caller.roleId)) return undefined;
    const { policies: identityPolicies, permissionsBoundary } = holder;
    const tags = caller.kind === 'session' ? { ...holder.tags, ...caller.tags } : holder.tags;
    return { identityPolicies, ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }), tags };
  }

  async managedPolicy(account: string, arn: string): Promise<string | undefined> {
    if (!isSandboxAccount(this.#accounts, account)) return undefined;
    return this.#document(account, arn, (await this.#account(account)).documents);
  }

  async serviceSession(roleArn: string, sessionName: string, service: string): Promise<Caller | undefined> {
    const role = await this.principal(roleArn);
    if (role?.kind !== 'role') return undefined;
    return {
      kind: 'session',
      account: role.account,
      arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${sessionName}`,
      userId: `${role.id}:${sessionName}`,
      roleName: role.name,
      roleArn: role.arn,
      roleId: role.id,
      sessionName,
      sessionPolicies: [],
      tags: {},
      since: this.#now().toISOString(),
      invokedBy: service,
    };
  }

  changed(account: string): void {
    this.#read.delete(account);
  }

  /** Policies name deleted principals by their unique id, and take those of existing ones too. */
  async #hasId(id: string): Promise<boolean> {
    if (!/^(AIDA|AROA)/.test(id)) return false;
    for (const account of Object.values(this.#accounts)) {
      const { users, roles } = await this.#account(account);
      if ([...users.values(), ...roles.values()].some((principal) => principal.id === id)) return true;
    }
    return false;
  }

  #account(account: string): Promise<Account> {
    const known = this.#read.get(account);
    if (known) return known;
    const reading = this.#readAccount(account);
    this.#read.set(account, reading);
    reading.catch(() => {
      this.#read.delete(account);
    });
    return reading;
  }

  async #readAccount(account: string): Promise<Account> {
    const filters = DETAILS.map((kind, index) => [`Filter.member.${index + 1}`, kind] as const);
    const answer = await this.#moto.query({
      account,
      service: 'iam',
      action: 'GetAccountAuthorizationDetails',
      params: Object.fromEntries(filters),
      changes: false,
    });
    if (answer.status === 'error') throw new Error(`IAM of ${account}: ${answer.message}`);
    const details = readDetails(account, answer.root);
    const byName = <Kind extends IamUser | IamRole>(list: readonly WithPolicyArns<Kind>[]) =>
      Promise.all(list.map(async (item) => [item.name, await this.#withPolicies(item, details)] as const));
    return {
      users: new Map(await byName(details.users)),
      roles: new Map(await byName(details.roles)),
      documents: details.documents,
    };
  }

  async #withPolicies<Kind extends IamUser | IamRole>(
    { policyArns, boundaryArn: roleBoundary, ...principal }: WithPolicyArns<Kind>,
    { documents }: AccountDetails,
  ): Promise<Kind> {
    const { account, kind, name } = principal;
    const boundaryArn = kind === 'user' ? this.#boundaries.get(account, name) : roleBoundary;
    const read = async (arn: string) => (await this.#document(account, arn, documents)) ?? NOTHING;
    const managed = await Promise.all(policyArns.map(read));
    const boundary = boundaryArn === undefined ? undefined : await read(boundaryArn);
    return {
      ...principal,
      policies: [...principal.policies, ...managed],
      ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
    } as unknown as Kind;
  }

  #document(account: string, arn: string, local: ReadonlyMap<string, string>): Promise<string | undefined> {
    const own = local.get(arn);
    if (own !== undefined) return Promise.resolve(own);
    const known = this.#managed.get(arn);
    if (known) return known;
    if (!arn.startsWith('arn:aws:iam::aws:policy/')) return Promise.resolve(undefined);
    const reading = this.#managedDocument(account, arn);
    this.#managed.set(arn, reading);
    reading.catch(() => {
      this.#managed.delete(arn);
    });
    return reading;
  }

  async #managedDocument(account: string, arn: string): Promise<string | undefined> {
    const ask = (action: string, params: Readonly<Record<string, string>>) =>
      this.#moto.query({
        account,
        service: 'iam',
        action,
        params: { PolicyArn: arn, ...params },
        changes: false,
      });
    const policy = await ask('GetPolicy', {});
    if (policy.status === 'error') return undefined;
    const version = textAt(policy.root, 'GetPolicyResult', 'Policy', 'DefaultVersionId') ?? 'v1';
    const answer = await ask('GetPolicyVersion', { VersionId: version });
    if (answer.status === 'error') return undefined;
    const document = textAt(answer.root, 'GetPolicyVersionResult', 'PolicyVersion', 'Document');
    return document === undefined ? undefined : documentText(document);
  }
}

/** A policy that is attached and gone allows nothing. */
const NOTHING = '{"Version":"2012-10-17","Statement":[]}';
