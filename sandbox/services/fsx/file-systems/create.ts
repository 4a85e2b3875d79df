import type { Call } from '../../../gateway/call';
import { notImplemented } from '../../../gateway/not-implemented';
import { ok, type AwsError, type Outcome } from '../../../gateway/outcome';
import { parseDataRepositoryPath } from '../../../lustre/link';
import { accountOf, refusal } from '../access';
import { bucketAccessProblem } from '../bucket-access';
import { badRequest } from '../errors';
import type { FsxGround } from '../ground';
import { pending } from '../lifecycle';
import { giveRoleBuckets, openLink } from '../linking';
import { legacyLink } from '../links';
import { newId, newMountName } from '../names';
import { digestOf, madeBefore, readRequest } from '../read-request';
import { giveServiceRole, roleRefusal } from '../role';
import type { FileSystemRecord, LegacyRepository } from '../state';
import { atRestKey } from './at-rest-key';
import { planLog } from './log-configuration';
import { checkNetwork, makeInterfaces } from './network';
import { CREATE_FILE_SYSTEM, type LustreInput } from './request';
import { settingsOf } from './settings';
import { planFileSystem } from './validate';
import { fileSystemView } from './view';

/** CreateFileSystem, for Lustre. Source: FSx API Reference, CreateFileSystem. */
export async function createFileSystem(ground: FsxGround, call: Call): Promise<Outcome> {
  const { world, document } = ground;
  const account = accountOf(call);
  const { region } = call;
  const denied = await refusal(world, call, [`arn:aws:fsx:${region}:${account}:file-system/*`]);
  if (denied) return denied;
  const read = readRequest(CREATE_FILE_SYSTEM, call.input);
  if (read.status === 'error') return read;
  const { input } = read;
  if (input.FileSystemType !== 'LUSTRE') {
    return notImplemented(`The sandbox has no ${input.FileSystemType} file systems.`);
  }
  const planned = planFileSystem(input);
  if (planned.status === 'error') return planned;
  const { plan } = planned;
  const origin = { account, region, token: input.ClientRequestToken, request: digestOf(call.input) };
  const before = madeBefore(ground.state().fileSystems, origin);
  if (before.status === 'error') return before;
  if (before.status === 'made') return ok({ FileSystem: fileSystemView(before.record, world.now()) });

  const id = newId('fs');
  const network = {
    account,
    region,
    subnetId: input.SubnetIds[0] ?? '',
    securityGroupIds: input.SecurityGroupIds ?? [],
  };
  const place = await checkNetwork(world, network);
  if (place.status === 'error') return place;
  const log = await planLog(world, origin, plan.lustre.LogConfiguration);
  if (log.status === 'error') return log;
  const key = await atRestKey(world, call, plan, input.KmsKeyId, id);
  if (key.status === 'error') return key;
  const repository = await planRepository(ground, call, plan.lustre, id);
  if (repository.status === 'error') return repository;

  await giveServiceRole(world, account);
  const record: FileSystemRecord = {
    ...origin,
    id,
    createdAt: world.now().toISOString(),
    tags: input.Tags ?? [],
    pending: pending('CREATING', world),
    mountName: newMountName(plan.deploymentType),
    vpcId: place.vpcId,
    subnetId: network.subnetId,
    networkInterfaceIds: await makeInterfaces(world, network, id),
    deploymentType: plan.deploymentType,
    storageType: plan.storageType,
    storageCapacityGiB: plan.storageCapacityGiB,
    version: plan.version,
    keyArn: key.arn,
    log: log.log,
    settings: settingsOf(plan),
    repository: repository.repository,
    administrativeActions: [],
  };
  await document.change(({ fileSystems }) => fileSystems.push(record));
  await openRepository(ground, record);
  return ok({ FileSystem: fileSystemView(record, world.now()) });
}

/** Checks the older link as far as it depends on others: the caller's permissions, and the bucket. */
async function planRepository(
  { world, objects }: FsxGround,
  call: Call,
  lustre: LustreInput,
  id: string,
): Promise<{ readonly status: 'ok'; readonly repository?: LegacyRepository } | AwsError> {
  const { ImportPath: importPath, ExportPath: exportPath, AutoImportPolicy: policy = 'NONE' } = lustre;
  const place = importPath === undefined ? undefined : parseDataRepositoryPath(importPath);
  if (importPath === undefined || !place) return { status: 'ok' };
  const refused = await roleRefusal(world, call, { account: accountOf(call), id });
  if (refused) return refused;
  const problem = await bucketAccessProblem(objects, call, place);
  if (problem) return problem;
  if (policy !== 'NONE' && objects.bucket(place.bucket)?.region !== call.region) return otherRegion();
  const repository: LegacyRepository = {
    importPath,
    exportPath:
      exportPath ??
      `s3://${place.bucket}/FSxLustre${world
        .now()
        .toISOString()
        .replace(/[-:]|\.\d+/g, '')}`,
    chunkSizeMiB: lustre.ImportedFileChunkSize ?? DEFAULT_CHUNK_MIB,
    autoImportPolicy: policy,
  };
  return { status: 'ok', repository };
}

export const DEFAULT_CHUNK_MIB = 1024;

/** Source: FSx for Lustre User Guide, "Automatically import updates from your S3 bucket". */
export function otherRegion(): AwsError {
  return badRequest('Automatic import needs the S3 bucket to be in the same AWS Region as the file system.');
}

async function openRepository(ground: FsxGround, record: FileSystemRecord): Promise<void> {
  const link = legacyLink(record);
  if (!link) return;
  await giveRoleBuckets(ground, record);
  const problem = await openLink(ground, record, link, true);
  await ground.document.change(() => {
    if (record.repository && problem !== undefined) record.repository.misconfigured = problem;
  });
}
