import { matchActions } from '../../../../core/facts/actions';
import { matchesWildcard } from '../../../../core/facts/wildcards';
import { isJsonObject, type JsonObject } from '../../../json';
import { arnOf } from '../access';

const MAX_BYTES = 20 * 1024;
const VERSIONS: readonly unknown[] = [undefined, '2012-10-17', '2008-10-17'];

/** What S3 says of a policy that it does not take; undefined when it takes it. Principals are looked at elsewhere. */
export function policyProblem(text: string, document: unknown, bucket: string): string | undefined {
  if (!isJsonObject(document)) return "Policies must be valid JSON and the first byte must be '{'";
  if (Buffer.byteLength(text) > MAX_BYTES) return 'Policy exceeds the maximum allowed document size.';
  if (!VERSIONS.includes(document['Version'])) return 'The policy must contain a valid version string';
  const { Statement: given } = document as { Statement?: unknown };
  if (given === undefined) return 'Missing required field Statement';
  const statements: unknown[] = Array.isArray(given) ? (given as unknown[]) : [given];
  if (statements.length === 0) return 'Could not parse the policy: Statement is empty!';
  for (const statement of statements) {
    if (!isJsonObject(statement)) return 'Invalid policy syntax.';
    const problem = statementProblem(statement, bucket);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const NEEDED: readonly (readonly string[])[] = [
  ['Effect'],
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
];

function statementProblem(statement: JsonObject, bucket: string): string | undefined {
  for (const names of NEEDED) {
    if (names.every((name) => statement[name] === undefined))
      return `Missing required field ${names[0] ?? ''}`;
  }
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') return `Invalid effect: ${textOf(effect)}`;
  const actions = textsOf(statement['Action'] ?? statement['NotAction']);
  if (!actions || !actions.every(isS3Action)) return 'Policy has invalid action';
  const resources = textsOf(statement['Resource'] ?? statement['NotResource']);
  if (!resources || !resources.every((resource) => levelsOf(resource, bucket).length > 0)) {
    return 'Policy has invalid resource';
  }
  if (statement['Action'] === undefined || statement['Resource'] === undefined) return undefined;
  const levels = new Set(resources.flatMap((resource) => levelsOf(resource, bucket)));
  return actions.every((action) => applies(action, levels))
    ? undefined
    : 'Action does not apply to any resource(s) in statement';
}

type Level = 'bucket' | 'object';

/** Actions of S3 alone, whose names exist. */
function isS3Action(action: string): boolean {
  if (action === '*') return true;
  return /^s3:/i.test(action) && matchActions(action).length > 0;
}

/** What of this bucket an ARN covers; nothing when it is another's. */
function levelsOf(resource: string, bucket: string): Level[] {
  const own = arnOf({ name: bucket });
  const pattern = resource === '*' ? 'arn:aws:s3:::*' : resource;
  const levels: Level[] = [];
  if (matchesWildcard(pattern, own)) levels.push('bucket');
  const slash = pattern.indexOf('/');
  const place = slash < 0 ? pattern : pattern.slice(0, slash);
  const isOpen = slash < 0 && pattern.endsWith('*');
  if ((slash >= 0 || isOpen) && matchesWildcard(place, own)) levels.push('object');
  return levels;
}

function applies(pattern: string, levels: ReadonlySet<Level>): boolean {
  return matchActions(pattern === '*' ? 's3:*' : pattern).some(({ details }) =>
    details?.resourceTypes.some(({ name }) => levels.has(name as Level)),
  );
}

function textsOf(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  const texts = list.filter((item): item is string => typeof item === 'string');
  return texts.length === list.length && texts.length > 0 ? texts : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
