/** How often HCP Terraform is asked. */
import { hasFailed, isActive, type Snapshot } from './snapshot';

/**
 * Requests about runs that one user may send, by what HCP Terraform documents for the list of runs. A refresh of
 * three workspaces takes six: at the shortest pace 24 a minute.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#list-runs-in-a-workspace
 */
export const RUN_REQUESTS_PER_MINUTE = 30;
export const MINUTE_MS = 60_000;

/** While a run goes on, and while none does. */
const ACTIVE_MS = 15_000;
const QUIET_MS = 60_000;
const LONGEST_MS = 15 * 60_000;

/**
 * Time until the next look, in ms; undefined where there is no use in another before somebody does something.
 * @param failures looks in a row that failed, this one among them
 * @param random from 0 to 1: windows that were opened together do not ask together
 */
export function nextLookMs(snapshot: Snapshot, failures: number, random: number): number | undefined {
  if (snapshot.status !== 'read') return undefined;
  const usual = isActive(snapshot) ? ACTIVE_MS : QUIET_MS;
  const ms = hasFailed(snapshot) ? Math.min(LONGEST_MS, QUIET_MS * 2 ** Math.max(0, failures - 1)) : usual;
  return Math.round(ms * (1 + random / 10));
}
