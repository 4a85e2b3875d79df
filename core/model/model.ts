/** Files as rules look at them: policies, and the resources of a file system, its buckets and its keys. */
import { contentOf, entryOf, isPolicy } from '../syntax/inspect';
import { resolve, type Located, type Project, type Resolution } from '../syntax/project';
import { policyOfDocument } from '../syntax/policy-document';
import type { SourceFile } from '../syntax/source-file';
import type { ObjectValue, Value } from '../syntax/value';
import { onceOf, type Once } from './once';
import { readPolicy, type Policy, type PolicyKind } from './policy';

export interface Model {
  readonly project: Project;
  /** Works something out of the model, and keeps it for those who ask again. */
  readonly once: Once<Model>;
  /**
   * The same of everything in view, where the model is a part of it. For variables and providers alone: while those
   * of a script stay as they are, so does what was found in its policies (`Linter`).
   */
  readonly onceOfAll: Once<Model>;
  /** Every policy in view, each once. */
  readonly policies: readonly Policy[];
  /** Every managed resource in view, by type: `resources('aws_kms_grant')`. */
  readonly resources: (...types: string[]) => readonly Located[];
  /** Every data source in view, by type. */
  readonly dataSources: (...types: string[]) => readonly Located[];
  /** Every provider block in view. */
  readonly providers: readonly Located[];
  /** Follows a reference; undefined where the files do not show it. */
  readonly resolve: (
    value: Value | undefined,
    from: Located | { file: { path: string } },
  ) => Resolution | undefined;
}

/** Attributes that hold policies, by type of resource, and what those are attached to. */
export const POLICY_ATTRIBUTES: Readonly<
  Record<string, readonly (readonly [attribute: string, kind: PolicyKind])[]>
> = {
  aws_kms_key: [['policy', 'key']],
  aws_kms_external_key: [['policy', 'key']],
  aws_kms_replica_key: [['policy', 'key']],
  aws_kms_replica_external_key: [['policy', 'key']],
  aws_kms_key_policy: [['policy', 'key']],
  aws_s3_bucket: [['policy', 'bucket']],
  aws_s3_bucket_policy: [['policy', 'bucket']],
  aws_iam_policy: [['policy', 'identity']],
  aws_iam_role_policy: [['policy', 'identity']],
  aws_iam_user_policy: [['policy', 'identity']],
  aws_iam_group_policy: [['policy', 'identity']],
  aws_iam_role: [['assume_role_policy', 'trust']],
  aws_vpc_endpoint: [['policy', 'guard']],
  aws_vpc_endpoint_policy: [['policy', 'guard']],
  aws_organizations_policy: [['content', 'guard']],
  aws_ssoadmin_permission_set_inline_policy: [['inline_policy', 'identity']],
};

/** Reads a project. */
export function createModel(project: Project): Model {
  const all = project.files.flatMap((file) =>
    file.resources.map((resource): Located => ({ file, resource })),
  );
  const once = onceOf(() => model);
  const model: Model = {
    project,
    once,
    onceOfAll: once,
    policies: policiesOf(project, all),
    resources: byType(all.filter(({ resource }) => resource.kind === 'resource')),
    dataSources: byType(all.filter(({ resource }) => resource.kind === 'data')),
    providers: all.filter(({ resource }) => resource.kind === 'provider'),
    resolve: (value, { file }) => resolve(value, project, file.path),
  };
  return model;
}

/** Looks resources up by type, in the order of the files. */
function byType(all: readonly Located[]): (...types: string[]) => readonly Located[] {
  const index = new Map<string, Located[]>();
  for (const located of all) {
    const known = index.get(located.resource.type);
    if (known) known.push(located);
    else index.set(located.resource.type, [located]);
  }
  return (...types) => {
    const [only, ...others] = types.filter((type) => index.has(type));
    if (only === undefined) return [];
    if (others.length === 0) return index.get(only) ?? [];
    return all.filter(({ resource }) => types.includes(resource.type));
  };
}

/**
 * Every policy once: with what it is attached to where resources hold it, directly or through a policy document;
 * else as it stands.
 */
function policiesOf(project: Project, all: readonly Located[]): Policy[] {
  const found = new Map<string, FoundPolicy & { kind?: PolicyKind; holders: Located[] }>();
  const add = (policy: FoundPolicy, kind?: PolicyKind, holder?: Located) => {
    const { node, file } = policy;
    const place = `${node.range.path ?? file.path}:${node.range.start}-${node.range.end}`;
    const known = found.get(place) ?? { ...policy, ...(kind && { kind }), holders: [] };
    found.set(place, known);
    if (holder) known.holders.push(holder);
  };
  for (const located of all) {
    if (located.resource.kind !== 'resource') continue;
    const { type } = located.resource;
    if (!Object.hasOwn(POLICY_ATTRIBUTES, type)) continue;
    for (const [attribute, kind] of POLICY_ATTRIBUTES[type] ?? []) {
      const attached = attachedPolicy(entryOf(located.resource.body, attribute), located, project);
      if (attached) add(attached, kind, located);
    }
  }
  for (const located of all) {
    const document = documentOf(located);
    if (document) add(document);
  }
  for (const file of project.files) {
    for (const node of file.documents) add({ node, file });
    if (file.language === 'json' && isPolicy(file.root)) add({ node: file.root, file });
  }
  return [...found.values()].map(({ node, ...attached }) => readPolicy(node, attached));
}

interface FoundPolicy {
  readonly node: ObjectValue;
  readonly file: SourceFile;
  readonly madeBy?: Located;
}

/** The policy that an attribute holds: written there, or made by a policy document that it refers to. */
function attachedPolicy(
  value: Value | undefined,
  holder: Located,
  project: Project,
): FoundPolicy | undefined {
  const content = contentOf(value);
  if (isPolicy(content)) {
    const { path } = content.range;
    const file = (path === undefined ? undefined : project.byPath.get(path)) ?? holder.file;
    return { node: content, file };
  }
  const resolution = resolve(value, project, holder.file.path);
  return resolution && documentOf(resolution);
}

/** The policy that an `aws_iam_policy_document` makes. */
function documentOf({ file, resource }: Located): FoundPolicy | undefined {
  if (resource.type !== 'aws_iam_policy_document') return undefined;
  return { node: policyOfDocument(resource.body), file, madeBy: { file, resource } };
}
