import { associations, byFileSystem, type Association } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { isVariable } from '../../model/setting';
import { entryOf } from '../../syntax/inspect';
import type { Value } from '../../syntax/value';
import { findingAt } from '../finding';
import { CREATE_ASSOCIATION_PAGE, relatedTo } from '../lustre';
import type { Finding, Rule } from '../rule';

/** No two associations of one file system may share a directory, or a place in S3. */
export const rule: Rule = {
  meta: {
    id: 'fsx-association-overlap',
    severity: 'error',
    title: 'Two associations of one file system have the same path, or one in the other',
    why: "An association's directory, and its place in S3, must neither be nor lie in that of another association of the same file system; `/` goes with the only one. Terraform makes the first and gets `BadRequest` for the second.",
    fix: 'Give every association a directory of its own and a folder of its own.',
    sources: [CREATE_ASSOCIATION_PAGE],
  },
  *check(model) {
    for (const group of byFileSystem(associations(model))) {
      // What is there several times, or under a condition, may be instead of another one.
      const single = group.filter(({ resource }) => !resource.repeated);
      if (single.length < 2) continue;
      yield* checkDirectories(single, model);
      yield* checkRepositories(single, model);
    }
  },
};

interface Path {
  readonly association: Association;
  readonly value: Value;
  readonly text: string;
}

function* checkDirectories(group: readonly Association[], model: Model): Generator<Finding> {
  const paths = pathsOf(group, 'file_system_path', model);
  const [root, ...others] = paths.filter(({ text }) => /^\/+$/.test(text));
  if (root) {
    const beside = group.filter((association) => association.resource !== root.association.resource);
    const message = `"/" is the whole file system, and it has ${beside.length > 1 ? `${beside.length} other associations` : 'another association'}: CreateDataRepositoryAssociation answers BadRequest. Write a directory of its own, such as "/${root.association.resource.name || 'data'}".`;
    yield findingAt(root.association.file, root.value, message, {
      related: beside.map((association) => relatedTo(association, 'An association of the same file system.')),
    });
  }
  yield* overlaps(
    paths.filter((path) => path !== root && !others.includes(path)),
    'directories of which none lies in another',
  );
}

function* checkRepositories(group: readonly Association[], model: Model): Generator<Finding> {
  yield* overlaps(pathsOf(group, 'data_repository_path', model), 'folders of which none lies in another');
}

function* overlaps(paths: readonly Path[], right: string): Generator<Finding> {
  for (const [index, path] of paths.entries()) {
    const earlier = paths.slice(0, index).find((candidate) => isOverlap(candidate.text, path.text));
    if (!earlier) continue;
    const how = withSlash(earlier.text) === withSlash(path.text) ? 'is also' : 'overlaps with';
    const what = how === 'is also' ? 'that' : `"${earlier.text}"`;
    const message = `"${path.text}" ${how} ${what} of ${earlier.association.resource.address}, on the same file system: CreateDataRepositoryAssociation answers BadRequest. Write ${right}.`;
    yield findingAt(path.association.file, path.value, message, {
      related: [relatedTo(earlier.association, 'The other association.')],
    });
  }
}

function pathsOf(group: readonly Association[], name: string, model: Model): Path[] {
  return group.flatMap((association) => {
    const value = entryOf(association.resource.body, name);
    const text = value && pathText(value, association, model);
    return value && text !== undefined ? [{ association, value, text }] : [];
  });
}

/** A path that can be compared: with references as they are written in the place of what is not known. */
function pathText(value: Value, association: Association, model: Model): string | undefined {
  if (value.kind === 'string') {
    return value.text === '' || isVariable(value, association, model) || /[<>{}$]/.test(value.text)
      ? undefined
      : value.text;
  }
  if (value.kind !== 'template') return undefined;
  const parts = value.parts.map((part) => {
    if (part.kind === 'string') return part.text;
    if (part.kind !== 'reference' || /^(each|count|self)\b|\[(each|count)\b/.test(part.text))
      return undefined;
    // A bucket's id is its name.
    const attribute = part.attribute.join('.');
    const isBucket = part.target.startsWith('aws_s3_bucket.') && attribute === 'id';
    return `\${${part.target}.${isBucket ? 'bucket' : attribute}${part.index ?? ''}}`;
  });
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function isOverlap(a: string, b: string): boolean {
  const [left, right] = [withSlash(a), withSlash(b)];
  return left.startsWith(right) || right.startsWith(left);
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
