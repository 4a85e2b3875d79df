/**
 * Refusals as the AWS SDKs for Go and Java and S3's XML word them: what they say beside the sentence.
 * Sources: AWS SDK for Go v2 Developer Guide, "Handling Errors"; AWS SDK for Java Developer Guides, "Exception
 * handling"; S3 API Reference, "REST error responses" (`<Error>`; other services have `<ErrorResponse>`).
 */
import { withoutDecoration } from './decoration';

/** As Terraform's provider shows it too, between lines of its frame. */
const GO =
  /operation\s+error\s+[\w ]{1,40}:\s+(?<operation>\w+),\s+(?:exceeded\s+maximum\s+number\s+of\s+attempts,\s+\d+,\s+)?https\s+response\s+error\s+StatusCode:\s+\d+,\s+RequestID:\s+[^,\s]*,(?:\s+HostID:\s+[^,\s]*,)?\s+(?:api\s+error\s+)?(?<code>Access\w{0,9}Denied\w{0,9}|UnauthorizedOperation)(?=:)/g;

/** A text with the errors of the Go SDK in the AWS CLI's words, which name the operation as well. */
export function inWordsOfCli(text: string): string {
  return withoutDecoration(text).replace(
    GO,
    'An error occurred ($<code>) when calling the $<operation> operation',
  );
}

const SERVICES: readonly (readonly [service: 's3' | 'kms', form: RegExp])[] = [
  ['s3', /\(Service:\s+(?:Amazon\s+)?S3[;,]\s+Status\s+Code:\s+403\b/],
  ['kms', /\(Service:\s+(?:AWS)?KMS[;,]\s+Status\s+Code:\s+400\b/i],
  ['s3', /<Error>\s*<Code>AccessDenied<\/Code>/],
];

/** The service that a refusal without an action is of; undefined where the text names none, or several. */
export function sdkServiceIn(text: string): 's3' | 'kms' | undefined {
  const named = new Set(SERVICES.filter(([, form]) => form.test(text)).map(([service]) => service));
  const [service] = named;
  return named.size === 1 ? service : undefined;
}

/** Operations whose names only KMS has. */
const OF_KMS =
  /^(?:Decrypt|Encrypt|ReEncrypt|GenerateDataKey(?:Pair)?(?:WithoutPlaintext)?|GetKeyPolicy|PutKeyPolicy|ListGrants|RevokeGrant|RetireGrant)$/;

/** The service that alone has an operation of a name. */
export function serviceOfOperation(operation: string): 's3' | 'kms' | undefined {
  if (/Object|Bucket|Multipart/.test(operation)) return 's3';
  return OF_KMS.test(operation) ? 'kms' : undefined;
}
