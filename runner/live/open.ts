/** Opens the ways into live accounts that profiles give, and collects the evidence through them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Evidence } from '../../core/live/evidence';
import type { AccountRole } from '../../core/journey/steps';
import { clientSettings, ownCredentials, type AccountAccess } from '../accounts/access';
import { configuredEndpoints } from '../accounts/configured-endpoints';
import { liveClients, type OpenLiveClients } from './clients';
import { collectEvidence } from './collect';

export interface LiveOptions {
  fileSystemId: string;
  region: string;
  /** Profiles by account; account A without one has the usual credential chain, others have A's. */
  profiles: Partial<Record<AccountRole, string>>;
  buckets: readonly string[];
  keys: readonly string[];
  /** Where all services are called, whatever the profiles say: an emulator. */
  endpointUrl?: string | undefined;
  /** Whether CloudTrail is asked; default true. */
  events?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

export type Live =
  | { status: 'collected'; evidence: Evidence }
  /** Nobody can be asked: no credentials, or no way to AWS. */
  | { status: 'no-way-in'; message: string };

const ROLES = ['fileSystem', 'bucket', 'key'] as const satisfies AccountRole[];

/** Reads what it may, and changes nothing. */
export async function collectLive(options: LiveOptions): Promise<Live> {
  const opened = new Map<AccountRole, OpenLiveClients>();
  const failures: string[] = [];
  try {
    for (const role of ROLES) {
      if (role !== 'fileSystem' && options.profiles[role] === undefined) continue;
      const access = await accessFor(role, options);
      const caller = await callerOf(access);
      if (caller.status === 'failed') {
        failures.push(caller.message);
        continue;
      }
      opened.set(role, liveClients(access, caller.account));
    }
    if (opened.size === 0) return { status: 'no-way-in', message: failures.join('\n') };
    const of = (role: AccountRole) => opened.get(role);
    const { fileSystemId, region, buckets, keys, events = true, signal } = options;
    const evidence = await collectEvidence(
      {
        fileSystemId,
        region,
        // The account's own credentials first; those of the others may do where access is shared.
        clientsOf: (role) =>
          [of(role), ...ROLES.filter((one) => one !== role).map(of)].flatMap((one) => one ?? []),
        signal,
        sleep: (ms) => sleep(ms, undefined, { signal }),
        now: () => new Date(),
      },
      { buckets, keys, events },
    );
    return { status: 'collected', evidence };
  } finally {
    for (const clients of opened.values()) clients.destroy();
  }
}

async function accessFor(
  account: AccountRole,
  { region, profiles, endpointUrl }: LiveOptions,
): Promise<AccountAccess> {
  const profile = profiles[account];
  const endpointOf = endpointUrl === undefined ? await configuredEndpoints(profile) : () => endpointUrl;
  return {
    account,
    id: '',
    region,
    credentials: ownCredentials(profile),
    endpointOf,
    forcePathStyle: endpointOf('s3') !== undefined,
    ...(profile === undefined ? {} : { profile }),
  };
}

type Caller = { status: 'known'; account: string } | { status: 'failed'; message: string };

async function callerOf(access: AccountAccess): Promise<Caller> {
  const { credentials, profile, account } = access;
  const client = new STSClient({ ...clientSettings(access, 'sts'), credentials });
  try {
    const { Account: id = '' } = await client.send(new GetCallerIdentityCommand({}));
    return { status: 'known', account: id };
  } catch (error) {
    const who = profile === undefined ? `The credentials for ${account}` : `Profile ${profile}`;
    return { status: 'failed', message: `${who}: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    client.destroy();
  }
}
