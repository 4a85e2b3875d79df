/** The fields that the board edits in place: where each stands, and how it is shown. */
import {
  DEPLOYMENT_TYPES,
  LOG_LEVELS,
  LUSTRE_DEPLOYMENT_TYPES,
  LUSTRE_VERSIONS,
  STORAGE_TYPES,
} from '../../../core/facts/fsx-lustre';
import { FILE_SYSTEM_DEFAULTS } from '../../../core/deployment/sections/file-system';
import type { BoardField, BoardPlace } from '../../shared/board-fields';

export interface FieldFacts {
  /** Below `context.fsxLustreKms`. */
  readonly path: readonly string[];
  readonly label: string;
  readonly description: string;
  readonly kind: 'text' | 'number' | 'choice' | 'switch';
  readonly choices?: readonly string[];
  /** What counts when it is left out. */
  readonly placeholder: string;
}

/** Those that can be linked to a bucket: no other is worth offering. */
const LINKED_TYPES = DEPLOYMENT_TYPES.filter((type) => LUSTRE_DEPLOYMENT_TYPES[type].association);
const LINKED_STORAGE = STORAGE_TYPES.filter((type) => type !== 'INTELLIGENT_TIERING');

export const FIELDS: Readonly<Record<BoardField, FieldFacts>> = {
  region: {
    path: ['region'],
    label: 'Region',
    description: 'Of the file system, the buckets and the keys.',
    kind: 'text',
    placeholder: 'us-east-1',
  },
  namePrefix: {
    path: ['namePrefix'],
    label: 'Name prefix',
    description: 'How the names of what is created begin.',
    kind: 'text',
    placeholder: 'fsx-lustre-kms',
  },
  deploymentType: {
    path: ['fileSystem', 'deploymentType'],
    label: 'Deployment type',
    description: 'PERSISTENT_2 to keep data, SCRATCH_2 for short-lived data.',
    kind: 'choice',
    choices: LINKED_TYPES,
    placeholder: FILE_SYSTEM_DEFAULTS.deploymentType,
  },
  storageType: {
    path: ['fileSystem', 'storageType'],
    label: 'Storage type',
    description: 'HDD with PERSISTENT_1 only.',
    kind: 'choice',
    choices: LINKED_STORAGE,
    placeholder: FILE_SYSTEM_DEFAULTS.storageType,
  },
  storageCapacityGiB: {
    path: ['fileSystem', 'storageCapacityGiB'],
    label: 'Capacity in GiB',
    description: 'Left out: the smallest that the deployment type has.',
    kind: 'number',
    placeholder: 'smallest',
  },
  throughputMBpsPerTiB: {
    path: ['fileSystem', 'throughputMBpsPerTiB'],
    label: 'Throughput in MB/s per TiB',
    description: 'Persistent types only. Left out: the lowest.',
    kind: 'number',
    placeholder: 'lowest',
  },
  lustreVersion: {
    path: ['fileSystem', 'lustreVersion'],
    label: 'Lustre version',
    description: 'Associations need 2.12 or newer.',
    kind: 'choice',
    choices: LUSTRE_VERSIONS,
    placeholder: FILE_SYSTEM_DEFAULTS.lustreVersion,
  },
  logLevel: {
    path: ['fileSystem', 'logLevel'],
    label: 'Log level',
    description: 'Which data repository events go to CloudWatch Logs.',
    kind: 'choice',
    choices: LOG_LEVELS,
    placeholder: FILE_SYSTEM_DEFAULTS.logLevel,
  },
  clientEnabled: {
    path: ['client', 'enabled'],
    label: 'Client instance',
    description: 'Steps 4 to 7 read and write on it.',
    kind: 'switch',
    placeholder: 'true',
  },
  clientInstanceType: {
    path: ['client', 'instanceType'],
    label: 'Instance type of the client',
    description: 'x86_64, with encryption in transit.',
    kind: 'text',
    placeholder: 'm6i.large',
  },
  constrainToBucket: {
    path: ['grant', 'constrainToBucket'],
    label: 'Grant for each bucket alone',
    description: 'The grant names the bucket as encryption context. Needs Bucket Keys.',
    kind: 'switch',
    placeholder: 'false',
  },
};

/** What is edited in cdktf.json itself: where it stands there. */
export const PLACES: Readonly<
  Record<BoardPlace, { readonly path: readonly string[]; readonly label: string }>
> = {
  fileSystem: { path: ['accounts', 'fileSystem'], label: 'Account A: id, profile, role' },
  bucket: { path: ['accounts', 'bucket'], label: 'Account B: id, profile, role' },
  key: { path: ['accounts', 'key'], label: 'Account C: id, profile, role' },
  backend: { path: ['backend'], label: 'Backend: where Terraform keeps its state' },
  buckets: { path: ['buckets'], label: 'Buckets and their links' },
  keys: { path: ['keys'], label: 'Keys' },
  grant: { path: ['grant'], label: 'Grant: operations and principals' },
};
