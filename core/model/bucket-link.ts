/** Links between file systems and buckets: associations, and the import path of older file systems. */
import { blocksOf, textOf } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import type { ObjectValue, Value } from '../syntax/value';
import { bucketOfPath, isSameBucket, type BucketTarget } from './bucket';
import { given } from './configuration';
import type { Model } from './model';

export interface BucketLink {
  /** The association, or the file system that has the import path. */
  readonly located: Located;
  readonly path: Value;
  readonly bucket: BucketTarget;
  readonly fileSystem: Located | undefined;
  /** True when it certainly imports by itself. */
  readonly autoImport: boolean;
}

/** Every link in view whose bucket can be told. */
export function bucketLinks(model: Model): readonly BucketLink[] {
  return model.once(readBucketLinks);
}

function readBucketLinks(model: Model): BucketLink[] {
  const links: BucketLink[] = [];
  const add = (
    located: Located,
    path: Value | undefined,
    more: Pick<BucketLink, 'fileSystem' | 'autoImport'>,
  ) => {
    const bucket = bucketOfPath(path, located, model);
    if (path && bucket) links.push({ located, path, bucket, ...more });
  };
  for (const located of model.resources('aws_fsx_data_repository_association')) {
    const { body } = located.resource;
    const found = model.resolve(given(body, 'file_system_id'), located);
    const fileSystem = found?.resource.type === 'aws_fsx_lustre_file_system' ? found : undefined;
    add(located, given(body, 'data_repository_path'), { fileSystem, autoImport: importsByItself(body) });
  }
  for (const located of model.resources('aws_fsx_lustre_file_system')) {
    const { body } = located.resource;
    const policy = textOf(given(body, 'auto_import_policy')) ?? 'NONE';
    add(located, given(body, 'import_path'), { fileSystem: located, autoImport: policy !== 'NONE' });
  }
  return links;
}

/** The links of a bucket. */
export function linksOf(bucket: BucketTarget | undefined, links: readonly BucketLink[]): BucketLink[] {
  return bucket ? links.filter((link) => isSameBucket(link.bucket, bucket)) : [];
}

function importsByItself(body: ObjectValue): boolean {
  return blocksOf(body, 's3').blocks.some((s3) =>
    blocksOf(s3, 'auto_import_policy').blocks.some((policy) => isFilledList(given(policy, 'events'))),
  );
}

function isFilledList(value: Value | undefined): boolean {
  return value?.kind === 'list' && value.items.length > 0;
}
