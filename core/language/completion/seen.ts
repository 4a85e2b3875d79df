/** What the files speak of: accounts, Regions, buckets. Taken from their text, so that it is there while one is typing. */
import { partitionOfRegion, type Partition } from '../../facts/regions';
import { VIA_SERVICES } from '../../facts/via-services';

export interface Seen {
  /** Each in the order in which they appear, this file's first. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Services of `kms:ViaService`. */
  readonly services: readonly string[];
  /** ARNs. */
  readonly buckets: readonly string[];
  readonly fileSystemIds: readonly string[];
  readonly organizations: readonly string[];
  readonly aliases: readonly string[];
  readonly partition: Partition;
}

/** Twelve digits that are no part of a word or of a key's id. */
const ACCOUNT = /(?<![\w.-])\d{12}(?![\w.-])/g;
const REGION = /(?<![\w-])[a-z]{2}(?:-gov)?-[a-z]{4,9}-[1-9](?![\w-])/g;
const VIA = /(?<![\w.-])([a-z][a-z0-9-]*)\.[a-z0-9*-]+\.amazonaws\.com/g;
const BUCKET = /arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]*[a-z0-9](?![\w.-]*[${<*])/g;
const FILE_SYSTEM = /fs-[0-9a-f]{8,17}(?![0-9a-f])/g;
const ORGANIZATION = /(?<![\w-])o-[a-z0-9]{10,32}(?![\w-])/g;
const ALIAS = /(?<![\w/])alias\/[a-zA-Z0-9/_-]+/g;
/** Of longer texts only the beginning is looked at, so that typing stays quick. */
const MAX_LENGTH = 300_000;

/** @param texts of the file that is edited, then of those beside it */
export function seenIn(texts: readonly string[]): Seen {
  const all = texts.map((text) => text.slice(0, MAX_LENGTH)).join('\n');
  const find = (pattern: RegExp): string[] => [...new Set(all.match(pattern))];
  const regions = find(REGION).filter((region) => partitionOfRegion(region) !== undefined);
  const services = [...all.matchAll(VIA)].map(([, service = '']) => service);
  return {
    accounts: find(ACCOUNT),
    regions,
    services: [...new Set(services)].filter((service) => Object.hasOwn(VIA_SERVICES, service)),
    buckets: find(BUCKET),
    fileSystemIds: find(FILE_SYSTEM),
    organizations: find(ORGANIZATION),
    aliases: find(ALIAS),
    partition: partitionIn(all, regions),
  };
}

function partitionIn(text: string, regions: readonly string[]): Partition {
  const written = /arn:(aws-cn|aws-us-gov|aws):/.exec(text)?.[1];
  if (written === 'aws-cn' || written === 'aws-us-gov' || written === 'aws') return written;
  return partitionOfRegion(regions[0] ?? '') ?? 'aws';
}
