import { isJsonObject, parseJsonObject } from '../json';
import { namedPrincipals } from './policy-principals';
import type { IamDirectory } from './directory';

/**
 * A resource's policy, with the unique ids that its principals had when it was put: AWS keeps those, so that a user
 * or role which was deleted and made again under its name is not meant any more.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export interface PinnedPolicy {
  /** As it was put. */
  readonly text: string;
  /** Unique id by ARN. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Notes who the principals of a policy are now. */
export async function pinPolicy(text: string, directory: IamDirectory): Promise<PinnedPolicy> {
  const ids: Record<string, string> = {};
  for (const arn of namedPrincipals(parseJsonObject(text))) {
    const principal = await directory.principal(arn);
    if (principal) ids[arn] = principal.id;
  }
  return { text, ids };
}

/** The policy as it counts now, and as AWS shows it: those who are gone by their unique ids. */
export async function currentPolicy({ text, ids }: PinnedPolicy, directory: IamDirectory): Promise<string> {
  const gone = new Map<string, string>();
  for (const [arn, id] of Object.entries(ids)) {
    if ((await directory.principal(arn))?.id !== id) gone.set(arn, id);
  }
  if (gone.size === 0) return text;
  const document: unknown = JSON.parse(text);
  return JSON.stringify(document, (key, value: unknown) =>
    (key === 'Principal' || key === 'NotPrincipal') && isJsonObject(value)
      ? { ...value, ...('AWS' in value ? { AWS: replaced(value['AWS'], gone) } : {}) }
      : value,
  );
}

function replaced(value: unknown, gone: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map((item) => replaced(item, gone));
  return typeof value === 'string' ? (gone.get(value) ?? value) : value;
}
