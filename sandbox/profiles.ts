import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SANDBOX_FILES, sandboxProfile } from '../core/deployment/sandbox';
import { ACCOUNT_NAMES, type AccountName } from './accounts';
import type { AdministratorKeys } from './identity/administrators';
import { writeAtomically } from './store/write';

export interface Profiles {
  /** Folder of the sandbox. */
  readonly folder: string;
  readonly endpoint: string;
  readonly region: string;
  readonly keys: Readonly<Record<AccountName, AdministratorKeys>>;
}

/**
 * Writes a profile for each account's administrator, for AWS clients and for the stacks of a CDKTF project.
 * Source: AWS SDKs and Tools Reference Guide, "Using shared config and credentials files", "Service-specific endpoints".
 */
export async function writeProfiles({ folder, endpoint, region, keys }: Profiles): Promise<void> {
  const config = ACCOUNT_NAMES.map((name) =>
    section(`profile ${sandboxProfile(name)}`, {
      region,
      endpoint_url: endpoint,
      services: SERVICES,
      // No name resolves to a bucket of this machine.
      s3: '\n  addressing_style = path',
    }),
  );
  const services = section(`services ${SERVICES}`, {
    s3_control: `\n  endpoint_url = ${takesPrefix(endpoint)}`,
  });
  const credentials = ACCOUNT_NAMES.map((name) =>
    section(sandboxProfile(name), {
      aws_access_key_id: keys[name].accessKeyId,
      aws_secret_access_key: keys[name].secretAccessKey,
    }),
  );
  mkdirSync(join(folder, dirname(SANDBOX_FILES.config)), { recursive: true, mode: 0o700 });
  await writeAtomically(join(folder, SANDBOX_FILES.config), [...config, services].join('\n'));
  await writeAtomically(join(folder, SANDBOX_FILES.credentials), credentials.join('\n'));
}

/** Name of the section with the addresses of single services. */
const SERVICES = 'sandbox';

/**
 * S3 Control's clients put the account in front of the address, and nothing resolves `222222222222.127.0.0.1`. With a
 * user in the address the aws CLI and boto3 put it in front of the user, whom they leave out of what they send.
 * Source: botocore's endpoint rules for s3control, and `_host_from_url` in its auth.py.
 */
function takesPrefix(endpoint: string): string {
  return endpoint.replace('://', '://account@');
}

function section(name: string, settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(
    ([setting, value]) => `${setting} =${value.startsWith('\n') ? '' : ' '}${value}\n`,
  );
  return `[${name}]\n${lines.join('')}`;
}
