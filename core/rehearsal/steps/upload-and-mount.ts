/** Step 4: file system and association are valid, B uploads the test object, and `ls` shows it. */
import { asActor, asRole, kmsBehind, listBucket, putObject, testObjectArn } from '../requests/s3';
import type { Context } from '../requests/context';
import { isKnownText, unknownText } from '../world/text';
import type { WorldLink, WorldUpload } from '../world/world';
import { associationChecks } from './association-checks';
import { uploadCheck } from './encryption';
import { fileSystemChecks } from './file-system-checks';
import { noKey, usableKey } from './key-policy';
import { workingPart, type TakeStep } from './part';

export const uploadAndMountStep: TakeStep = (link, read) => {
  const { world, reading } = read;
  const { key, bucket } = link;
  const upload = uploadOf(link);
  const object = upload?.key === undefined ? testObjectArn(link) : `${bucket.arn}/${upload.key}`;
  const uploader = asActor(bucket.uploader);
  const call = { action: 's3:PutObject', object } as const;
  const asks = [
    putObject(uploader, link, object, bucket.uploads ? headersOf(upload) : UNSEEN_HEADERS),
    ...(key ? kmsBehind(uploader, link, key, call, []) : []),
    listBucket(asRole(link.fileSystem), link),
  ];
  const checks = [
    ...(key ? usableKey(key) : [noKey(link, world)]),
    uploadCheck(link, upload, world),
    ...fileSystemChecks(link, reading),
    ...associationChecks(link, read),
  ];
  return workingPart(asks, checks, world);
};

/** The object that Terraform uploads under the association's prefix. */
export function uploadOf({ bucket, prefix }: WorldLink): WorldUpload | undefined {
  return bucket.uploads?.find(({ key }) => key?.startsWith(prefix) === true && isKnownText(key));
}

const UNSEEN_HEADERS: Context = {
  's3:x-amz-server-side-encryption': unknownText('encryption header of the upload'),
  's3:x-amz-server-side-encryption-aws-kms-key-id': unknownText(
    'encryption header of the upload for its key',
  ),
};

function headersOf(upload: WorldUpload | undefined): Context {
  return {
    ...(upload?.encryption === undefined ? {} : { 's3:x-amz-server-side-encryption': upload.encryption }),
    ...(upload?.kmsKey === undefined
      ? {}
      : {
          's3:x-amz-server-side-encryption': upload.encryption ?? 'aws:kms',
          's3:x-amz-server-side-encryption-aws-kms-key-id': upload.kmsKey,
        }),
  };
}
