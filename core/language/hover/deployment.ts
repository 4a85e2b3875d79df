/** Choices for a file system and for a bucket's encryption. */
import { PAGES } from '../../facts/documentation';
import {
  DEPLOYMENT_TYPE_NOTES,
  SSE_ALGORITHMS,
  SSE_ALGORITHM_NOTES,
  STORAGE_TYPE_NOTES,
} from '../../facts/deployment-notes';
import {
  DEPLOYMENT_TYPES,
  LUSTRE_DEPLOYMENT_TYPES,
  STORAGE_TYPES,
  describeCapacity,
  type DeploymentType,
  type StorageType,
} from '../../facts/fsx-lustre';
import { card, code, prose } from './markdown';

/** A deployment type: capacity, throughput, keys, links. */
export function deploymentTypeCard(text: string): string | undefined {
  const type = DEPLOYMENT_TYPES.find((candidate) => candidate === text);
  if (!type) return undefined;
  const facts = LUSTRE_DEPLOYMENT_TYPES[type];
  return card({
    name: type,
    kind: 'deployment type',
    text: prose(DEPLOYMENT_TYPE_NOTES[type]),
    points: [
      ...STORAGE_TYPES.flatMap((storage) => storagePoint(type, storage) ?? []),
      facts.customerKey
        ? 'At rest: your own symmetric KMS key, or the `aws/fsx` key; the key shows in `describe-file-systems`'
        : 'At rest: keys of FSx only; `kms_key_id` is refused, and no key shows in `describe-file-systems`',
      facts.encryptionInTransit
        ? 'In transit: encrypted by itself to instances that support it'
        : 'In transit: not encrypted',
      facts.association
        ? `Links to S3: associations, with Lustre ${facts.associationVersions.join(' or ')}`
        : 'Links to S3: by import path only, no associations',
      `Lustre ${facts.versions.join(', ')}; AWS takes ${facts.defaultVersion} when none is given`,
    ],
    page: PAGES.deploymentOptions,
  });
}

/** One storage type of a deployment type, with its capacities. */
function storagePoint(type: DeploymentType, storage: StorageType): string | undefined {
  const rule = LUSTRE_DEPLOYMENT_TYPES[type].storage[storage];
  if (!rule) return undefined;
  const { throughputMBpsPerTiB: throughputs, capacity } = rule;
  const capacities = new Set(
    (throughputs.length === 0 ? [undefined] : throughputs).flatMap((throughput) =>
      capacity ? [describeCapacity(capacity(throughput))] : [],
    ),
  );
  const sizes = capacities.size === 0 ? 'no capacity to set' : [...capacities].join('; ');
  const rates = throughputs.length === 0 ? '' : `; ${throughputs.join(', ')} MB/s per TiB`;
  return `${storage}: ${sizes}${rates}`;
}

/** A storage type: which deployment types have it. */
export function storageTypeCard(text: string): string | undefined {
  const type = STORAGE_TYPES.find((candidate) => candidate === text);
  if (!type) return undefined;
  const having = DEPLOYMENT_TYPES.filter((deployment) => LUSTRE_DEPLOYMENT_TYPES[deployment].storage[type]);
  return card({
    name: type,
    kind: 'storage type',
    text: prose(STORAGE_TYPE_NOTES[type]),
    points: [
      `With ${having.map(code).join(', ')}`,
      ...having.flatMap((deployment) => {
        const throughputs = LUSTRE_DEPLOYMENT_TYPES[deployment].storage[type]?.throughputMBpsPerTiB ?? [];
        return throughputs.length === 0
          ? []
          : [`${code(deployment)}: ${throughputs.join(', ')} MB/s per TiB`];
      }),
    ],
    page: PAGES.deploymentOptions,
  });
}

/** An algorithm of a bucket's default encryption. */
export function sseAlgorithmCard(text: string): string | undefined {
  const algorithm = SSE_ALGORITHMS.find((candidate) => candidate === text);
  if (!algorithm) return undefined;
  const { what, trap } = SSE_ALGORITHM_NOTES[algorithm];
  return card({
    name: algorithm,
    kind: 'default encryption of a bucket',
    text: prose(what),
    points: [],
    trap,
    page: PAGES.sseKms,
  });
}
