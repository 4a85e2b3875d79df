/**
 * An administrator whose name is not in view can be anybody of the account, and is for certain no service-linked
 * role: a principal or condition that names one of those never means it.
 */
import { isAdministrator } from '../world/places';

/** Nothing matches this: no ARN has a blank in it. */
const NEVER = ' (never an administrator)';
const SERVICE_LINKED = /:role\/aws-service-role\//;

/** The policy as it concerns an administrator; for other callers the policy itself. */
export function withoutServiceLinked(principal: string, document: unknown): unknown {
  return isAdministrator(principal) ? change(document, false) : document;
}

/** A reason with the policy's own texts again. */
export function withServiceLinked(reason: string): string {
  return reason.replaceAll(NEVER, '');
}

/** @param names whether the texts in it name who calls */
function change(value: unknown, names: boolean): unknown {
  if (typeof value === 'string') {
    return names && SERVICE_LINKED.test(value) ? value.replace(SERVICE_LINKED, `${NEVER}$&`) : value;
  }
  if (Array.isArray(value)) return (value as unknown[]).map((item) => change(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      change(inner, names || /^(Not)?Principal$/.test(key) || /^aws:PrincipalArn$/i.test(key)),
    ]),
  );
}
