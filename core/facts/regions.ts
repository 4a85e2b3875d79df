/**
 * AWS partitions and Regions.
 *
 * Region names and partition patterns: botocore's `endpoints/partitions` data (version 1.43.11). AWS adds
 * Regions without notice, so a Region that is not in {@link KNOWN_REGIONS} but has the right form is accepted.
 */

/** A partition the stacks are made for. Others (ISO, European Sovereign Cloud) are refused by name. */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

interface PartitionFacts {
  /** Suffix of service endpoints. Not that of `kms:ViaService`, which is `amazonaws.com` everywhere. */
  dnsSuffix: string;
  /** Form of the Region names in it. */
  regions: RegExp;
}

/** A compass word as AWS uses it in Region names. */
const DIRECTION = '(?:north|south|east|west|central|northeast|southeast|northwest|southwest)';

export const PARTITIONS: Readonly<Record<Partition, PartitionFacts>> = {
  aws: {
    dnsSuffix: 'amazonaws.com',
    regions: new RegExp(`^(?:us|eu|ap|sa|ca|me|af|il|mx)-${DIRECTION}-[1-9]$`),
  },
  'aws-cn': { dnsSuffix: 'amazonaws.com.cn', regions: new RegExp(`^cn-${DIRECTION}-[1-9]$`) },
  'aws-us-gov': { dnsSuffix: 'amazonaws.com', regions: new RegExp(`^us-gov-${DIRECTION}-[1-9]$`) },
};

const NAMES = Object.keys(PARTITIONS) as readonly Partition[];

/** Region names known when the data was taken, for suggestions only. */
export const KNOWN_REGIONS: readonly string[] = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
];

/** The partition a Region name belongs to, or undefined when no partition has names of that form. */
export function partitionOfRegion(region: string): Partition | undefined {
  // Most ARNs that are looked at have no Region.
  return region === '' ? undefined : NAMES.find((partition) => PARTITIONS[partition].regions.test(region));
}
