/** What the stacks do about the grants, in sentences. */
import { parseArn } from '../facts/arns';
import { unseenKey, type Evidence } from '../live/evidence';
import { roleGrantsOf, type RoleGrants } from './role-grants';

/** `needless`: in the file system's own account the key policy alone decides. */
export type GrantsOn = RoleGrants | { status: 'needless' };

/**
 * @param buckets names of those that the key encrypts
 * @param account of the file system
 */
export function grantsOn(
  arn: string,
  buckets: readonly string[],
  account: string,
  evidence: Evidence,
): GrantsOn {
  if (parseArn(arn)?.account === account) return { status: 'needless' };
  const facts = evidence.keys.find((key) => key.arn === arn) ?? unseenKey(arn, 'not asked for');
  return roleGrantsOf(facts, buckets, evidence);
}

/** @param namePrefix of what the stacks create */
export function grantNotes(
  keys: readonly { arn: string; name: string; grants: GrantsOn }[],
  namePrefix: string,
): string[] {
  const notes = keys.flatMap(({ arn, name, grants }) => grantNote(arn, `${namePrefix}-${name}`, grants));
  const makesOne = keys.some(({ grants: { status } }) => status !== 'enough' && status !== 'needless');
  return makesOne
    ? [
        ...notes,
        `The stack of account A makes the IAM policy ${namePrefix}-grants too, for whoever creates the grant: name them as grant.adminPrincipalArn to have it attached.`,
      ]
    : notes;
}

function grantNote(arn: string, own: string, grants: GrantsOn): string[] {
  switch (grants.status) {
    case 'needless':
      return [];
    case 'enough':
      return [
        `The file system's role has its grant on ${arn} already (${grants.names.join(', ')}): the stacks make none, and leave it to whoever made it. Take "existingGrant" out of that key in cdktf.json, and the stack of account A makes one of its own beside it, as ${own}.`,
      ];
    case 'short':
      return [
        `The grants that the file system's role has on ${arn} (${grants.names.join(', ')}) are not enough: ${wanting(grants)}. Step 6 creates ${own} beside them.`,
      ];
    case 'none':
      return [`No grant on ${arn} is there for the file system: step 6 creates it as ${own}.`];
    case 'unknown':
      return [`The grants on ${arn} could not be read: step 6 creates ${own} in any case.`];
  }
}

function wanting({ denied, open }: Extract<RoleGrants, { status: 'short' }>): string {
  return denied.length > 0
    ? `they do not give it ${denied.join(' and ')}`
    : `whether they give it ${open.join(' and ')} cannot be told`;
}
