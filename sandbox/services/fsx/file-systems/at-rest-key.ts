import { LUSTRE_DEPLOYMENT_TYPES } from '../../../../core/facts/fsx-lustre';
import type { Call } from '../../../gateway/call';
import type { AwsError } from '../../../gateway/outcome';
import { isJsonObject, textIn } from '../../../json';
import { badRequest } from '../errors';
import type { SandboxWorld } from '../../../world';
import type { LustrePlan } from './validate';

/** What the account's file systems have that were not given a key. */
const MANAGED_KEY_ALIAS = 'alias/aws/fsx';

/**
 * The key that encrypts a file system at rest; scratch file systems have one of FSx's own that nobody sees.
 * Source: FSx for Lustre User Guide, "Encrypting data at rest": symmetric keys only, and what FSx needs on them.
 */
export async function atRestKey(
  { kms }: Pick<SandboxWorld, 'kms'>,
  call: Call,
  { deploymentType }: LustrePlan,
  keyId: string | undefined,
  fileSystemId: string,
): Promise<{ readonly status: 'ok'; readonly arn?: string } | AwsError> {
  if (!LUSTRE_DEPLOYMENT_TYPES[deploymentType].customerKey) return { status: 'ok' };
  const { caller, region } = call;
  const through = { caller, region, viaService: `fsx.${region}.amazonaws.com` };
  const described = await kms.invoke(through, 'DescribeKey', { KeyId: keyId ?? MANAGED_KEY_ALIAS });
  if (described.status === 'error') {
    return badRequest(`The KMS key '${keyId ?? MANAGED_KEY_ALIAS}' cannot be used: ${described.message}`);
  }
  const metadata = isJsonObject(described.output['KeyMetadata']) ? described.output['KeyMetadata'] : {};
  const arn = textIn(metadata, 'Arn') ?? '';
  if (textIn(metadata, 'KeySpec') !== 'SYMMETRIC_DEFAULT') {
    return badRequest(`The KMS key '${arn}' is not symmetric. Amazon FSx supports only symmetric KMS keys.`);
  }
  if (keyId === undefined) return { status: 'ok', arn };
  const used = await kms.invoke(through, 'GenerateDataKeyWithoutPlaintext', {
    KeyId: arn,
    KeySpec: 'AES_256',
    EncryptionContext: { 'aws:fsx:fs-id': fileSystemId },
  });
  return used.status === 'ok'
    ? { status: 'ok', arn }
    : badRequest(`The KMS key '${arn}' cannot be used: ${used.message}`);
}
