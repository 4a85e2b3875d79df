import { parseArn } from '../../facts/arns';
import { S3_CONTEXT_KEY } from '../../facts/kms-calls';
import { nearest } from '../../facts/nearest';
import { S3_CONTEXT_CONDITION } from '../../model/bucket-data';
import { everyCondition, type KnownCondition } from '../../model/conditions';
import { outlined, rangeIn, type Outlined } from '../../model/outlined';
import { outsideVariables } from '../../model/variables';
import { HOLE } from '../../syntax/text-map';
import { renameToken } from '../condition-fixes';
import { whenKeyIsAbsent, whenNoValueMatches } from '../condition-words';
import { findingAt, placeOf } from '../finding';
import type { Finding, Rule } from '../rule';

/** The encryption context of S3: `aws:s3:arn`, with the ARN of an object or bucket. */
export const rule: Rule = {
  meta: {
    id: 'kms-encryption-context',
    severity: 'error',
    perPolicy: true,
    title: 'An encryption context that S3 never sends',
    why: 'S3 sends one pair, `aws:s3:arn`, whose value is the ARN of the object, or of the bucket where a Bucket Key is used. These ARNs have no Region and no account: `arn:aws:s3:::bucket/key`. Under another name or with another form of value the condition never holds, and KMS answers `AccessDeniedException` without a word about the context.',
    fix: 'Write `kms:EncryptionContext:aws:s3:arn`, and list `arn:aws:s3:::<bucket>` and `arn:aws:s3:::<bucket>/*` under `StringLike`.',
    sources: [
      'S3 User Guide, "Using server-side encryption with AWS KMS keys", encryption context (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html)',
      'FSx for Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
    ],
  },
  *check(model) {
    for (const known of everyCondition(model)) {
      if (known.key.template !== 'kms:EncryptionContext:${EncryptionContextKey}') continue;
      if (known.key.name.toLowerCase() !== S3_CONTEXT_CONDITION.toLowerCase()) yield* checkName(known);
      else yield* outsideVariables(checkValues(known), model);
    }
  },
};

/** Names that people give to S3's context by analogy. */
const OTHER_NAME =
  /^(aws[:./_-]*)?s3([:./_-]*(arn|bucket|bucket-?arn|object|object-?arn|key|key-?arn|resource))?$/i;

function* checkName(known: KnownCondition): Generator<Finding> {
  const { policy, statement, condition, operator, key } = known;
  const name = key.name.slice('kms:EncryptionContext:'.length);
  const hasS3Values = condition.values.some((value) => /^arn:[^:]*:s3:/.test(outlined(value)?.text ?? ''));
  const isMeant = OTHER_NAME.test(name)
    ? hasS3Values || /^aws[:./_-]*s3/i.test(name)
    : hasS3Values && !/^aws:(sqs|sns|ses):/i.test(name) && nearest(name, [S3_CONTEXT_KEY], 2) !== undefined;
  if (!isMeant) return;
  const message = `S3 sends its encryption context as "${S3_CONTEXT_KEY}", never as "${name}": ${whenKeyIsAbsent(statement.effect, operator)}. Write "${S3_CONTEXT_CONDITION}".`;
  yield findingAt(policy.file, condition.key, message, {
    fixes: renameToken(policy, condition.key, S3_CONTEXT_CONDITION, { safe: hasS3Values }),
  });
}

function* checkValues(known: KnownCondition): Generator<Finding> {
  const { kind } = known.operator.base;
  if (kind !== 'String' && kind !== 'ARN') return;
  for (const item of known.condition.values) {
    const value = outlined(item);
    if (value && !value.text.startsWith(HOLE)) yield* checkValue(known, value);
  }
}

function* checkValue(known: KnownCondition, value: Outlined): Generator<Finding> {
  const { operator } = known;
  const { text } = value;
  const arn = parseArn(text);
  const isPattern = operator.base.wildcards;
  // Directory buckets and tables send ARNs of their own under the same name.
  if (arn && /^s3[a-z-]+$/.test(arn.service)) return;
  if (!arn) {
    const bucket = /^(?:s3:\/\/|https:\/\/)?([a-z0-9][a-z0-9.-]{2,62})(\/\S*)?$/.exec(text);
    // A pattern may begin anywhere in the ARN.
    if ((isPattern && /^[*?]|^arn:[^/]*[*?]/.test(text)) || text.includes(HOLE)) return;
    const meant = bucket ? `arn:aws:s3:::${bucket[1] ?? ''}${bucket[2] ?? ''}` : undefined;
    const write = meant ?? 'arn:aws:s3:::<bucket>/*';
    const what = text === '' ? 'An empty text' : `"${text}"`;
    yield report(
      known,
      value,
      `${what} is no ARN, and S3 sends the ARN of the object or bucket: ${result(known)}. Write "${write}".`,
      meant,
    );
    return;
  }
  if (arn.service !== 's3' && !(isPattern && /[*?]/.test(arn.service)) && !arn.service.includes(HOLE)) {
    yield report(
      known,
      value,
      `S3 sends the ARN of an object or bucket, which begins with "arn:${clean(arn.partition)}:s3:::", and not one of "${arn.service}": ${result(known)}. Write the bucket's ARN.`,
    );
  } else if (isFilled(arn.region, isPattern) || isFilled(arn.account, isPattern)) {
    const isBucket = !/^(accesspoint|outpost|storage-lens|job)[/:]/.test(arn.resource);
    const from = `arn:${arn.partition}:${arn.service}:`.length;
    const to = from + `${arn.region}:${arn.account}`.length;
    const message = `The ARNs of buckets and objects have no Region and no account, and this one has "${clean(text.slice(from, to))}": ${result(known)}. Leave both empty${isBucket ? `: "arn:${clean(arn.partition)}:s3:::${clean(arn.resource)}"` : ' and name the bucket'}.`;
    const { file } = known.policy;
    const range = rangeIn(value, from, to);
    yield {
      file,
      range,
      message,
      fixes: isBucket
        ? [{ title: 'Leave Region and account out', safe: true, edits: [{ file, range, text: ':' }] }]
        : [],
    };
  } else if (/^[^/]+\/$/.test(arn.resource) && !arn.resource.includes(HOLE)) {
    yield report(
      known,
      value,
      `"${text}" ends in a slash and is the ARN of neither the bucket nor an object: ${result(known)}. Write "${text}*" for its objects, and "${text.slice(0, -1)}" for the bucket.`,
      isPattern ? `${text}*` : undefined,
    );
  }
}

function isFilled(part: string, isPattern: boolean): boolean {
  return part !== '' && !(isPattern && /^\*+$/.test(part));
}

function clean(text: string): string {
  return text.replaceAll(HOLE, '…');
}

function result({ statement, operator, condition }: KnownCondition): string {
  const isOnly = condition.values.length === 1;
  return isOnly ? whenNoValueMatches(statement.effect, operator) : 'this value matches no request';
}

function report(
  { policy }: KnownCondition,
  { value, text }: Outlined,
  message: string,
  meant?: string,
): Finding {
  const { file } = policy;
  const place = placeOf(file, value);
  const isWhole = meant !== undefined && value.kind === 'string' && text !== '';
  return {
    ...place,
    message,
    fixes: isWhole
      ? [{ title: `Replace by "${meant}"`, safe: false, edits: [{ file, range: place.range, text: meant }] }]
      : [],
  };
}
