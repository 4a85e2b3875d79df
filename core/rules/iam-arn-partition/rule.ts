import { nearest } from '../../facts/nearest';
import { partitionOfRegion } from '../../facts/regions';
import { providerOf } from '../../model/accounts';
import type { Model } from '../../model/model';
import { outlined, rangeIn, type Outlined } from '../../model/outlined';
import type { Policy } from '../../model/policy';
import { isIamPolicy, valuesOfPolicy } from '../../model/policy-scope';
import { settingOf } from '../../model/setting';
import { outsideVariables } from '../../model/variables';
import { childrenOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { SourceFile } from '../../syntax/source-file';
import type { Value } from '../../syntax/value';
import type { Finding, Rule } from '../rule';

/** Every partition that AWS has. */
const NAMES = ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'];
const ARN_HEAD = /^arn:([a-z-]+):[a-z0-9-]+:([^:]*)/;
/** Resources whose attributes are looked at. */
const OURS = /^aws_(kms|s3|fsx)_/;

/** Accounts, Regions and ARNs belong to a partition, and nothing crosses from one into another. */
export const rule: Rule = {
  meta: {
    id: 'iam-arn-partition',
    severity: 'error',
    perPolicy: true,
    title: 'The partition of an ARN is not that of its Region, or does not exist',
    why: "An ARN's second part is the partition: `aws`, `aws-cn` for China, `aws-us-gov` for GovCloud. Copied from one into another, an ARN names nothing: AWS refuses a principal (`invalid principals`), and a condition or resource never matches.",
    fix: 'Write the partition of the Region, or take it from `data.aws_partition.current.partition`. The value of `kms:ViaService` ends in `amazonaws.com` in every partition.',
    sources: [
      'IAM User Guide, "IAM identifiers", "IAM ARNs" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html)',
    ],
  },
  *check(model) {
    for (const policy of model.policies) {
      if (isIamPolicy(policy)) yield* outsideVariables(inPolicy(policy, model), model);
    }
    for (const file of model.project.files) {
      for (const resource of file.resources) {
        if (resource.kind === 'resource' && OURS.test(resource.type)) {
          yield* outsideVariables(inResource({ file, resource }, model), model);
        }
      }
    }
  },
};

function* inPolicy(policy: Policy, model: Model): Generator<Finding> {
  const arns = arnsIn(policy.node);
  const expected = new Set(
    policy.holders.length > 0
      ? policy.holders.map((holder) => partitionOf(holder, model))
      : valuesOfPolicy(policy).flatMap((value) => regionPartition(value) ?? []),
  );
  const [only] = expected;
  for (const arn of arns) {
    const finding = checkArn(policy.file, arn, expected.size === 1 ? only : undefined);
    if (finding) yield finding;
  }
}

function* inResource(located: Located, model: Model): Generator<Finding> {
  const expected = partitionOf(located, model);
  for (const { key, value } of located.resource.body.entries) {
    // Policies have been looked at as such.
    if (/policy|^content$/.test(key.text)) continue;
    for (const arn of arnsIn(value)) {
      const finding = checkArn(located.file, arn, expected);
      if (finding) yield finding;
    }
  }
}

/** An ARN and what its first parts say. */
interface WrittenArn {
  readonly read: Outlined;
  readonly partition: string;
  readonly region: string;
}

function arnsIn(value: Value, arns: WrittenArn[] = []): readonly WrittenArn[] {
  if (value.kind === 'object') {
    for (const entry of value.entries) arnsIn(entry.value, arns);
    return arns;
  }
  if (value.kind !== 'string' && value.kind !== 'template') {
    for (const child of childrenOf(value)) arnsIn(child, arns);
    return arns;
  }
  // Most texts are none: the cheapest look comes first.
  if (value.kind === 'string' && !value.text.startsWith('arn:')) return arns;
  const read = outlined(value);
  const [, partition, region] = (read && ARN_HEAD.exec(read.text)) ?? [];
  if (read && partition !== undefined && region !== undefined) arns.push({ read, partition, region });
  return arns;
}

/** @param expected the partition of the Region that the resource is in, where that is known */
function checkArn(file: SourceFile, arn: WrittenArn, expected: string | undefined): Finding | undefined {
  const { read, partition, region } = arn;
  const right = partitionOfRegion(region) ?? expected;
  if (right === partition && NAMES.includes(partition)) return undefined;
  const range = rangeIn(read, 4, 4 + partition.length);
  if (!NAMES.includes(partition)) {
    const meant = right ?? nearest(partition, NAMES);
    const message = `"${partition}" is no partition of AWS: the ARN names nothing. Write ${meant === undefined ? '"aws", "aws-cn" or "aws-us-gov"' : `"${meant}"`}.`;
    return { file, range, message, fixes: meant === undefined ? [] : [replacement(file, range, meant)] };
  }
  if (
    right === undefined ||
    right === partition ||
    partition.startsWith('aws-iso') ||
    partition === 'aws-eusc'
  )
    return undefined;
  const where = partitionOfRegion(region) === undefined ? 'the Region here' : `"${region}"`;
  const message = `The ARN is of the partition "${partition}", and ${where} is in "${right}": it names nothing that can be reached, so that AWS refuses it or never matches it. Write "${right}".`;
  return { file, range, message, fixes: [replacement(file, range, right)] };
}

function replacement(file: SourceFile, range: Finding['range'], text: string) {
  return { title: `Replace by "${text}"`, safe: true, edits: [{ file, range, text }] };
}

/** Partition of a resource's Region; a variable's default says nothing. */
function partitionOf(located: Located, model: Model): string | undefined {
  const own = settingOf(located, 'region', model);
  const provider = providerOf(located, model);
  const region = own.status === 'omitted' && provider ? settingOf(provider, 'region', model) : own;
  return region.status === 'given' ? partitionOfRegion(region.text) : undefined;
}

/** Partition of a Region that stands in an ARN or in the name of a service. */
function regionPartition(value: Value): string | undefined {
  if (value.kind !== 'string' || !(value.text.startsWith('arn:') || value.text.includes('.amazonaws.com'))) {
    return undefined;
  }
  const region =
    /^arn:[^:]*:[^:]*:([^:]+):/.exec(value.text)?.[1] ??
    /^[a-z0-9]+\.([a-z0-9-]+)\.amazonaws\.com/.exec(value.text)?.[1];
  return region === undefined ? undefined : partitionOfRegion(region);
}
