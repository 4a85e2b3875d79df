import type { AwsError } from '../../../gateway/outcome';
import { isJsonObject, parseJsonObject } from '../../../json';
import { invalidArgument } from '../errors';
import type { DefaultEncryption, EncryptionAlgorithm } from '../state';
import { customerKeyOnWrite } from './customer-key';

const SSE = 'x-amz-server-side-encryption';
const KEY_ID = `${SSE}-aws-kms-key-id`;
const BUCKET_KEY = `${SSE}-bucket-key-enabled`;
const CONTEXT = `${SSE}-context`;

/** S3's own key in each account, for `aws:kms` without a key. */
export const MANAGED_KEY_ALIAS = 'alias/aws/s3';

/** How a new object is to be encrypted. */
export type ChosenEncryption =
  | { readonly status: 'chosen'; readonly algorithm: 'AES256' }
  | {
      readonly status: 'chosen';
      readonly algorithm: 'aws:kms' | 'aws:kms:dsse';
      /** ARN, or what the account of the caller knows the key by. */
      readonly keyId: string;
      readonly bucketKey: boolean;
      /** What the request adds to the encryption context. */
      readonly context: Readonly<Record<string, string>>;
    }
  | AwsError;

const ALGORITHMS: readonly string[] = ['AES256', 'aws:kms', 'aws:kms:dsse'] satisfies EncryptionAlgorithm[];

/**
 * What a request asks for, else the bucket's default.
 * Source: S3 API Reference, PutObject; S3 User Guide, "Setting default server-side encryption behavior".
 */
export function chooseEncryption(
  headers: Readonly<Record<string, string>>,
  byDefault: DefaultEncryption,
): ChosenEncryption {
  const customers = customerKeyOnWrite(headers);
  if (customers) return customers;
  const asked = headers[SSE];
  const keyId = headers[KEY_ID];
  if (asked !== undefined && !ALGORITHMS.includes(asked)) {
    return invalidArgument('The encryption method specified is not supported', SSE, asked);
  }
  if (keyId !== undefined && (asked === undefined || asked === 'AES256')) {
    return invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      SSE,
      asked ?? '',
    );
  }
  const algorithm = (asked ?? byDefault.algorithm) as EncryptionAlgorithm;
  if (algorithm === 'AES256') return { status: 'chosen', algorithm };
  const context = readContext(headers[CONTEXT]);
  if (!context) {
    return invalidArgument(
      'The header x-amz-server-side-encryption-context shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map',
      CONTEXT,
      headers[CONTEXT] ?? '',
    );
  }
  const bucketKey =
    algorithm === 'aws:kms' && (flagOf(headers[BUCKET_KEY]) ?? byDefault.bucketKeyEnabled ?? false);
  const ownKey = asked === undefined ? byDefault.keyId : undefined;
  return { status: 'chosen', algorithm, keyId: keyId ?? ownKey ?? MANAGED_KEY_ALIAS, bucketKey, context };
}

function flagOf(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text.toLowerCase() === 'true';
}

function readContext(header: string | undefined): Record<string, string> | undefined {
  if (header === undefined) return {};
  const value = parseJsonObject(Buffer.from(header, 'base64').toString());
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : undefined;
}
