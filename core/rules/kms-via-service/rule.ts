import { s3ViaService } from '../../facts/arns';
import { nearest } from '../../facts/nearest';
import { KNOWN_REGIONS, partitionOfRegion } from '../../facts/regions';
import { VIA_SERVICES, VIA_SERVICE_SUFFIX } from '../../facts/via-services';
import { hasWildcard, matchesWildcard } from '../../facts/wildcards';
import { isAboutBucketData } from '../../model/bucket-data';
import type { KnownCondition } from '../../model/conditions';
import { regionOfData } from '../../model/key-region';
import type { Model } from '../../model/model';
import { rangeIn } from '../../model/outlined';
import { outsideVariables } from '../../model/variables';
import { viaConditions, type ViaCondition, type ViaValue } from '../../model/via-service';
import { HOLE } from '../../syntax/text-map';
import type { StringValue, TemplateValue } from '../../syntax/value';
import { whenNoValueMatches } from '../condition-words';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

/** `kms:ViaService` is `<service>.<region>.amazonaws.com`, and for bucket data the service is S3. */
export const rule: Rule = {
  meta: {
    id: 'kms-via-service',
    severity: 'error',
    perPolicy: true,
    title: 'kms:ViaService has a value that it never has, or another service than S3 for objects in a bucket',
    why: "When S3 reads or writes an object, it calls KMS for the caller, and `kms:ViaService` is `s3.<region>.amazonaws.com`, with this ending in every partition. It is never empty, never a service principal (`s3.amazonaws.com`), and for a linked bucket neither `fsx.…` (that is for the file system's own disks) nor the name in the path of the file system's role. Any other value never matches: reading fails with `AccessDeniedException`, on the client with `No data available`.",
    fix: 'Write `s3.<region>.amazonaws.com` with the Region of the bucket.',
    sources: [
      'KMS Developer Guide, "kms:ViaService" (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html)',
      'FSx for Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/create-dra-linked-data-repo.html)',
    ],
  },
  *check(model) {
    for (const via of viaConditions(model)) {
      yield* outsideVariables(checkCondition(via, model), model);
    }
  },
};

function* checkCondition({ known, values, decides }: ViaCondition, model: Model): Generator<Finding> {
  const findings = values.flatMap((value) => checkForm(known, value, model) ?? []);
  yield* findings;
  if (
    findings.some(({ severity }) => severity === undefined) ||
    !decides ||
    !isAboutBucketData(known.statement)
  )
    return;
  if (values.some((value) => mayBeS3(value))) return;
  for (const value of values) yield* wrongService(known, value, model);
}

/** What no service in no Region has. */
function checkForm(known: KnownCondition, via: ViaValue, model: Model): Finding | undefined {
  const { value, text, form, isLiteral } = via;
  if (form.status === 'wrong-suffix') {
    const end = value.text.length;
    const range = rangeIn(value, end - form.suffix.length, end);
    const message = `kms:ViaService ends in "${VIA_SERVICE_SUFFIX}" in every partition, and this value in "${form.suffix}": ${result(known)}. Write "${VIA_SERVICE_SUFFIX}".`;
    return replaced(known, range, message, VIA_SERVICE_SUFFIX);
  }
  if (form.status === 'ok') {
    const service = form.service.toLowerCase();
    if (form.service !== service && Object.hasOwn(VIA_SERVICES, service)) {
      const range = rangeIn(value, 0, service.length);
      return replaced(
        known,
        range,
        `"${form.service}" is written "${service}", and case counts: ${result(known)}. Write "${service}".`,
        service,
      );
    }
    const meant = misspeltRegion(form.region);
    if (meant === undefined) return undefined;
    const from = form.service.length + 1;
    const range = rangeIn(value, from, from + form.region.length);
    return replaced(
      known,
      range,
      `There is no Region "${form.region}": ${result(known)}. Write "${meant}".`,
      meant,
      false,
    );
  }
  if (isEndOfPartition(value.value)) return partitionSuffix(known, via);
  if (form.status === 'pattern' || !isLiteral || hasWildcard(text) || value.value.kind !== 'string')
    return undefined;
  if (REGION_TO_BE_FILLED_IN.test(text)) return undefined;
  const write = meantValue(known, text, model);
  const what =
    text === ''
      ? 'kms:ViaService is empty here, and never is in a request'
      : form.status === 'no-region'
        ? `"${text}" names no Region, and kms:ViaService always does`
        : `"${text}" is not of the form <service>.<region>.${VIA_SERVICE_SUFFIX}, as kms:ViaService always is`;
  const { file } = known.policy;
  return findingAt(file, value.value, `${what}: ${result(known)}. Write "${write}".`, {
    fixes: write.includes('<') ? [] : [replaceText(file, value.value, write, { safe: text !== '' })],
  });
}

/** AWS's own examples have the word for it. */
const REGION_TO_BE_FILLED_IN = /[._-]region\.|^region\./i;

/** Whether a template ends in the partition's suffix of endpoints. */
function isEndOfPartition(value: StringValue | TemplateValue): boolean {
  const end = value.kind === 'template' ? value.parts.at(-1) : undefined;
  return end?.kind === 'reference' && end.attribute.at(-1) === 'dns_suffix';
}

function partitionSuffix({ policy }: KnownCondition, { value }: ViaValue): Finding {
  const range = rangeIn(value, value.text.length - 1, value.text.length);
  const message = `kms:ViaService ends in "${VIA_SERVICE_SUFFIX}" in every partition, and the partition's suffix is "amazonaws.com.cn" in China, where the condition then never holds. Write "${VIA_SERVICE_SUFFIX}".`;
  return { file: policy.file, range, message, severity: 'note' };
}

function meantValue(known: KnownCondition, text: string, model: Model): string {
  const first = /^(?:https?:\/\/)?([A-Za-z0-9-]+)/.exec(text)?.[1]?.toLowerCase() ?? '';
  const service = Object.hasOwn(VIA_SERVICES, first) && !isAboutBucketData(known.statement) ? first : 's3';
  const own = KNOWN_REGIONS.find((one) => new RegExp(`(^|[^a-z0-9-])${one}($|[^a-z0-9-])`).test(text));
  return `${service}.${own ?? regionHere(known, model)}.${VIA_SERVICE_SUFFIX}`;
}

/** The Region to write; its name in angle brackets where the files do not say which it is. */
function regionHere({ policy, statement }: KnownCondition, model: Model): string {
  return regionOfData(policy, statement, model)?.region ?? '<region>';
}

function misspeltRegion(region: string): string | undefined {
  if (hasWildcard(region) || partitionOfRegion(region) || /iso|^eusc-/.test(region)) return undefined;
  return nearest(region, KNOWN_REGIONS, 2);
}

function mayBeS3({ text, form }: ViaValue): boolean {
  if (form.status === 'ok') return matchesWildcard(form.service, 's3');
  return KNOWN_REGIONS.some((region) => matchesWildcard(text, s3ViaService(region)));
}

/** Another service's name on what S3 alone asks for. */
function* wrongService(known: KnownCondition, { value, form }: ViaValue, model: Model): Generator<Finding> {
  // A hole in the service's place can be anything.
  if (form.status !== 'ok' || value.text.slice(0, form.service.length).includes(HOLE)) return;
  const whose = form.service.endsWith('fsx')
    ? `S3 asks KMS for the objects of a linked bucket, and "${form.service}" never does ("fsx" is for the file system's own disks)`
    : `This statement is about objects in S3, and "${form.service}" never asks KMS for them`;
  const write = s3ViaService(hasWildcard(form.region) ? regionHere(known, model) : form.region);
  const range = rangeIn(value, 0, form.service.length);
  yield replaced(known, range, `${whose}: ${result(known)}. Write "${write}".`, 's3');
}

function result({ statement, operator, condition }: KnownCondition): string {
  const isOnly = condition.values.length === 1;
  return isOnly ? whenNoValueMatches(statement.effect, operator) : 'this value matches no request';
}

function replaced(
  { policy }: KnownCondition,
  range: Finding['range'],
  message: string,
  text: string,
  safe = true,
): Finding {
  const { file } = policy;
  return {
    file,
    range,
    message,
    fixes: [{ title: `Replace by "${text}"`, safe, edits: [{ file, range, text }] }],
  };
}
