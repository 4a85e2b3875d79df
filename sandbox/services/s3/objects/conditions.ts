import type { AwsError } from '../../../gateway/outcome';
import { noSuchKey, preconditionFailed } from '../errors';
import type { StoredVersion } from '../state';

type Headers = Readonly<Record<string, string>>;

/** What a read's conditions lead to: the object, that nothing has changed, or a refusal. */
export type ReadCondition = 'read' | 'not-modified' | AwsError;

/** Source: S3 API Reference, GetObject, "If-Match and If-Unmodified-Since"; RFC 9110, section 13. */
export function readCondition(headers: Headers, version: StoredVersion): ReadCondition {
  const isSame = (list: string | undefined) => list !== undefined && namesEtag(list, version.etag);
  const modifiedS = seconds(version.modified);
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) {
    if (!isSame(ifMatch)) return preconditionFailed('If-Match');
  } else {
    const limit = timeOf(headers['if-unmodified-since']);
    if (limit !== undefined && modifiedS > limit) return preconditionFailed('If-Unmodified-Since');
  }
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) return isSame(ifNoneMatch) ? 'not-modified' : 'read';
  const since = timeOf(headers['if-modified-since']);
  return since !== undefined && modifiedS <= since ? 'not-modified' : 'read';
}

/** The conditions of a copy on its source; all refuse. Source: S3 API Reference, CopyObject. */
export function copyCondition(headers: Headers, version: StoredVersion): AwsError | undefined {
  const of = (name: string) => headers[`x-amz-copy-source-${name}`];
  const condition = readCondition(
    Object.fromEntries(
      ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'].flatMap((name) => {
        const value = of(name);
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
    version,
  );
  if (condition === 'read') return undefined;
  return condition === 'not-modified' ? preconditionFailed('x-amz-copy-source-If-None-Match') : condition;
}

/** The conditions of a write on what is there. Source: S3 User Guide, "Conditional writes". */
export function writeCondition(
  headers: Headers,
  key: string,
  current: StoredVersion | undefined,
): AwsError | undefined {
  if (headers['if-none-match'] !== undefined && current) return preconditionFailed('If-None-Match');
  const ifMatch = headers['if-match'];
  if (ifMatch === undefined) return undefined;
  if (!current) return noSuchKey(key);
  return namesEtag(ifMatch, current.etag) ? undefined : preconditionFailed('If-Match');
}

function namesEtag(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const name = item.trim().replace(/^W\//, '');
    return name === '*' || name.replaceAll('"', '') === etag;
  });
}

function timeOf(date: string | undefined): number | undefined {
  const time = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

function seconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}
