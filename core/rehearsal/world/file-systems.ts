/** File systems in view, with the role through which they reach their buckets. */
import { fileSystemRoleArn, S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import type { Partition } from '../../facts/regions';
import type { Located } from '../../syntax/project';
import { actorOf } from './actors';
import { FILE_SYSTEM } from './kinds';
import type { Reading } from './reading';
import { unknownText } from './text';
import type { WorldFileSystem } from './world';

/** Every Lustre file system in view. */
export function readFileSystems(reading: Reading): WorldFileSystem[] {
  return reading.resources(FILE_SYSTEM).map((located) => {
    const id = reading.values.attribute(located, 'id') ?? unknownText(`id of ${located.resource.address}`);
    return fileSystemAt(id, located, reading, located);
  });
}

/**
 * A file system by its id.
 * @param located the resource whose provider tells account and Region
 * @param place its own resource, where that is in view
 */
export function fileSystemAt(
  id: string,
  located: Located,
  reading: Reading,
  place?: Located,
): WorldFileSystem {
  const account = reading.account(located);
  const partition = reading.places.partition(located, reading.values);
  return {
    id,
    account,
    region: reading.region(located),
    partition,
    ...rolesOf(id, account, partition),
    deployer: actorOf(located, reading),
    ...(place && { place }),
  };
}

/** The role's ARN, and that of the session in which FSx uses it: what CloudTrail shows. */
function rolesOf(
  id: string,
  account: string,
  partition: Partition,
): Pick<WorldFileSystem, 'roleArn' | 'sessionArn'> {
  return {
    roleArn: fileSystemRoleArn(partition, account, id),
    sessionArn: `arn:${partition}:sts::${account}:assumed-role/${S3_DATA_SOURCE_ROLE_PREFIX}${id}/FSx`,
  };
}
