/** Step 1: the file system's role, and who links the file system, may list, read and write the bucket. */
import { asActor, asRole, getObject, listBucket, putObject, testObjectArn } from '../requests/s3';
import { workingPart, type TakeStep } from './part';

export const bucketPolicyStep: TakeStep = (link, { world }) => {
  const object = testObjectArn(link);
  // FSx checks the creator's access too: "Ensure the IAM role or user you are using has s3:Get*, s3:List* and
  // s3:PutObject" (FSx for Lustre User Guide, troubleshooting).
  const senders = [asRole(link.fileSystem), ...(link.isThere === true ? [] : [asActor(link.creator)])];
  const asks = senders.flatMap((sender) => [
    listBucket(sender, link),
    getObject(sender, link, object),
    putObject(sender, link, object),
  ]);
  return workingPart(asks, [], world);
};
