/**
 * The actions that policies name: which exist, which a pattern covers, and what a mistyped one meant.
 *
 * Only services whose actions are in the tables are judged (kms, s3, fsx, iam, logs, ec2, sts). Source: Service
 * Authorization Reference, through `generated/`. Names are compared without regard to case, as IAM does.
 */
import { permissionFor } from './api-permissions';
import { ACTION_NAMES, SERVICE_PREFIXES } from './generated/action-names';
import { FSX_FACTS } from './generated/fsx';
import { KMS_FACTS } from './generated/kms';
import { S3_FACTS } from './generated/s3';
import { editDistance, nearest } from './nearest';
import { unpackService, type Action } from './service-facts';
import { hasWildcard, matchesWildcard } from './wildcards';

const ACTIONS: readonly Action[] = [
  ...[KMS_FACTS, S3_FACTS, FSX_FACTS].flatMap(unpackService),
  ...Object.entries(ACTION_NAMES).flatMap(([service, names]) =>
    names.map((name): Action => ({ name: `${service}:${name}`, service })),
  ),
];
/** Names as patterns are compared with them, in the order of `ACTIONS`. */
const FOLDED: ReadonlyMap<Action, string> = new Map(
  ACTIONS.map((action) => [action, action.name.toLowerCase()]),
);
const BY_NAME: ReadonlyMap<string, Action> = new Map([...FOLDED].map(([action, folded]) => [folded, action]));
const AS_WRITTEN: ReadonlyMap<string, Action> = new Map(ACTIONS.map((action) => [action.name, action]));
const BY_SERVICE: ReadonlyMap<string, readonly Action[]> = new Map(
  [...new Set(ACTIONS.map((action) => action.service))].map((service) => [
    service,
    ACTIONS.filter((action) => action.service === service),
  ]),
);
const PREFIXES: ReadonlySet<string> = new Set(SERVICE_PREFIXES);

/** Whether a service of that prefix exists, in the tables or not. */
export function isServicePrefix(prefix: string): boolean {
  return PREFIXES.has(prefix.toLowerCase());
}

/** Whether the actions of a service are in the tables, so that an unknown one can be called unknown. */
export function judgesService(prefix: string): boolean {
  return BY_SERVICE.has(prefix.toLowerCase());
}

/** The known actions of a service, in alphabetical order; empty for one that is not in the tables. */
export function actionsOf(prefix: string): readonly Action[] {
  return BY_SERVICE.get(prefix.toLowerCase()) ?? [];
}

/** The action of that exact name, case left aside. */
export function findAction(name: string): Action | undefined {
  return AS_WRITTEN.get(name) ?? BY_NAME.get(name.toLowerCase());
}

/**
 * The known actions that an element of `Action` covers: a name, or a pattern with `*` and `?`.
 * `*` alone covers every action of the tables, which is not every action there is.
 */
export function matchActions(pattern: string): readonly Action[] {
  if (!hasWildcard(pattern)) {
    const action = findAction(pattern);
    return action ? [action] : [];
  }
  const folded = pattern.toLowerCase();
  const service = folded.slice(0, Math.max(0, folded.indexOf(':')));
  const candidates = service === '' || hasWildcard(service) ? ACTIONS : actionsOf(service);
  if (service !== '' && folded === `${service}:*`) return candidates;
  return candidates.filter((action) => matchesWildcard(folded, FOLDED.get(action) ?? ''));
}

/**
 * What can be said of an element of `Action`:
 * - `known`: it covers at least one action of the tables;
 * - `unknown`: its service is in the tables, and nothing of it is covered;
 * - `unknown-service`: no service has that prefix, or there is none;
 * - `unjudged`: its service exists and is not in the tables, or a wildcard leaves the service open.
 */
export type ActionStatus = 'known' | 'unknown' | 'unknown-service' | 'unjudged';

export function actionStatus(pattern: string): ActionStatus {
  if (matchActions(pattern).length > 0) return 'known';
  const colon = pattern.indexOf(':');
  const prefix = colon < 0 ? pattern : pattern.slice(0, colon);
  if (hasWildcard(prefix)) return 'unjudged';
  if (colon < 0 || !isServicePrefix(prefix)) return 'unknown-service';
  return judgesService(prefix) ? 'unknown' : 'unjudged';
}

/** False only when an action or pattern certainly covers nothing: of what is not judged it says true. */
export function isKnownAction(pattern: string): boolean {
  const status = actionStatus(pattern);
  return status === 'known' || status === 'unjudged';
}

/**
 * What a name or pattern that is not known most likely meant, prefix included: the permission of an API
 * operation (`s3:ListObjectsV2` is `s3:ListBucket`), the same name under another prefix, the name that it
 * begins with, or the one with the fewest wrong letters.
 * @returns undefined when nothing is near enough; for a known one, the name as AWS spells it
 */
export function nearestAction(text: string): string | undefined {
  const exact = findAction(text);
  if (exact) return exact.name;
  const colon = text.indexOf(':');
  const prefix = text.slice(0, Math.max(0, colon)).toLowerCase();
  const local = text.slice(colon + 1);
  if (isServicePrefix(prefix) && !judgesService(prefix)) return undefined;
  if (hasWildcard(text)) return nearestPattern(prefix, local);
  const services = judgesService(prefix) ? [prefix, ...BY_SERVICE.keys()] : [...BY_SERVICE.keys()];
  for (const service of services) {
    const found = permissionFor(`${service}:${local}`) ?? findAction(`${service}:${local}`)?.name;
    if (found !== undefined) return found;
  }
  if (colon < 0) return nearest(`kms:${text}`, names('kms'));
  if (!judgesService(prefix)) return nearest(text, names('kms', 's3', 'fsx'));
  return nearest(text, names(prefix), Math.min(3, Math.ceil(local.length / 3))) ?? beginning(text, prefix);
}

function names(...services: readonly string[]): string[] {
  return services.flatMap((service) => actionsOf(service).map((action) => action.name));
}

/** The longest action that the text goes on from: `kms:Decrypt` for `kms:DecryptDataKey`. */
function beginning(text: string, service: string): string | undefined {
  const folded = text.toLowerCase();
  return names(service)
    .filter((name) => name.length > service.length + 5 && folded.startsWith(name.toLowerCase()))
    .reduce<string | undefined>((best, name) => (name.length > (best?.length ?? 0) ? name : best), undefined);
}

/** For a pattern whose only wildcard is a final `*`: the beginning of an action that is at most two edits away. */
function nearestPattern(prefix: string, local: string): string | undefined {
  const stem = local.slice(0, -1);
  if (!local.endsWith('*') || hasWildcard(stem) || stem.length < 4 || !judgesService(prefix))
    return undefined;
  let best: { start: string; edits: number } | undefined;
  for (const { name } of actionsOf(prefix)) {
    // A letter too few or too many shifts where the beginning ends.
    for (const length of [stem.length, stem.length + 1, stem.length - 1]) {
      const start = name.slice(prefix.length + 1).slice(0, length);
      const edits = editDistance(stem.toLowerCase(), start.toLowerCase());
      if (edits <= 2 && (best === undefined || edits < best.edits)) best = { start, edits };
    }
  }
  return best && `${prefix}:${best.start}*`;
}
