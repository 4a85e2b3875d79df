import {
  isInOneAccount,
  linkedBucketPolicies,
  resourceLevel,
  type LinkedBucketPolicy,
} from '../../model/file-system-statements';
import type { Model } from '../../model/model';
import { outline } from '../../syntax/inspect';
import type { Value } from '../../syntax/value';
import { findingAt } from '../finding';
import type { Finding, Fix, Rule } from '../rule';

/** A file system needs the bucket, for listing, and its objects: two ARNs. */
export const rule: Rule = {
  meta: {
    id: 's3-bucket-policy-resources',
    severity: 'error',
    title: 'A bucket policy lets a file system at the objects and not at the bucket, or the other way round',
    why: 'S3 decides listing and settings on the ARN of the bucket, reading and writing on those of the objects, `…/*`. With one of them missing, FSx says "unable to validate access to the S3 bucket" when the association is created, or shows the files and cannot read them.',
    fix: 'List both: `arn:aws:s3:::BUCKET` and `arn:aws:s3:::BUCKET/*`.',
    sources: [
      'FSx for Lustre User Guide, "Cannot create a file system that is linked to an S3 bucket" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/s3-validation-error.html)',
    ],
  },
  *check(model) {
    for (const linked of linkedBucketPolicies(model)) yield* checkPolicy(linked, model);
  },
};

function* checkPolicy(linked: LinkedBucketPolicy, model: Model): Generator<Finding> {
  const { policy, own, possible } = linked;
  const [first] = own;
  if (!first?.resource || !policy.complete || isInOneAccount(linked, model)) return;
  if (possible.some(({ resource, notResource }) => notResource || !resource?.complete)) return;
  const levels = possible.flatMap(({ resource }) =>
    (resource?.items ?? []).map((item) => resourceLevel(item, policy, model)),
  );
  if (levels.some((level) => level === 'both' || level === 'unknown')) return;
  const hasBucket = levels.includes('bucket');
  const [value] = first.resource.items;
  if (!value || hasBucket === levels.includes('objects')) return;
  const written =
    value.kind === 'string' || value.kind === 'template' ? outline(value, '${…}') : textOfReference(value);
  const bucket = written.replace(/\/.*$/, '');
  const message = hasBucket
    ? `The file system gets "${written}" and not the objects in it: it lists them, and reading ends in "access denied". Add "${bucket}/*".`
    : `The file system gets "${written}" and not the bucket itself: FSx is unable to validate access to the bucket. Add "${bucket}".`;
  yield findingAt(policy.file, value, message, {
    fixes: fixesFor(policy.file, value, first.resource.entry.value, hasBucket),
  });
}

function textOfReference(value: Value): string {
  return value.kind === 'reference' ? value.text : '';
}

/** The other ARN beside the one that is there, as a list where it is none. */
function fixesFor(file: Finding['file'], value: Value, whole: Value, hasBucket: boolean): Fix[] {
  if (value.kind !== 'string' || value.use || value.range.path !== undefined) return [];
  const { start, end } = value.range;
  // Inside a JSON string every quote has a backslash: what is put there would need one too.
  if (value.map.range(0, value.text.length).start !== start + 1) return [];
  const other = hasBucket ? `${value.text}/*` : value.text.replace(/\/.*$/, '');
  const range = { start: end, end };
  const title = `Add "${other}"`;
  if (whole.kind === 'list') return [{ title, safe: true, edits: [{ file, range, text: `, "${other}"` }] }];
  return [
    {
      title,
      safe: true,
      edits: [
        { file, range: { start, end: start }, text: '[' },
        { file, range, text: `, "${other}"]` },
      ],
    },
  ];
}
