import { notImplemented } from '../../../gateway/not-implemented';
import type { AwsError } from '../../../gateway/outcome';
import { invalidRequest } from '../errors';

type Headers = Readonly<Record<string, string>>;

const ALGORITHM = 'server-side-encryption-customer-algorithm';

/** What is said of writing with a key of the customer's (SSE-C). */
export function customerKeyOnWrite(headers: Headers): AwsError | undefined {
  return headers[`x-amz-${ALGORITHM}`] === undefined
    ? undefined
    : notImplemented('The sandbox does not have keys of customers (SSE-C).');
}

/** What S3 says of reading with such a key what was not written with one, as nothing here was. */
export function customerKeyOnRead(headers: Headers, prefix = 'x-amz-'): AwsError | undefined {
  return headers[`${prefix}${ALGORITHM}`] === undefined
    ? undefined
    : invalidRequest('The encryption parameters are not applicable to this object.');
}
