import type { IamDirectory } from './directory';
import { isJsonObject, parseJsonObject } from '../json';

/** The AWS principals that a policy's `Principal` and `NotPrincipal` elements name; `*` is none. */
export function namedPrincipals(document: unknown): string[] {
  const statements = isJsonObject(document) ? document['Statement'] : undefined;
  const list: unknown[] = Array.isArray(statements) ? (statements as unknown[]) : [statements];
  return list.flatMap((statement) =>
    isJsonObject(statement)
      ? [statement['Principal'], statement['NotPrincipal']].flatMap((element) =>
          isJsonObject(element) ? textsOf(element['AWS']) : [],
        )
      : [],
  );
}

/** The first AWS principal of a policy that is not there; undefined when all are, or the text is no JSON. */
export async function invalidPrincipal(
  document: string,
  directory: IamDirectory,
): Promise<string | undefined> {
  for (const principal of namedPrincipals(parseJsonObject(document))) {
    if (principal !== '*' && !(await directory.exists(principal))) return principal;
  }
  return undefined;
}

function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter((item): item is string => typeof item === 'string');
}
