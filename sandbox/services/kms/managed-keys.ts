import { s3ViaService } from '../../../core/facts/arns';
import type { Call } from '../../gateway/call';
import { textIn } from '../../json';
import { kmsArn, type Where } from './find-key';
import type { KmsGround } from './ground';
import { newKeyId, newMaterial } from './metadata';
import { whereOf } from './on-key';
import type { KeyRecord } from './records';

/** Services whose own keys there are, and the endpoint that their key policies name. */
const SERVICES = {
  s3: s3ViaService,
  fsx: (region: string) => `fsx.${region}.amazonaws.com`,
} as const;

/**
 * Makes the key that an AWS service manages in an account (`alias/aws/s3`, `alias/aws/fsx`) when a request names it
 * for the first time. Source: KMS Developer Guide, "AWS managed keys".
 */
export async function withManagedKeys({ store, world }: KmsGround, call: Call): Promise<void> {
  if (call.caller.kind === 'anonymous') return;
  const named = textIn(call.input, 'KeyId') ?? textIn(call.input, 'DestinationKeyId') ?? '';
  const service = /(?:^|:)alias\/aws\/(s3|fsx)$/.exec(named)?.[1];
  const where = whereOf(call);
  if (!isManaged(service)) return;
  const alias = `alias/aws/${service}`;
  const aliasArn = kmsArn(where, alias);
  if ((named !== alias && named !== aliasArn) || store.alias(aliasArn)) return;
  const now = world.now();
  const id = newKeyId(false);
  const key: KeyRecord = {
    id,
    arn: kmsArn(where, `key/${id}`),
    ...where,
    created: now.toISOString(),
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    multiRegion: false,
    manager: 'AWS',
    description: `Default key that protects my ${service} data when no other key is defined`,
    state: 'Enabled',
    deletion: undefined,
    policy: { text: managedPolicy(service, where), ids: {} },
    tags: {},
    rotation: { periodDays: 365, since: now.toISOString() },
    materials: [newMaterial(now)],
  };
  const created = now.toISOString();
  await store.change(({ keys, aliases }) => {
    keys.push(key);
    aliases.push({ name: alias, arn: aliasArn, ...where, created, updated: created, keyArn: key.arn });
  });
}

function isManaged(service: string | undefined): service is keyof typeof SERVICES {
  return service !== undefined && service in SERVICES;
}

/** Everybody in the account may use it through the service, and look at it directly. */
function managedPolicy(service: keyof typeof SERVICES, { account, region }: Where): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: `auto-${service}-2`,
    Statement: [
      {
        Sid: `Allow access through ${service} for all principals in the account that are authorized to use ${service}`,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:CreateGrant',
          'kms:DescribeKey',
        ],
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:ViaService': SERVICES[service](region), 'kms:CallerAccount': account },
        },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ],
  });
}
