import type { Outcome } from '../../../gateway/outcome';
import type { XmlContent } from '../../../gateway/xml';
import { xmlAnswer } from '../answers';
import { checksumElement } from '../checksums/checksum';
import { customerKeyOnRead } from '../encryption/customer-key';
import { openDataKey } from '../encryption/data-key';
import { invalidArgument } from '../errors';
import type { BucketCall } from '../operation';
import type { StoredVersion } from '../state';
import { onVersion } from './tagging';
import { versionHeader } from './versions';

const HEADER = 'x-amz-object-attributes';

/** What each attribute is; nothing when the object has none. */
const ATTRIBUTES: Readonly<Record<string, (version: StoredVersion) => XmlContent>> = {
  ETag: ({ etag }) => ({ ETag: etag }),
  Checksum: ({ checksum }) =>
    checksum && {
      Checksum: {
        [checksumElement(checksum.algorithm)]: checksum.value,
        ChecksumType: checksum.type,
      },
    },
  ObjectParts: ({ isMultipart, content }) =>
    isMultipart ? { ObjectParts: { PartsCount: content.length } } : undefined,
  StorageClass: ({ storageClass }) => ({ StorageClass: storageClass }),
  ObjectSize: ({ size }) => ({ ObjectSize: size }),
};

/** Source: S3 API Reference, GetObjectAttributes. */
export function getObjectAttributes(call: BucketCall): Promise<Outcome> | Outcome {
  const asked = (call.headers[HEADER] ?? '').split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !Object.hasOwn(ATTRIBUTES, name));
  if (unknown !== undefined) return invalidArgument('Invalid attribute name specified.', HEADER, unknown);
  return onVersion(call, async (version) => {
    const customers = customerKeyOnRead(call.headers);
    if (customers) return customers;
    // Tags and checksums are encrypted with the object.
    const opened = await openDataKey(call, version.encryption);
    if (opened.status === 'error') return opened;
    return xmlAnswer(
      'GetObjectAttributesResponse',
      asked.map((name) => ATTRIBUTES[name]?.(version)),
      {
        'last-modified': new Date(version.modified).toUTCString(),
        ...versionHeader(call.bucket, version.id),
      },
    );
  });
}
