/**
 * Three AWS accounts on 127.0.0.1, in which policies are enforced.
 *
 * A request comes to `gateway/`, which finds out who sent it (`signature/`, `identity/`) and which service it is for
 * (`services/`). The services ask `authorize/`, which decides with core's evaluator on the policies that were really
 * put, and answer in AWS's words. KMS, S3, FSx, CloudTrail, STS and the Lustre client are the sandbox's own, objects and
 * their bytes included; EC2, IAM and logs are kept by moto, an emulator that enforces nothing and runs as a child process (`moto/`). The state is one
 * folder (`store/`): what is the sandbox's own in files, what is moto's as a journal of requests that is done again
 * after a restart. Each call and how it ended goes to `events/`.
 */
import { DEFAULT_ACCOUNT_IDS, type AccountIds, type AccountName } from './accounts';
import { authorizer } from './authorize/authorize';
import { EventLog } from './events/event-log';
import type { Faults } from './faults';
import { Gateway } from './gateway/gateway';
import { administrators, type AdministratorKeys } from './identity/administrators';
import { Credentials } from './identity/credentials';
import { MotoDirectory } from './identity/moto-directory';
import { UserBoundaries } from './identity/user-boundaries';
import { listen } from './listen';
import type { Log } from './log';
import { findMoto } from './moto/find';
import { MotoHttpClient } from './moto/http-client';
import { Journal } from './moto/journal';
import { startMoto, type MotoProcess } from './moto/process';
import { writeProfiles } from './profiles';
import { kmsForServices } from './services/kms/for-services';
import { Kms, kmsService } from './services/kms/kms';
import { SERVICES } from './services/registry';
import type { Service, ServiceFactory } from './services/service';
import { openStore, type Store } from './store/store';
import type { SandboxWorld } from './world';

const DEFAULT_REGION = 'us-east-1';

export interface SandboxOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Folder of the state; left out: one that is removed when the sandbox stops. */
  readonly dataDir?: string;
  /** Empties the folder first. */
  readonly reset?: boolean;
  /** Default: those of the state, else `DEFAULT_ACCOUNT_IDS`. */
  readonly accounts?: AccountIds;
  /** Default: that of the state, else `us-east-1`. Requests may name any Region. */
  readonly region?: string;
  readonly faults?: Faults;
  readonly log: Log;
  /** Stops it, also while it starts. */
  readonly signal?: AbortSignal;
  /** Default: this machine's clock. */
  readonly now?: () => Date;
}

export interface SandboxAccount extends AdministratorKeys {
  /** Twelve digits. */
  readonly id: string;
}

/** Why a sandbox no longer runs. */
export type SandboxEnd =
  { readonly status: 'stopped' } | { readonly status: 'moto-died'; readonly message: string };

export interface RunningSandbox {
  readonly status: 'ready';
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Folder of the state, with profiles for its clients (`core/deployment/sandbox.ts`). */
  readonly folder: string;
  readonly region: string;
  readonly accounts: Readonly<Record<AccountName, SandboxAccount>>;
  readonly world: SandboxWorld;
  /** When everything has ended: no child is left, the port is free. */
  readonly ended: Promise<SandboxEnd>;
  /** Ends it; safe to call again. */
  stop(): Promise<void>;
}

export type SandboxStart =
  | RunningSandbox
  | { readonly status: 'cancelled' }
  | {
      readonly status: 'port-in-use' | 'moto-missing' | 'moto-failed' | 'data-unusable';
      readonly message: string;
    };

/** Starts a sandbox. Expected troubles come back as a status with a sentence for the user. */
export async function startSandbox(options: SandboxOptions): Promise<SandboxStart> {
  const found = findMoto(process.env['PATH'] ?? '');
  if (found.status === 'missing') return { status: 'moto-missing', message: found.message };
  const opened = await openStore(options.dataDir, options.reset ?? false);
  if (opened.status === 'unusable') return { status: 'data-unusable', message: opened.message };
  const { store } = opened;
  const kept = store.document<{ ids: AccountIds; region?: string }>('accounts', () => ({
    ids: options.accounts ?? DEFAULT_ACCOUNT_IDS,
  }));
  if (options.accounts && !sameIds(options.accounts, kept.value.ids)) {
    await store.close();
    const { fileSystem, bucket, key } = kept.value.ids;
    return {
      status: 'data-unusable',
      message: `${store.folder} has the accounts ${fileSystem}, ${bucket} and ${key}; empty it with --reset to use others.`,
    };
  }
  const region = options.region ?? kept.value.region ?? DEFAULT_REGION;
  await kept.change((value) => {
    value.region = region;
  });
  const started = await startMoto(found.moto, options.signal ? { signal: options.signal } : {});
  if (started.status !== 'running') {
    await store.close();
    return started.status === 'cancelled' ? started : { status: 'moto-failed', message: started.message };
  }
  const ending = [() => started.moto.stop(), () => store.close()];
  try {
    return await serve({ ...options, region }, kept.value.ids, store, started.moto);
  } catch (error) {
    for (const end of ending) await end();
    throw error;
  }
}

/** Everything on top of a moto that runs. */
async function serve(
  options: SandboxOptions & { readonly region: string },
  accounts: AccountIds,
  store: Store,
  motoProcess: MotoProcess,
): Promise<SandboxStart> {
  const { region, log, signal, faults = {}, now = () => new Date() } = options;
  const moto = new MotoHttpClient(motoProcess.url, new Journal(store));
  const again = await moto.replay();
  if (again > 0) log(`moto has been given ${again} changes of earlier runs again`);
  const credentials = new Credentials(store);
  const directory = new MotoDirectory(moto, { accounts, boundaries: new UserBoundaries(store), now });
  const keys = await administrators(accounts, { moto, credentials, store });
  const ground = {
    accounts,
    region,
    partition: 'aws',
    now,
    log,
    store,
    moto,
    directory,
    credentials,
    authorize: authorizer(directory, now),
    events: new EventLog(store),
    faults,
  } as const;
  const kms = new Kms(ground);
  const world: SandboxWorld = { ...ground, kms: kmsForServices(kms, ground) };
  const factories: readonly ServiceFactory[] = [kmsService(kms), ...SERVICES];
  const services: Service[] = [];
  for (const make of factories) services.push(await make(world));
  const gateway = new Gateway(world, services);
  const listening = await listen(options.port, (request) => gateway.answer(request), log);
  const shutDown = async (): Promise<void> => {
    if (listening.status === 'listening') await listening.close();
    for (const service of services) await service.stop?.();
    moto.close();
    await motoProcess.stop();
    await store.close();
  };
  if (listening.status === 'port-in-use') {
    await shutDown();
    return listening;
  }
  const endpoint = `http://127.0.0.1:${listening.port}`;
  await writeProfiles({ folder: store.folder, endpoint, region, keys });
  const { ended, stop } = supervise(motoProcess, shutDown, signal);
  return {
    status: 'ready',
    endpoint,
    folder: store.folder,
    region,
    accounts: {
      fileSystem: { id: accounts.fileSystem, ...keys.fileSystem },
      bucket: { id: accounts.bucket, ...keys.bucket },
      key: { id: accounts.key, ...keys.key },
    },
    world,
    ended,
    stop,
  };
}

/** Ends all when asked to, when the signal says so, and when moto has died. */
function supervise(
  moto: MotoProcess,
  shutDown: () => Promise<void>,
  signal: AbortSignal | undefined,
): Pick<RunningSandbox, 'ended' | 'stop'> {
  let end: (reason: SandboxEnd) => void = () => undefined;
  const ended = new Promise<SandboxEnd>((resolve) => {
    end = resolve;
  });
  let stopping: Promise<void> | undefined;
  const finish = (reason: SandboxEnd): Promise<void> => {
    stopping ??= shutDown().then(() => {
      end(reason);
    });
    return stopping;
  };
  const stop = (): Promise<void> => finish({ status: 'stopped' });
  void moto.ended.then((printed) =>
    finish({
      status: 'moto-died',
      message: `moto, which the sandbox stands on, has ended.\n${printed}`.trim(),
    }),
  );
  signal?.addEventListener('abort', () => void stop(), { once: true });
  if (signal?.aborted) void stop();
  return { ended, stop };
}

function sameIds(a: AccountIds, b: AccountIds): boolean {
  return a.fileSystem === b.fileSystem && a.bucket === b.bucket && a.key === b.key;
}
