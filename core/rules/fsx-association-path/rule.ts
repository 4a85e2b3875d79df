import { parseArn } from '../../facts/arns';
import { ASSOCIATION_LIMITS } from '../../facts/fsx-lustre';
import { associations, type Association } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { entryOf, textOf } from '../../syntax/inspect';
import type { ReferenceValue, Value } from '../../syntax/value';
import { nameIn, replaceValue } from '../edits';
import { findingAt } from '../finding';
import { CREATE_ASSOCIATION_PAGE } from '../lustre';
import type { Finding, Rule } from '../rule';

/** The forms of an association's two paths: `/directory`, and `s3://bucket/folder/`. */
export const rule: Rule = {
  meta: {
    id: 'fsx-association-path',
    severity: 'error',
    title: "An association's path is no path of the file system, or none in S3",
    why: 'A file system path begins with a slash, and a data repository path with `s3://`. Terraform rejects other texts when it plans, and what is known only later (an ARN, a name) `CreateDataRepositoryAssociation` rejects with `BadRequest`.',
    fix: 'Write `file_system_path = "/data"` and `data_repository_path = "s3://bucket/folder/"`.',
    sources: [CREATE_ASSOCIATION_PAGE],
  },
  *check(model) {
    for (const association of associations(model)) {
      yield* checkFileSystemPath(association);
      yield* checkRepositoryPath(association, model);
    }
  },
};

function* checkFileSystemPath({ file, setting }: Association): Generator<Finding> {
  const path = setting('file_system_path');
  if (path.status !== 'given' || /[<>{}$]/.test(path.text)) return;
  const max = ASSOCIATION_LIMITS.fileSystemPathLength;
  if (path.text.length > max) {
    const message = `${nameIn(file, 'file_system_path')} has ${path.text.length} characters, and FSx takes ${max}: CreateDataRepositoryAssociation answers BadRequest. Write a shorter path.`;
    yield findingAt(file, path.value, message);
  } else if (!path.text.startsWith('/')) {
    const right = `/${path.text.replace(/^\.\//, '')}`;
    const message = `"${path.text}" does not begin with a slash: the plan fails, as CreateDataRepositoryAssociation would. Write "${right}".`;
    yield findingAt(file, path.value, message, {
      fixes: replaceValue(file, path.value, right, { safe: true }),
    });
  }
}

function* checkRepositoryPath(association: Association, model: Model): Generator<Finding> {
  const { file, resource } = association;
  const value = entryOf(resource.body, 'data_repository_path');
  if (value?.kind === 'reference') {
    yield* checkReference(association, value, model);
    return;
  }
  const path = association.setting('data_repository_path');
  const start = path.status === 'given' ? path.text : beginningOf(value);
  if (value === undefined || start === undefined || start.startsWith('s3://') || 's3://'.startsWith(start))
    return;
  if (/^[<{$]/.test(start)) return;
  const text = path.status === 'given' ? path.text : undefined;
  const arn = parseArn(text ?? '');
  const right =
    arn?.service === 's3'
      ? `s3://${arn.resource.replace(/\*$/, '')}`
      : /^s3:\/\//i.test(text ?? '')
        ? text?.replace(/^s3/i, 's3')
        : undefined;
  const message = `"${start}${text === undefined ? '…' : ''}" is no path in S3: the plan fails, as CreateDataRepositoryAssociation would. Write "${right ?? 's3://BUCKET/FOLDER/'}".`;
  const fixes = right === undefined ? [] : replaceValue(file, value, right, { safe: true });
  yield findingAt(file, value, message, { fixes });
}

/** A bucket's name or ARN alone is no path. */
function* checkReference(association: Association, value: ReferenceValue, model: Model): Generator<Finding> {
  const { file } = association;
  const target = model.resolve(value, association);
  const [attribute = ''] = value.attribute;
  if (target?.resource.type !== 'aws_s3_bucket' || !['arn', 'bucket', 'id'].includes(attribute)) return;
  const bucket = value.text.replace(/\.\w+$/, '.bucket');
  const message = `${value.text} is no path in S3: CreateDataRepositoryAssociation answers BadRequest. Write "s3://\${${bucket}}/".`;
  const isPlain =
    file.language === 'hcl' && value.use === undefined && !file.text.startsWith('"', value.range.start);
  const fixes = isPlain
    ? [
        {
          title: `Replace by "s3://\${${bucket}}/"`,
          safe: true,
          edits: [{ file, range: value.range, text: `"s3://\${${bucket}}/"` }],
        },
      ]
    : [];
  yield findingAt(file, value, message, { fixes });
}

/** How a text with holes begins. */
function beginningOf(value: Value | undefined): string | undefined {
  return value?.kind === 'template' ? textOf(value.parts[0]) : undefined;
}
