/** Reads the three accounts from Terraform: synthesized stacks or plans, of any making. */
import type { SourceFile } from '../../syntax/source-file';
import { createProject } from '../../syntax/project';
import { matchBucketNames, readBuckets } from './buckets';
import { readFileSystems } from './file-systems';
import { readGrants } from './grants';
import { matchKeyArns, type NamedKey } from './key-arns';
import { readKeys } from './keys';
import { linkedBuckets, readLinks } from './links';
import type { GivenAccounts } from './places';
import { Reading } from './reading';
import type { World } from './world';

export interface ReadWorld {
  readonly world: World;
  readonly reading: Reading;
}

/** @param accounts of files that do not say theirs, by path */
export function readWorld(files: readonly SourceFile[], accounts: GivenAccounts = new Map()): ReadWorld {
  const project = createProject(files);
  const bare = new Reading(project, accounts, new Map(), new Map());
  const bucketNames = matchBucketNames(linkedBuckets(bare), bare);
  const first = new Reading(project, accounts, new Map(), bucketNames);
  const keys = readKeys(first);
  const named: NamedKey[][] = [
    readBuckets(first).flatMap(({ encryption, name }) =>
      typeof encryption === 'string' || encryption.key === undefined
        ? []
        : [{ arn: encryption.key, bucket: name, ...(encryption.place && { place: encryption.place }) }],
    ),
    readGrants(first).flatMap(({ key, place }) => (key === undefined ? [] : [{ arn: key, place }])),
  ];
  const reading = new Reading(project, accounts, matchKeyArns(keys, named), bucketNames);
  const parts = {
    keys: readKeys(reading),
    buckets: readBuckets(reading),
    fileSystems: readFileSystems(reading),
    grants: readGrants(reading),
  };
  return { reading, world: { ...parts, links: readLinks(parts, reading), serviceControlPolicies: [] } };
}
