/** How a diagnosis says things. */
import { ACCOUNTS } from '../journey/steps';
import type { AccountOf, BrokenLayer, Way } from './diagnosis';

/** `account A (111111111111)`, as far as it is known. */
export function accountText({ role, id }: AccountOf): string {
  if (role === undefined)
    return id === undefined ? 'an account that the text does not name' : `account ${id}`;
  const letter = `account ${ACCOUNTS[role].letter}`;
  return id === undefined ? letter : `${letter} (${id})`;
}

/** AWS's names. */
export const LAYER_NAMES: Readonly<Record<BrokenLayer, string>> = {
  grant: 'grant on the key',
  'key-policy': 'key policy',
  'bucket-policy': 'bucket policy',
  'resource-based': "resource's policy",
  'identity-based': 'identity-based policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  vpce: 'VPC endpoint policy',
  'block-public-access': 'S3 Block Public Access',
  key: 'the key itself',
  association: 'data repository association',
  object: 'object',
  file: 'file',
  open: 'not said',
};

/** How each way of a change is headed. */
export const WAY_NAMES: Readonly<Record<Way, string>> = {
  terraform: 'Terraform',
  cdktf: 'CDKTF',
  cli: 'AWS CLI',
};

/** Names one after the other: `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
