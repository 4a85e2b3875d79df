import type { WorldGrant, WorldKey, WorldLink } from '../../rehearsal/world/world';
import type { Located } from '../../syntax/project';

/** The grant that a file system needs on a key. @param place stands for it, as it is not written yet */
export function neededGrant({ fileSystem, creator }: WorldLink, key: WorldKey, place: Located): WorldGrant {
  return {
    name: "for the file system's role",
    key: key.arn,
    grantee: fileSystem.roleArn,
    isGranteeSeen: true,
    retiringPrincipal: undefined,
    operations: ['Decrypt', 'GenerateDataKey'],
    equals: undefined,
    subset: undefined,
    account: fileSystem.account,
    region: key.region,
    creator,
    place,
  };
}
