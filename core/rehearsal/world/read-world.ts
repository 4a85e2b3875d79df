/** Reads the three accounts from Terraform: synthesized stacks or plans, of any making. */
import type { SourceFile } from '../../syntax/source-file';
import { createProject } from '../../syntax/project';
import { readBuckets } from './buckets';
import { readFileSystems } from './file-systems';
import { readGrants } from './grants';
import { matchKeyArns, readKeys } from './keys';
import { readLinks } from './links';
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
  const first = new Reading(project, accounts, new Map());
  const named = [
    readBuckets(first).flatMap(({ encryption }) =>
      typeof encryption === 'string' ? [] : (encryption.key ?? []),
    ),
    readGrants(first).flatMap(({ key }) => key ?? []),
  ];
  const reading = new Reading(project, accounts, matchKeyArns(readKeys(first), named));
  const parts = {
    keys: readKeys(reading),
    buckets: readBuckets(reading),
    fileSystems: readFileSystems(reading),
    grants: readGrants(reading),
  };
  return { reading, world: { ...parts, links: readLinks(parts, reading), serviceControlPolicies: [] } };
}
