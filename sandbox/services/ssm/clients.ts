import { ClientMachine, type FoundFileSystem } from '../../lustre/client-machine';
import { LocalFiles, newDisk } from '../../lustre/local-files';
import { Budget } from '../../lustre/shell/budget';
import { runScript } from '../../lustre/shell/run-script';
import type { StoreDocument } from '../../store/document';
import { importChanges } from '../fsx/associations/refresh';
import type { FsxGround } from '../fsx/ground';
import { fileSystemLifecycle } from '../fsx/lifecycle';
import { dnsName } from '../fsx/names';
import type { FileSystemRecord } from '../fsx/state';
import { userDataOf, type Instance } from './instances';
import type { ClientRecord, SsmState } from './state';

/** What clients stand on. */
export interface ClientsGround {
  readonly fsx: FsxGround;
  readonly document: StoreDocument<SsmState>;
  /** Ends what is running. */
  readonly signal: AbortSignal;
}

/** The longest that user data may take. */
const BOOT_MS = 60_000;

/** An instance's machine. At the first time it boots, and runs its user data. */
export async function clientOf(ground: ClientsGround, instance: Instance): Promise<ClientMachine> {
  const { document, fsx, signal } = ground;
  const { now } = fsx.world;
  const known = document.value.clients.find((client) => isOf(client, instance));
  if (known) return machineOf(ground, known, instance);
  const client: ClientRecord = {
    account: instance.account,
    region: instance.region,
    instanceId: instance.id,
    disk: newDisk(now()),
    mounts: [],
  };
  await document.change(({ clients }) => clients.push(client));
  const machine = machineOf(ground, client, instance);
  const userData = await userDataOf(fsx.world, instance);
  const log = userData.startsWith('#!')
    ? await runScript(userData, machine, { name: USER_DATA, budget: new Budget(signal, BOOT_MS) })
    : { output: Buffer.from(userData === '' ? '' : NO_SCRIPT), errors: Buffer.alloc(0) };
  const text = Buffer.concat([log.output, log.errors]);
  await diskOf(ground, client).write('/var/log/cloud-init-output.log', text, false);
  return machine;
}

const USER_DATA = '/var/lib/cloud/instance/scripts/part-001';
const NO_SCRIPT = 'User data that is no script is not run in the sandbox.\n';

/** Takes over, for the file systems that an instance has mounted, what has changed in their buckets. */
export async function refreshMounts({ fsx, document }: ClientsGround, instance: Instance): Promise<void> {
  const client = document.value.clients.find((one) => isOf(one, instance));
  for (const { fileSystemId } of client?.mounts ?? []) {
    const fileSystem = fsx.state().fileSystems.find(({ id }) => id === fileSystemId);
    if (fileSystem) await importChanges(fsx, fileSystem);
  }
}

function isOf({ account, region, instanceId }: ClientRecord, instance: Instance): boolean {
  return account === instance.account && region === instance.region && instanceId === instance.id;
}

function diskOf({ document, fsx }: ClientsGround, { disk }: ClientRecord): LocalFiles {
  return new LocalFiles(document, disk, fsx.world.now);
}

function machineOf(ground: ClientsGround, client: ClientRecord, instance: Instance): ClientMachine {
  const { fsx, document } = ground;
  const find = (id: string) => fsx.state().fileSystems.find((one) => one.id === id && isUp(fsx, one));
  return new ClientMachine({
    now: fsx.world.now,
    disk: diskOf(ground, client),
    mounts: () => client.mounts,
    changeMounts: async (mounts) => {
      const added = mounts.filter((mount) => !client.mounts.includes(mount));
      await document.change(() => {
        client.mounts = mounts;
      });
      for (const { fileSystemId } of added) {
        const fileSystem = find(fileSystemId);
        if (fileSystem) await importChanges(fsx, fileSystem);
      }
    },
    resolve: (host) => {
      const found = fsx.state().fileSystems.find((one) => dnsName(one) === host && isUp(fsx, one));
      return found && isReachable(found, instance) ? foundOf(found) : undefined;
    },
    fileSystem: (id) => {
      const found = find(id);
      return found && { ...foundOf(found), files: fsx.files(found) };
    },
  });
}

function isUp({ world }: FsxGround, fileSystem: FileSystemRecord): boolean {
  const lifecycle = fileSystemLifecycle(fileSystem, world.now());
  return lifecycle !== 'CREATING' && lifecycle !== 'DELETING';
}

/** A file system's name has an address in its own VPC only. */
function isReachable(fileSystem: FileSystemRecord, { account, region, vpcId }: Instance): boolean {
  return fileSystem.account === account && fileSystem.region === region && fileSystem.vpcId === vpcId;
}

function foundOf({ id, mountName, storageCapacityGiB }: FileSystemRecord): FoundFileSystem {
  return { id, mountName, capacityGiB: storageCapacityGiB ?? ELASTIC_GIB };
}

/** What an Intelligent-Tiering file system shows, which grows by itself. */
const ELASTIC_GIB = 1024;
