import { SSE_ALGORITHMS } from '../../facts/deployment-notes';
import { ASSOCIATION_EVENTS } from '../../facts/fsx-lustre';
import { KEY_SPECS, KEY_USAGES } from '../../facts/generated/kms-enums';
import { KEY_SPEC_TYPES, KEY_TYPES } from '../../facts/grant-operations';
import { S3_CONTEXT_KEY } from '../../facts/kms-calls';
import { given } from '../../model/configuration';
import { keyTargetOf } from '../../model/key-target';
import { keyTypeOf } from '../../model/key-type';
import { textOf } from '../../syntax/inspect';
import { sseAlgorithmCard } from '../hover/deployment';
import { bucketCandidates } from './buckets';
import { textBody, textCandidate, type Candidate } from './candidate';
import type { AttributeContext } from './context';
import { FILE_SYSTEM_VALUES } from './file-system-values';
import { grantOperationCandidates } from './grant-operations';
import { roleCandidates, rootCandidates } from './role-arns';
import { booleans, texts, type Offer } from './offer';

const ASSOCIATION = 'aws_fsx_data_repository_association';
const ENCRYPTION = 'rule.apply_server_side_encryption_by_default.sse_algorithm';

const events: Offer = ({ site }) =>
  texts(ASSOCIATION_EVENTS.filter((event) => !site.siblings.includes(event)));
const algorithms: Offer = () =>
  SSE_ALGORITHMS.map((algorithm) =>
    textCandidate(algorithm, 'value', 0, { documentation: sseAlgorithmCard(algorithm) }),
  );
const bucketArns: Offer = ({ seen, model }) => bucketCandidates(seen, model, false);
const contextKey: Offer = () => [
  {
    label: S3_CONTEXT_KEY,
    kind: 'value',
    detail: 'what S3 sends',
    rank: 0,
    insert: { as: 'name', name: [S3_CONTEXT_KEY], body: textBody({ stop: 1 }) },
  },
];

/** Values by attribute: the resource's type, and the names inwards. */
const VALUES: Readonly<Record<string, Offer>> = {
  ...FILE_SYSTEM_VALUES,
  [`${ASSOCIATION}.s3.auto_import_policy.events`]: events,
  [`${ASSOCIATION}.s3.auto_export_policy.events`]: events,
  [`${ASSOCIATION}.batch_import_meta_data_on_create`]: booleans,
  'aws_kms_grant.operations': ({ site, model }) => {
    const { located } = site;
    const key = keyTargetOf(given(located.resource.body, 'key_id'), located, model)?.resource;
    return grantOperationCandidates((key && keyTypeOf(key)) ?? 'symmetric', site.siblings);
  },
  'aws_kms_grant.grantee_principal': ({ seen, model }) => roleCandidates(seen, model, 0),
  'aws_kms_grant.retiring_principal': ({ seen }) => rootCandidates(seen, 0),
  'aws_kms_grant.constraints.encryption_context_equals.aws:s3:arn': bucketArns,
  'aws_kms_grant.constraints.encryption_context_subset.aws:s3:arn': bucketArns,
  'aws_kms_key.customer_master_key_spec': ({ site }) =>
    keySpecs(textOf(given(site.located.resource.body, 'key_usage'))),
  'aws_kms_key.key_usage': ({ site }) =>
    keyUsages(textOf(given(site.located.resource.body, 'customer_master_key_spec'))),
  'aws_kms_key.enable_key_rotation': booleans,
  [`aws_s3_bucket_server_side_encryption_configuration.${ENCRYPTION}`]: algorithms,
  'aws_s3_bucket_server_side_encryption_configuration.rule.bucket_key_enabled': booleans,
  [`aws_s3_bucket.server_side_encryption_configuration.${ENCRYPTION}`]: algorithms,
};

/** Names that are data: the pairs of a grant's constraint. */
const NAMES: Readonly<Record<string, Offer>> = {
  'aws_kms_grant.constraints.encryption_context_equals': contextKey,
  'aws_kms_grant.constraints.encryption_context_subset': contextKey,
};

/** What an attribute of a resource can be. */
export function attributeCandidates(context: AttributeContext): Candidate[] {
  const { kind, located, path } = context.site;
  const table = kind === 'attribute' ? VALUES : NAMES;
  const name = [located.resource.type, ...path].join('.');
  const offer = Object.hasOwn(table, name) ? table[name] : undefined;
  return offer?.(context) ?? [];
}

/** Key specs that go with a usage, the one that S3 and FSx take first. */
function keySpecs(usage: string | undefined): Candidate[] {
  const fitting = KEY_SPECS.filter((spec) =>
    KEY_SPEC_TYPES[spec].some((type) => usage === undefined || KEY_TYPES[type].usage === usage),
  );
  return fitting.map((spec) => {
    const isSymmetric = spec === 'SYMMETRIC_DEFAULT';
    const detail = isSymmetric
      ? 'what S3 and FSx take'
      : KEY_TYPES[KEY_SPEC_TYPES[spec][0] ?? 'symmetric'].words;
    return textCandidate(spec, 'value', isSymmetric ? 0 : 1, { detail, preselect: isSymmetric });
  });
}

function keyUsages(spec: string | undefined): Candidate[] {
  const known = KEY_SPECS.find((candidate) => candidate === (spec ?? 'SYMMETRIC_DEFAULT'));
  const fitting = known ? KEY_SPEC_TYPES[known].map((type) => KEY_TYPES[type].usage) : KEY_USAGES;
  return texts([...new Set(fitting)]);
}
