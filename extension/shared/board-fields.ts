/** What of the deployment the board edits in place, and what it only shows the way to. */

/** Values that decide what is built, and neither who acts nor where state is kept. */
export const BOARD_FIELDS = [
  'region',
  'namePrefix',
  'deploymentType',
  'storageType',
  'storageCapacityGiB',
  'throughputMBpsPerTiB',
  'lustreVersion',
  'logLevel',
  'clientEnabled',
  'clientInstanceType',
  'constrainToBucket',
] as const;
export type BoardField = (typeof BOARD_FIELDS)[number];

/** Places in cdktf.json that are edited there: accounts, who acts in them, and where state is kept. */
export const BOARD_PLACES = ['fileSystem', 'bucket', 'key', 'backend', 'buckets', 'keys', 'grant'] as const;
export type BoardPlace = (typeof BOARD_PLACES)[number];
