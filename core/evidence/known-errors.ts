/**
 * Errors of AWS's that are no refusals, and still say which part of the set-up is wrong.
 * Sources: KMS API Reference, errors of CreateGrant, Decrypt and PutKeyPolicy; KMS Developer Guide, "Key states of
 * AWS KMS keys"; S3 API Reference, PutBucketPolicy; FSx for Lustre User Guide, "Amazon FSx is unable to validate access
 * to the S3 bucket" and "Data repository association lifecycle state".
 */
import { withoutDecoration } from './decoration';

export type KnownErrorId =
  | 'bucket-not-validated'
  | 'association-misconfigured'
  | 'key-policy-principal'
  | 'bucket-policy-principal'
  | 'key-policy-lock-out'
  | 'grantee-unknown'
  | 'grant-two-constraints'
  | 'key-disabled'
  | 'key-state'
  | 'key-not-found'
  | 'key-type';

/** One of them, where it stands. */
export interface KnownError {
  id: KnownErrorId;
  /** AWS's words. */
  said: string;
}

/** What each is known by; the first of several wins for the same words. */
const FORMS: readonly (readonly [id: KnownErrorId, form: RegExp])[] = [
  ['bucket-not-validated', /unable\s+to\s+validate\s+access\s+to\s+the\s+S3\s+bucket/i],
  [
    'association-misconfigured',
    /"?Lifecycle"?\s*[:=|]\s*"?MISCONFIGURED\b|association\b[^.\n]{0,80}\bMISCONFIGURED\b/,
  ],
  ['key-policy-principal', /statement\s+with\s+one\s+or\s+more\s+invalid\s+principals/i],
  ['bucket-policy-principal', /Invalid\s+principal\s+in\s+policy/i],
  [
    'key-policy-lock-out',
    /new\s+key\s+policy\s+will\s+not\s+allow\s+you\s+to\s+update\s+the\s+key\s+policy\s+in\s+the\s+future/i,
  ],
  ['grant-two-constraints', /More\s+than\s+one\s+constraint\s+supplied/i],
  ['grantee-unknown', /\bInvalidArnException\b/],
  ['key-disabled', /\b(?:KMS\.)?DisabledException\b/],
  ['key-state', /\bKMS\.?InvalidStateException\b|\bis\s+pending\s+(?:deletion|import)\b/],
  ['key-type', /\b(?:KMS\.)?InvalidKeyUsageException\b|\bKMS\.UnsupportedOperation(?:Exception)?\b/],
  ['key-not-found', /\bKMS\.NotFoundException\b|\bKey\s+'arn:[^']+'\s+does\s+not\s+exist/],
];

/** The known errors in a text, each once, in the order of the table. Never throws. */
export function knownErrorsIn(text: string): KnownError[] {
  const plain = withoutDecoration(text);
  return FORMS.flatMap(([id, form]) => {
    const found = form.exec(plain);
    return found ? [{ id, said: lineOf(plain, found.index) }] : [];
  });
}

function lineOf(text: string, index: number): string {
  const start = text.lastIndexOf('\n', index) + 1;
  const end = text.indexOf('\n', index);
  const line = text.slice(start, end < 0 ? undefined : end).trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
