/**
 * The file system's service-linked role: whether it is there, and what follows where it is not. Sources: FSx for Lustre
 * User Guide, "Using service-linked roles for Amazon FSx" (one for each file system that is linked to a bucket); IAM User
 * Guide, "IAM JSON policy elements: Principal" (policies hold a role's id, and a new role of the same name has another).
 */
import { S3_DATA_SOURCE_ROLE_PREFIX } from '../facts/arns';
import { ROLE_CREATION_ACTIONS } from '../facts/service-linked-roles';
import { valueOf, type Evidence } from './evidence';
import type { LiveCheck } from './live-check';

/** States of an association whose role has been made: while it is created, and where that failed, it may not be. */
const HAS_ROLE = /^(AVAILABLE|UPDATING|MISCONFIGURED)$/;

const WHO_MAKES_IT = `whoever makes it needs ${listOf(ROLE_CREATION_ACTIONS)}`;

export function roleNameOf({ fileSystemId }: Pick<Evidence, 'fileSystemId'>): string {
  return `${S3_DATA_SOURCE_ROLE_PREFIX}${fileSystemId}`;
}

/** Of a file system that is linked: one that is not has no role yet. */
export function roleChecks(evidence: Evidence): LiveCheck[] {
  const { role } = evidence;
  const link = linkOf(evidence);
  if (link === undefined || role.status === 'seen') return [];
  const name = roleNameOf(evidence);
  const base = { step: 4, layer: 'service-linked role' } as const;
  if (role.status === 'unknown') {
    const message = `Whether ${name} is there is not known: without it the file system reaches no bucket.`;
    return [{ ...base, holds: undefined, message }];
  }
  return [
    {
      ...base,
      holds: false,
      message: `The file system has ${link.what}, and no longer its service-linked role ${name}, as which FSx reads and writes the bucket: no load and no export can work.`,
      advice: `${link.again}; ${WHO_MAKES_IT}. Then create the grant again, and put the policies again that name the role: they hold the id of the one that was deleted.`,
    },
  ];
}

/** That there is no role yet is as it should be, and of use to whoever links the file system. */
export function roleNotes(evidence: Evidence): string[] {
  const { role, associations, fileSystem } = evidence;
  const isUnlinked =
    valueOf(associations)?.length === 0 && fileSystem.status === 'seen' && !fileSystem.value.imported;
  if (role.status !== 'absent' || !isUnlinked) return [];
  return [`${roleNameOf(evidence)} is not there yet. FSx makes it with the association; ${WHO_MAKES_IT}.`];
}

interface RoleLink {
  what: string;
  /** How FSx makes the role again. */
  again: string;
}

function linkOf({ associations, fileSystem }: Evidence): RoleLink | undefined {
  const made = valueOf(associations)?.find(({ lifecycle }) => HAS_ROLE.test(lifecycle));
  if (made) {
    return {
      what: `the association ${made.id}`,
      again: 'Delete the association and make it again: FSx makes the role with it',
    };
  }
  const imported = valueOf(fileSystem)?.imported;
  return (
    imported && {
      what: `the import path ${imported.importPath}`,
      again: 'Make the file system again: FSx makes the role with it',
    }
  );
}

function listOf(texts: readonly string[]): string {
  return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`;
}
