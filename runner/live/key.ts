/**
 * A key: state, policy, grants. Sources: KMS API Reference, DescribeKey and ListGrants (both also across accounts),
 * GetKeyPolicy (in the key's own account only).
 */
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  ListGrantsCommand,
  type GrantListEntry,
} from '@aws-sdk/client-kms';
import { parseArn } from '../../core/facts/arns';
import type { Fact, KeyFacts } from '../../core/live/evidence';
import type { valueOf } from '../../core/live/evidence';
import { ask, factOf, given, type Collection } from './question';

type Grants = KeyFacts['grants'];
type Grant = NonNullable<ReturnType<typeof valueOf<Extract<Grants, { status: 'seen' }>['value']>>>[number];

/** Pages of grants that are read at most, of 100 each. */
const MAX_PAGES = 20;

/** @param roleArn of the file system's role; undefined where its account is not known */
export async function readKey(on: Collection, arn: string, roleArn: string | undefined): Promise<KeyFacts> {
  const [metadata, policy, grants] = await Promise.all([
    ask(on, 'key', ({ kms }) => kms.send(new DescribeKeyCommand({ KeyId: arn }))),
    ask(on, 'key', ({ kms }) => kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }))),
    readGrants(on, arn, roleArn),
  ]);
  return {
    arn,
    metadata: factOf(metadata, ({ KeyMetadata: found }) =>
      found === undefined
        ? undefined
        : {
            state: found.KeyState ?? '',
            ...given({
              spec: found.KeySpec,
              usage: found.KeyUsage,
              multiRegion: found.MultiRegion,
              manager: found.KeyManager,
            }),
          },
    ),
    policy: factOf(policy, ({ Policy: text = '' }) => parsed(text)),
    grants,
  };
}

async function readGrants(on: Collection, arn: string, roleArn: string | undefined): Promise<Fact<Grant[]>> {
  const found: Grant[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = await ask(on, 'key', ({ kms }) =>
      kms.send(new ListGrantsCommand({ KeyId: arn, Marker: marker })),
    );
    if (asked.status === 'unknown') return { status: 'unknown', why: asked.why };
    if (asked.status === 'absent') return { status: 'unknown', why: 'KMS did not say.' };
    const { Grants: items = [], Truncated: more, NextMarker: next } = asked.answer;
    found.push(...items.filter((grant) => mayBeMeant(grant, roleArn)).map(grantOf));
    if (more !== true) return { status: 'seen', value: found };
    marker = next;
  }
  return { status: 'unknown', why: `It has more than ${MAX_PAGES * 100} grants.` };
}

/** For this file system's role, or nearly: another file system's, one that was deleted, a name cut short. */
function mayBeMeant(
  { GranteePrincipal: grantee = '' }: GrantListEntry,
  roleArn: string | undefined,
): boolean {
  return grantee === roleArn || /fsx/i.test(grantee) || /^AROA/.test(grantee);
}

function grantOf(grant: GrantListEntry): Grant {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = grant.Constraints ?? {};
  return {
    id: grant.GrantId ?? '',
    ...given({ name: grant.Name === '' ? undefined : grant.Name }),
    grantee: grant.GranteePrincipal ?? '',
    operations: grant.Operations ?? [],
    issuer: parseArn(grant.IssuingAccount ?? '')?.account ?? grant.IssuingAccount ?? '',
    ...given({ retiring: grant.RetiringPrincipal, equals, subset }),
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
