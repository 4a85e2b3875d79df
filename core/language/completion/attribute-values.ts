import {
  AUTO_IMPORT_POLICIES,
  COMPRESSION_TYPES,
  DEPLOYMENT_TYPE_NOTES,
  SSE_ALGORITHMS,
  STORAGE_TYPE_NOTES,
} from '../../facts/deployment-notes';
import {
  ASSOCIATION_EVENTS,
  DEPLOYMENT_TYPES,
  DRIVE_CACHE_TYPES,
  LOG_LEVELS,
  LUSTRE_DEPLOYMENT_TYPES,
  METADATA_MODES,
  STORAGE_TYPES,
  isMetadataIops,
  smallestCapacity,
  type StorageRule,
} from '../../facts/fsx-lustre';
import { KEY_SPECS, KEY_USAGES } from '../../facts/generated/kms-enums';
import { KEY_SPEC_TYPES, KEY_TYPES } from '../../facts/grant-operations';
import {
  READ_CACHE_SIZING_MODES,
  TIERING_METADATA_IOPS,
  TIERING_THROUGHPUT_MBPS,
} from '../../facts/intelligent-tiering';
import { S3_CONTEXT_KEY } from '../../facts/kms-calls';
import { given } from '../../model/configuration';
import { keyTargetOf } from '../../model/key-target';
import { keyTypeOf } from '../../model/key-type';
import { readLustreFileSystem, type LustreFileSystem } from '../../model/lustre-file-system';
import { textOf } from '../../syntax/inspect';
import { deploymentTypeCard, sseAlgorithmCard, storageTypeCard } from '../hover/deployment';
import type { AttributeSite } from '../site/site';
import { bucketCandidates } from './buckets';
import { textBody, textCandidate, type Candidate } from './candidate';
import type { Context } from './context';
import { grantOperationCandidates } from './grant-operations';
import { roleCandidates, rootCandidates } from './role-arns';

type AttributeContext = Context<AttributeSite>;
type Offer = (context: AttributeContext) => Candidate[];

const FILE_SYSTEM = 'aws_fsx_lustre_file_system';
const ASSOCIATION = 'aws_fsx_data_repository_association';
const ENCRYPTION = 'rule.apply_server_side_encryption_by_default.sse_algorithm';

/** Capacities that are offered of a series, which has no end. */
const CAPACITIES = 4;
/** Steps of throughput that are offered for Intelligent-Tiering. */
const TIERING_STEPS = 3;
const METADATA_IOPS: readonly number[] = [1500, 3000, 6000, 12_000, 24_000, 36_000, 48_000].filter(
  isMetadataIops,
);

const events: Offer = ({ site }) =>
  texts(ASSOCIATION_EVENTS.filter((event) => !site.siblings.includes(event)));
const booleans: Offer = () => ['true', 'false'].map((text) => literal(text));
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
  [`${FILE_SYSTEM}.deployment_type`]: () =>
    [...DEPLOYMENT_TYPES].reverse().map((type) =>
      textCandidate(type, 'value', 0, {
        detail: DEPLOYMENT_TYPE_NOTES[type],
        documentation: deploymentTypeCard(type),
        preselect: type === 'PERSISTENT_2',
      }),
    ),
  [`${FILE_SYSTEM}.storage_type`]: (context) =>
    STORAGE_TYPES.filter((type) => {
      const { deploymentType } = fileSystem(context);
      return deploymentType === undefined || LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[type];
    }).map((type) =>
      textCandidate(type, 'value', 0, {
        detail: STORAGE_TYPE_NOTES[type],
        documentation: storageTypeCard(type),
        preselect: type === 'SSD',
      }),
    ),
  [`${FILE_SYSTEM}.per_unit_storage_throughput`]: (context) =>
    numbers(storageRule(context)?.throughputMBpsPerTiB ?? [], 'MB/s per TiB'),
  [`${FILE_SYSTEM}.storage_capacity`]: (context) => numbers(capacities(context), 'GiB'),
  [`${FILE_SYSTEM}.throughput_capacity`]: () =>
    numbers(
      Array.from({ length: TIERING_STEPS }, (_, index) => (index + 1) * TIERING_THROUGHPUT_MBPS.step),
      'MB/s, with Intelligent-Tiering',
    ),
  [`${FILE_SYSTEM}.file_system_type_version`]: (context) => {
    const { deploymentType, hasMetadata } = fileSystem(context);
    const versions = deploymentType
      ? LUSTRE_DEPLOYMENT_TYPES[deploymentType].versions
      : (['2.15', '2.12'] as const);
    return texts(
      [...versions]
        .sort()
        .reverse()
        .filter((version) => hasMetadata !== true || version === '2.15'),
    );
  },
  [`${FILE_SYSTEM}.drive_cache_type`]: () => texts(DRIVE_CACHE_TYPES, 'with HDD storage'),
  [`${FILE_SYSTEM}.data_compression_type`]: () => texts([...COMPRESSION_TYPES].reverse()),
  [`${FILE_SYSTEM}.auto_import_policy`]: () =>
    texts([...AUTO_IMPORT_POLICIES].reverse(), 'with an import path'),
  [`${FILE_SYSTEM}.efa_enabled`]: booleans,
  [`${FILE_SYSTEM}.metadata_configuration.mode`]: (context) =>
    texts(METADATA_MODES.filter((mode) => mode === 'USER_PROVISIONED' || mayBeAutomatic(context))),
  [`${FILE_SYSTEM}.metadata_configuration.iops`]: (context) =>
    numbers(isTiering(context) ? TIERING_METADATA_IOPS : METADATA_IOPS, 'metadata IOPS'),
  [`${FILE_SYSTEM}.log_configuration.level`]: () => texts([...LOG_LEVELS].reverse()),
  [`${FILE_SYSTEM}.data_read_cache_configuration.sizing_mode`]: () => texts(READ_CACHE_SIZING_MODES),
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
  return table[[located.resource.type, ...path].join('.')]?.(context) ?? [];
}

function texts(values: readonly string[], detail?: string): Candidate[] {
  return values.map((value) => textCandidate(value, 'value', 0, { detail }));
}

function numbers(values: readonly number[], detail: string): Candidate[] {
  return values.map((value) => literal(String(value), detail));
}

function literal(text: string, detail?: string): Candidate {
  return { label: text, kind: 'value', detail, rank: 0, insert: { as: 'literal', text } };
}

function fileSystem({ site, model }: AttributeContext): LustreFileSystem {
  return readLustreFileSystem(site.located, model);
}

function isTiering(context: AttributeContext): boolean {
  return fileSystem(context).storageType === 'INTELLIGENT_TIERING';
}

/** Whether AWS can choose the metadata IOPS: none are given, and the storage is no Intelligent-Tiering. */
function mayBeAutomatic(context: AttributeContext): boolean {
  const { blocks } = fileSystem(context).blocks('metadata_configuration');
  return !isTiering(context) && !blocks.some((block) => given(block, 'iops') !== undefined);
}

/** What goes with the storage type that is given, or with the one that AWS takes where none is written yet. */
function storageRule(context: AttributeContext): StorageRule | undefined {
  const { deploymentType, storageType, resource } = fileSystem(context);
  const isOmitted = ['storage_type', 'backup_id'].every((name) => given(resource.body, name) === undefined);
  const type = storageType ?? (isOmitted ? 'SSD' : undefined);
  return deploymentType && type && LUSTRE_DEPLOYMENT_TYPES[deploymentType].storage[type];
}

function capacities(context: AttributeContext): number[] {
  const throughput = fileSystem(context).setting('per_unit_storage_throughput');
  const given = throughput.status === 'given' ? Number(throughput.text) : undefined;
  const rule = storageRule(context)?.capacity?.(given);
  if (!rule) return [];
  const series = rule.series.flatMap(({ firstGiB, stepGiB }) =>
    Array.from({ length: CAPACITIES }, (_, index) => firstGiB + index * stepGiB),
  );
  const all = [smallestCapacity(rule), ...rule.alsoGiB, ...series];
  return [...new Set(all)].sort((a, b) => a - b).slice(0, CAPACITIES);
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
