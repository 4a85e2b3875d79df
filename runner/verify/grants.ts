/** Key policy and grants of a key, as account C has them. Source: KMS API Reference, GetKeyPolicy, ListGrants. */
import { GetKeyPolicyCommand, ListGrantsCommand, type GrantListEntry } from '@aws-sdk/client-kms';
import type { AccessGrant } from '../../core/access/request';
import { parseArn } from '../../core/facts/arns';
import { ask, type Asked } from './ask';
import { fileSystemRoleOf } from './subjects';
import type { Verification } from './verification';

export async function keyPolicyOf(on: Verification, keyArn: string): Promise<Asked<string>> {
  const question = { account: 'key', action: 'kms:GetKeyPolicy', resource: keyArn } as const;
  const asked = await ask(on, question, ({ kms }, options) =>
    kms.send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }), options),
  );
  return asked.status === 'answered' ? { status: 'answered', answer: asked.answer.Policy ?? '' } : asked;
}

/** Pages of grants that are read at most: those of one grantee are few. */
const MAX_PAGES = 20;

/** The grants of a key for the file system's role. */
export async function grantsForRole(on: Verification, keyArn: string): Promise<Asked<GrantListEntry[]>> {
  const question = { account: 'key', action: 'kms:ListGrants', resource: keyArn } as const;
  const { arn: grantee } = fileSystemRoleOf(on);
  const found: GrantListEntry[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = await ask(on, question, ({ kms }, options) =>
      kms.send(new ListGrantsCommand({ KeyId: keyArn, GranteePrincipal: grantee, Marker: marker }), options),
    );
    if (asked.status !== 'answered') return asked;
    found.push(...(asked.answer.Grants ?? []).filter((grant) => grant.GranteePrincipal === grantee));
    if (asked.answer.Truncated !== true) break;
    marker = asked.answer.NextMarker;
  }
  return { status: 'answered', answer: found };
}

/** A grant as the evaluator takes it. */
export function accessGrant(grant: GrantListEntry): AccessGrant {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = grant.Constraints ?? {};
  return {
    granteePrincipal: grant.GranteePrincipal ?? '',
    operations: grant.Operations ?? [],
    issuingAccount: parseArn(grant.IssuingAccount ?? '')?.account ?? grant.IssuingAccount ?? '',
    constraints: {
      ...(equals && { encryptionContextEquals: equals }),
      ...(subset && { encryptionContextSubset: subset }),
    },
  };
}
