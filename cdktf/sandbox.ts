import { isAbsolute, join } from 'node:path';
import type { AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, type TerraformBackend, type TerraformStack } from 'cdktf';
import { SANDBOX_FILES, SANDBOX_VARIABLE, sandboxProfile } from '../core/deployment/sandbox';
import type { AccountRole } from '../core/journey/steps';

/** The provider's default of 25 lets an error of the sandbox look like a hang. */
const MAX_RETRIES = 3;

/**
 * Folder of the sandbox that the stacks are for; undefined: they are for AWS.
 * @throws when it is relative: the app does not run where the user typed it
 */
export function sandboxFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folder = env[SANDBOX_VARIABLE];
  if (!folder) return undefined;
  if (!isAbsolute(folder)) throw new Error(`${SANDBOX_VARIABLE} is an absolute path, not ${folder}.`);
  return folder;
}

/**
 * A provider block for the sandbox: the same account and tags, reached through the sandbox's own profile. Profile, role
 * and endpoints of the real account are left out, so that nothing can reach that.
 */
export function sandboxProvider(
  { region, allowedAccountIds, defaultTags }: AwsProviderConfig,
  account: AccountRole,
  folder: string,
): AwsProviderConfig {
  return {
    region,
    allowedAccountIds,
    defaultTags,
    profile: sandboxProfile(account),
    sharedConfigFiles: [join(folder, SANDBOX_FILES.config)],
    sharedCredentialsFiles: [join(folder, SANDBOX_FILES.credentials)],
    s3UsePathStyle: true,
    skipMetadataApiCheck: 'true',
    maxRetries: MAX_RETRIES,
  };
}

/** State of a stack in the sandbox. It goes when the sandbox goes, and is never mistaken for that of real accounts. */
export function sandboxBackend(stack: TerraformStack, id: string, folder: string): TerraformBackend {
  return new LocalBackend(stack, { path: join(folder, SANDBOX_FILES.state, `terraform.${id}.tfstate`) });
}
