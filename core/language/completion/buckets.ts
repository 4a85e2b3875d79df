import { bucketArn } from '../../facts/arns';
import type { Model } from '../../model/model';
import { entryOf, textOf } from '../../syntax/inspect';
import type { Candidate, Piece } from './candidate';
import type { Seen } from './seen';

interface Bucket {
  /** How it is shown. */
  readonly arn: string;
  readonly piece: Piece;
}

/**
 * ARNs of the buckets that the files have, by reference where the language has references.
 * @param objects also the pattern for each bucket's objects
 */
export function bucketCandidates(seen: Seen, model: Model, objects: boolean): Candidate[] {
  const buckets = [...bucketsIn(model, seen), ...seen.buckets.map((arn): Bucket => ({ arn, piece: arn }))];
  const unique = [...new Map(buckets.map((bucket) => [bucket.arn, bucket])).values()];
  return unique.flatMap(({ arn, piece }) => [
    candidate(arn, [piece], 'the bucket: objects with a Bucket Key', 0),
    ...(objects ? [candidate(`${arn}/*`, [piece, '/*'], 'its objects', 0)] : []),
  ]);
}

function candidate(label: string, pieces: readonly Piece[], detail: string, rank: number): Candidate {
  return { label, kind: 'value', detail, rank, insert: { as: 'text', pieces } };
}

function bucketsIn(model: Model, { partition }: Seen): Bucket[] {
  return model.resources('aws_s3_bucket').flatMap(({ file, resource }): Bucket[] => {
    const hasReferences = file.language === 'hcl' || file.language === 'terraform-json';
    if (hasReferences && !resource.repeated) {
      const reference = `${resource.address}.arn`;
      return [{ arn: `\${${reference}}`, piece: { reference } }];
    }
    const name = textOf(entryOf(resource.body, 'bucket'));
    if (name === undefined || name === '') return [];
    const arn = bucketArn(partition, name);
    return [{ arn, piece: arn }];
  });
}
