/** Sites in an `aws_iam_policy_document`, which writes IAM's elements in Terraform's way. */
import type { Model } from '../../model/model';
import { isMadeByDataSource } from '../../model/policy-scope';
import { entryOf, textOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { ElementLevel, Site, StatementSite } from './site';
import { namesOf, rangeOfToken, siblingsOf, type Trail } from './trail';

/** By the names from the data source inwards. */
const VALUES: ReadonlyMap<string, StatementSite['kind']> = new Map([
  ['statement.effect', 'effect'],
  ['statement.actions', 'action'],
  ['statement.not_actions', 'action'],
  ['statement.resources', 'resource'],
  ['statement.not_resources', 'resource'],
  ['statement.principals.type', 'principal-type'],
  ['statement.principals.identifiers', 'principal'],
  ['statement.not_principals.type', 'principal-type'],
  ['statement.not_principals.identifiers', 'principal'],
  ['statement.condition.test', 'operator'],
  ['statement.condition.variable', 'condition-key'],
  ['statement.condition.values', 'condition-value'],
]);
const LEVELS: ReadonlyMap<string, ElementLevel> = new Map([
  ['statement', 'document-statement'],
  ['statement.principals', 'document-principals'],
  ['statement.not_principals', 'document-principals'],
  ['statement.condition', 'document-condition'],
]);

/** What the token at the end of a trail through the data source's body is. */
export function documentSite(located: Located, trail: Trail, model: Model): Site | undefined {
  const { file, resource } = located;
  const { token, isKey, steps } = trail;
  const policy = model.policies.find(
    (candidate) =>
      candidate.file === file &&
      candidate.node.range.start === resource.body.range.start &&
      isMadeByDataSource(candidate),
  );
  const block = steps[1]?.object;
  const statement = policy?.statements.find(({ node }) => node.range.start === block?.range.start);
  const parent = steps.at(-1)?.object;
  if (!policy || !statement || !parent) return undefined;
  const base = { file, token, range: rangeOfToken(token), policy, statement };
  const path = namesOf(trail).join('.');
  if (isKey) {
    const level = LEVELS.get(path);
    return level && { ...base, kind: 'element', level, parent };
  }
  const kind = VALUES.get(path);
  if (kind === undefined) return undefined;
  const type = textOf(entryOf(parent, 'type'));
  const operator = textOf(entryOf(parent, 'test'));
  const key = textOf(entryOf(parent, 'variable'));
  return {
    ...base,
    kind,
    isDocument: true,
    ...(kind === 'principal' && type !== undefined && { principalType: type }),
    ...((kind === 'condition-key' || kind === 'condition-value') && operator !== undefined && { operator }),
    conditionKeys: kind !== 'condition-key' && key !== undefined ? [key] : [],
    siblings: siblingsOf(trail),
  };
}
