/** Grants in view, as KMS would have them. */
import { S3_DATA_SOURCE_ROLE_PREFIX } from '../../facts/arns';
import { blocksOf, entryOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { Value } from '../../syntax/value';
import { actorOf } from './actors';
import { accountIn } from './places';
import type { Reading } from './reading';
import { isOpaque, unknownText } from './text';
import type { WorldGrant } from './world';

/** Every `aws_kms_grant` in view. */
export function readGrants(reading: Reading): WorldGrant[] {
  return reading.resources('aws_kms_grant').map((located) => {
    const { body, address } = located.resource;
    const [constraints] = blocksOf(body, 'constraints').blocks;
    const operations = reading.values.json(entryOf(body, 'operations'), located);
    return {
      name: address,
      key: reading.keyText(entryOf(body, 'key_id'), located),
      grantee: granteeOf(entryOf(body, 'grantee_principal'), located, reading),
      isGranteeSeen: isSeen(entryOf(body, 'grantee_principal'), located, reading),
      retiringPrincipal: reading.isGiven(located, 'retiring_principal')
        ? reading.text(located, 'retiring_principal')
        : undefined,
      operations: Array.isArray(operations)
        ? operations.map(String)
        : [typeof operations === 'string' ? operations : unknownText(`operations of ${address}`)],
      equals: pairs(entryOf(constraints, 'encryption_context_equals'), located, reading),
      subset: pairs(entryOf(constraints, 'encryption_context_subset'), located, reading),
      account: reading.account(located),
      region: reading.region(located),
      creator: actorOf(located, reading),
      place: located,
    };
  });
}

/**
 * Who may use the grant. A plan does not show the text around a file system's id: it is taken as the name of that
 * file system's role, in the account that the expression names.
 */
function granteeOf(value: Value | undefined, located: Located, reading: Reading): string {
  const text = reading.values.text(value, located);
  if (text !== undefined && (text.includes(S3_DATA_SOURCE_ROLE_PREFIX) || !isOpaque(text))) {
    if (!/^fs-/.test(text)) return text;
  }
  const targets = reading.values.targets(value, located);
  const role = reading.roleOf(targets, accountIn(value, located, reading.values));
  if (role !== undefined) return role;
  const texts = (value?.kind === 'unknown' ? value.references : []).flatMap(
    (reference) => reading.values.known(reference, located) ?? [],
  );
  return (
    texts.find((one) => /^arn:[^:]+:(iam|sts):/.test(one)) ??
    text ??
    unknownText(`grantee of ${located.resource.address}`)
  );
}

/** Whether the whole text is in view: a plan shows of an expression only what it is made from. */
function isSeen(value: Value | undefined, located: Located, reading: Reading): boolean {
  const text = reading.values.text(value, located);
  return text !== undefined && text.startsWith('arn:');
}

function pairs(
  value: Value | undefined,
  located: Located,
  reading: Reading,
): Record<string, string> | undefined {
  if (value?.kind !== 'object' || value.entries.length === 0) return undefined;
  return Object.fromEntries(
    value.entries.map(({ key, value: inner }) => [key.text, reading.values.text(inner, located) ?? '']),
  );
}
