/**
 * Refused HEAD requests as the AWS CLI and the SDKs show them: by their status alone, since the answer has no body.
 * Sources: S3 API Reference, HeadObject and HeadBucket (no message body); aws/aws-sdk-java issue 707 for the Java SDK's
 * form.
 */
import { withoutDecoration } from './decoration';

export interface HeadRefusal {
  /** Undefined where the SDK does not say which. */
  operation?: 'HeadObject' | 'HeadBucket';
  /** The error's own words. */
  said: string;
  times: number;
  /** Of the `s3://` address in the text, where there is one alone. */
  bucket?: string;
  key?: string;
}

export interface HeadRefusals {
  /** One an operation. */
  refusals: HeadRefusal[];
  /** The text without them. */
  rest: string;
}

const WORDS = [
  // AWS CLI, boto3
  String.raw`An\s+error\s+occurred\s+\(403\)\s+when\s+calling\s+the\s+(?<cli>Head(?:Object|Bucket))\s+operation(?::[^\S\n]*(?:Forbidden|Access[^\S\n]+Denied))?`,
  // AWS SDK for Go v2, Terraform's provider
  String.raw`operation\s+error\s+S3:\s+(?<go>Head(?:Object|Bucket)),\s+https\s+response\s+error\s+StatusCode:\s+403,[^\n]{0,400}?api\s+error\s+(?:Forbidden:\s+Forbidden|AccessDenied:\s+Access\s+Denied)`,
  // AWS SDK for Java v1: an answer with a body has "Error Code: AccessDenied"
  String.raw`Forbidden\s+\(Service:\s+Amazon\s+S3;\s+Status\s+Code:\s+403;\s+Error\s+Code:\s+403\s+Forbidden;[^()\n]{0,400}\)?`,
];
const HEAD = new RegExp(WORDS.join('|'), 'g');
const ADDRESS = /\bs3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<key>[^\s"'\\]*))?/g;

/** Takes the refused HEAD requests out of a text. Never throws. */
export function readHeadRefusals(text: string): HeadRefusals {
  const plain = withoutDecoration(text);
  const found = new Map<string, HeadRefusal>();
  for (const { 0: said, groups } of plain.matchAll(HEAD)) {
    const operation = (groups?.['cli'] ?? groups?.['go']) as HeadRefusal['operation'];
    const known = found.get(operation ?? '');
    found.set(operation ?? '', {
      ...(operation && { operation }),
      said: known?.said ?? said.replace(/\s+/g, ' '),
      times: (known?.times ?? 0) + 1,
    });
  }
  if (found.size === 0) return { refusals: [], rest: text };
  const address = addressIn(plain);
  return {
    refusals: [...found.values()].map((refusal) => ({ ...refusal, ...address })),
    rest: plain.replace(HEAD, ''),
  };
}

function addressIn(text: string): Pick<HeadRefusal, 'bucket' | 'key'> {
  const addresses = [...text.matchAll(ADDRESS)].map(({ groups }) => groups);
  const [bucket, ...others] = new Set(addresses.map((groups) => groups?.['bucket']));
  if (bucket === undefined || others.length > 0) return {};
  const [key, ...more] = new Set(addresses.map((groups) => groups?.['key'] ?? ''));
  const isObject = key !== undefined && key !== '' && !key.endsWith('/') && more.length === 0;
  return { bucket, ...(isObject ? { key } : {}) };
}
