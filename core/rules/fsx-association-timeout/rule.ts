import { dependenciesOf, isWaitedFor, type Dependencies } from '../../model/dependencies';
import { associations, byFileSystem, type Association } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { settingOf } from '../../model/setting';
import { blocksOf, findEntry } from '../../syntax/inspect';
import { insertion } from '../edits';
import { CREATE_ASSOCIATION_PAGE, findingOnHead, relatedTo } from '../lustre';
import type { Finding, Fix, Rule } from '../rule';

/** Terraform's own limit for making one association, in minutes. */
const DEFAULT_MINUTES = 10;
const ENOUGH = '"30m"';

/** FSx makes associations one at a time, and Terraform waits ten minutes for each. */
export const rule: Rule = {
  meta: {
    id: 'fsx-association-timeout',
    severity: 'warning',
    title: 'Associations that wait for one another run into the timeout of ten minutes',
    why: 'FSx makes, changes and deletes the associations of one file system one at a time. Terraform starts them all at once and gives up on each after ten minutes, those in the queue included; the apply fails although FSx goes on.',
    fix: 'Let each association depend on the one before it (`depends_on`), and write `timeouts { create = "30m" }`.',
    sources: [
      CREATE_ASSOCIATION_PAGE,
      'Terraform AWS provider, "aws_fsx_data_repository_association", Timeouts (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/fsx_data_repository_association)',
    ],
  },
  *check(model) {
    const all = associations(model);
    const unchained = new Map<Association, Association>();
    for (const group of byFileSystem(all)) {
      for (const [association, other] of unchainedIn(group, model)) unchained.set(association, other);
    }
    for (const association of all) yield* checkAssociation(association, unchained.get(association), model);
  },
};

/** Associations that may be made at the same time as an earlier one. */
function* unchainedIn(
  group: readonly Association[],
  model: Model,
): Generator<readonly [Association, Association]> {
  const single = group.filter(({ resource }) => !resource.repeated);
  const dependencies = single.map((association) => dependenciesOf(association, model));
  for (const [index, association] of single.entries()) {
    const other = single
      .slice(0, index)
      .findLast(
        (earlier, number) =>
          isBeside(dependencies[index], earlier) && isBeside(dependencies[number], association),
      );
    if (other) yield [association, other];
  }
}

function isBeside(dependencies: Dependencies | undefined, { resource }: Association): boolean {
  return dependencies !== undefined && isWaitedFor(dependencies, resource) === false;
}

function* checkAssociation(
  association: Association,
  other: Association | undefined,
  model: Model,
): Generator<Finding> {
  const minutes = timeoutOf(association, model);
  if (minutes === undefined) return;
  if (other) {
    const { address } = other.resource;
    const message = `FSx makes the associations of a file system one at a time, and this one does not wait for ${address}: ${minutes > DEFAULT_MINUTES ? 'its timeout runs while the other is made' : `Terraform gives up on it after ${minutes} minutes, in which the other is made`}. Write depends_on with ${address}${minutes > DEFAULT_MINUTES ? '' : ', and timeouts { create = "30m" }'}.`;
    yield findingOnHead(association, message, {
      ...(minutes > DEFAULT_MINUTES ? { severity: 'note' as const } : {}),
      related: [relatedTo(other, 'The other association.')],
      fixes: fixOf(association, other, minutes),
    });
  } else if (minutes <= DEFAULT_MINUTES) {
    const message = `Terraform waits ${minutes} minutes for this association, and FSx may take longer, others in its queue included: the apply then fails, although FSx goes on. Write timeouts { create = "30m" }.`;
    yield findingOnHead(association, message, {
      severity: 'note',
      fixes: fixOf(association, undefined, minutes),
    });
  }
}

/** Minutes that Terraform waits; undefined where that is not known. */
function timeoutOf(association: Association, model: Model): number | undefined {
  const timeouts = blocksOf(association.resource.body, 'timeouts');
  const [block] = timeouts.blocks;
  const isNull = findEntry(association.resource.body, 'timeouts')?.value.kind === 'null';
  if (!block) return timeouts.complete || isNull ? DEFAULT_MINUTES : undefined;
  const create = settingOf(association, 'create', model, block);
  if (create.status !== 'given') return create.status === 'omitted' ? DEFAULT_MINUTES : undefined;
  const parts = [...create.text.matchAll(/(\d+)(h|m|s)/g)];
  if (parts.length === 0) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * minutesIn(unit), 0);
}

function minutesIn(unit: string | undefined): number {
  return unit === 'h' ? 60 : unit === 'm' ? 1 : 1 / 60;
}

function fixOf(association: Association, other: Association | undefined, minutes: number): Fix[] {
  const { file, resource } = association;
  const last = findEntry(resource.body, 'data_repository_path');
  if (!last || (other && (file.language === 'typescript' || findEntry(resource.body, 'depends_on'))))
    return [];
  const address =
    other && (file.language === 'hcl' ? `[${other.resource.address}]` : `["${other.resource.address}"]`);
  const needsTimeout = minutes <= DEFAULT_MINUTES;
  if (needsTimeout && findEntry(resource.body, 'timeouts')) return [];
  const edits = [
    address === undefined ? undefined : insertion(file, last, 'depends_on', address),
    needsTimeout ? insertion(file, last, 'timeouts', { name: 'create', literal: ENOUGH }) : undefined,
  ].filter((edit) => edit !== undefined);
  // Both stand at the same place: one edit, in this order.
  const [first] = edits;
  if (!first) return [];
  const text = edits.map((edit) => edit.text).join('');
  const title = other ? `Wait for ${other.resource.address}` : 'Wait 30 minutes';
  return [{ title, safe: false, edits: [{ ...first, text }] }];
}
