import { VIA_SERVICE_SUFFIX } from '../../facts/via-services';
import { matchesWildcard } from '../../facts/wildcards';
import { regionOfData } from '../../model/key-region';
import type { Model } from '../../model/model';
import { rangeIn } from '../../model/outlined';
import { outsideVariables } from '../../model/variables';
import { viaConditions, type ViaCondition } from '../../model/via-service';
import type { Finding, Rule } from '../rule';

/** A Region in `kms:ViaService` that is not the key's, whose services are the only ones that use it. */
export const rule: Rule = {
  meta: {
    id: 'kms-via-service-region',
    severity: 'error',
    perPolicy: true,
    title: 'kms:ViaService names another Region than that of the key or bucket',
    why: "A KMS key serves its own Region, and a bucket with default encryption is in the Region of its key. `kms:ViaService` therefore has the key's Region. With another one the condition never holds, and every request through the service gets `AccessDeniedException`.",
    fix: "Write the key's Region, or take it from the configuration: `s3.${data.aws_region.current.region}.amazonaws.com`.",
    sources: [
      'KMS Developer Guide, "kms:ViaService" (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html)',
      'S3 User Guide, "Using server-side encryption with AWS KMS keys" (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html)',
    ],
  },
  *check(model) {
    for (const via of viaConditions(model)) yield* outsideVariables(checkRegion(via, model), model);
  },
};

function* checkRegion({ known, values, decides }: ViaCondition, model: Model): Generator<Finding> {
  if (!decides || values.some(({ isLiteral }) => !isLiteral)) return;
  const { policy, statement } = known;
  const data = regionOfData(policy, statement, model);
  if (!data) return;
  const elsewhere = values.flatMap(({ value, form }) =>
    form.status === 'ok' && !matchesWildcard(form.region, data.region) ? [{ value, form }] : [],
  );
  // One document may serve keys of several Regions: a single fitting value is enough.
  if (elsewhere.length < values.length) return;
  for (const { value, form } of elsewhere) {
    const write = `${form.service}.${data.region}.${VIA_SERVICE_SUFFIX}`;
    const message = `The ${data.of} is in ${data.region}, where kms:ViaService is never "${value.text}": the condition never holds and the statement allows nothing. Write "${write}".`;
    const from = form.service.length + 1;
    const range = rangeIn(value, from, from + form.region.length);
    const { file } = policy;
    yield {
      file,
      range,
      message,
      fixes: [
        { title: `Replace by "${data.region}"`, safe: false, edits: [{ file, range, text: data.region }] },
      ],
    };
  }
}
