/** The objects that the file system reads and writes. */
import { testObjectArn } from '../requests/s3';
import type { WorldLink } from '../world/world';
import { uploadOf } from './upload-and-mount';

/** What was uploaded in step 4. */
export function objectOf(link: WorldLink): string {
  const upload = uploadOf(link);
  return upload?.key === undefined ? testObjectArn(link) : `${link.bucket.arn}/${upload.key}`;
}

/** What step 7 exports. */
export function exportedObjectOf(link: WorldLink): string {
  return testObjectArn(link, 'upload_encrypted_file.txt');
}
