/**
 * How stacks are sent to a sandbox instead of AWS: one environment variable names the sandbox's folder, and each
 * provider block then takes its address and keys from a profile in there. cdktf.json stays as it is, no key comes into
 * the Terraform, and a sandbox that is started again, on another port, needs no new synth.
 */
import { ACCOUNTS, type AccountRole } from '../journey/steps';

/** Environment variable: folder of the sandbox that stacks are synthesized for, as an absolute path. */
export const SANDBOX_VARIABLE = 'FSX_LUSTRE_KMS_SANDBOX';

/** What a sandbox's folder has for its clients; paths relative to it. */
export const SANDBOX_FILES = {
  /** Shared AWS configuration: address, Region. */
  config: 'aws/config',
  /** Shared AWS credentials: an administrator's keys for each account. */
  credentials: 'aws/credentials',
  /** Terraform state, beside what it describes and apart from that of real accounts. */
  state: 'terraform',
  /** For what is synthesized: `terraform init` would not take a folder over from another backend. */
  output: 'cdktf.out',
} as const;

/** Profile of an account in these files, for example `account-c-key`: it is named as the account's stack is. */
export function sandboxProfile(account: AccountRole): string {
  return ACCOUNTS[account].stack;
}
