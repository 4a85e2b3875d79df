import { accountRootArn, fileSystemRoleArn } from '../../facts/arns';
import type { Model } from '../../model/model';
import { serviceLinkedRoleCard } from '../hover/service-linked-role';
import type { Candidate, Piece } from './candidate';
import type { Seen } from './seen';

/** Stands in an ARN where the file system's id belongs. */
const ID = '<id>';

/** The accounts that the files name, as principals. */
export function rootCandidates({ accounts, partition }: Seen, rank: number): Candidate[] {
  return accounts.map((account) => {
    const arn = accountRootArn(partition, account);
    return {
      label: arn,
      kind: 'principal',
      detail: 'everybody whom the account allows',
      rank,
      insert: { as: 'text', pieces: [arn] },
    };
  });
}

/** The role of one file system in each account: by the ids that are known, by reference, or to be filled in. */
export function roleCandidates(seen: Seen, model: Model, rank: number): Candidate[] {
  const references = referencedFileSystems(model);
  const ids: Piece[] = [...references.map((reference) => ({ reference })), ...seen.fileSystemIds];
  if (ids.length === 0) ids.push({ stop: 1, options: ['fs-0123456789abcdef0'] });
  return seen.accounts.flatMap((account) =>
    ids.map((id): Candidate => {
      const arn = fileSystemRoleArn(seen.partition, account, ID);
      const pieces = [arn.slice(0, -ID.length), id];
      const shown = typeof id === 'string' ? id : 'reference' in id ? `\${${id.reference}}` : '…';
      return {
        label: arn.replace(ID, shown),
        kind: 'principal',
        detail: 'role of one file system',
        documentation: serviceLinkedRoleCard(arn.replace(ID, 'fs-0123456789abcdef0')),
        rank,
        insert: { as: 'text', pieces },
      };
    }),
  );
}

/** The pattern for the roles of all file systems of each account. */
export function rolePatternCandidates({ accounts, partition }: Seen, rank: number): Candidate[] {
  return accounts.map((account) => {
    const arn = fileSystemRoleArn(partition, account, '*');
    return {
      label: arn,
      kind: 'principal',
      detail: 'role of every file system',
      documentation: serviceLinkedRoleCard(arn),
      rank,
      insert: { as: 'text', pieces: [arn] },
    };
  });
}

/** Ids of file systems in view that one reference means. */
function referencedFileSystems(model: Model): string[] {
  return model
    .resources('aws_fsx_lustre_file_system')
    .filter(
      ({ file, resource }) =>
        !resource.repeated && (file.language === 'hcl' || file.language === 'terraform-json'),
    )
    .map(({ resource }) => `${resource.address}.id`);
}
