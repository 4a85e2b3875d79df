import { ACCOUNTS } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import { startSandboxAdvice } from '../sandbox-advice';
import type { AccountAccess } from './access';

export type CredentialStatus =
  /** They were good once. */
  | 'expired'
  /** There are none. */
  | 'missing'
  /** AWS does not take them, or they may not be used here. */
  | 'refused'
  /** No answer. */
  | 'unreachable';

export interface CredentialProblem {
  status: CredentialStatus;
  message: string;
  nextAction: string;
}

/** What an error's name or message says, in the order in which they are looked for. */
const PATTERNS: readonly [CredentialStatus, RegExp][] = [
  ['expired', /ExpiredToken|expired|aws sso login|InvalidGrant|SSO .*(?:invalid|not found)/i],
  ['missing', /Could not (load|resolve) credentials|CredentialsProviderError/],
  [
    'unreachable',
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|TimeoutError|AbortError|aborted|timed? ?out/i,
  ],
];

/** What it means that credentials could not be found or were not taken. @param error of an AWS client */
export function credentialProblem(
  error: unknown,
  access: Pick<AccountAccess, 'account' | 'profile'>,
  target: Target,
): CredentialProblem {
  const { name, message, code } = error as Error & { code?: string };
  const text = [name, code, message].join(' ');
  const status = PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'refused';
  return {
    status,
    message: `Account ${ACCOUNTS[access.account].letter}: ${message || name}`,
    nextAction: target.kind === 'sandbox' ? startSandboxAdvice(target.folder) : nextActionOf(status, access),
  };
}

function nextActionOf(
  status: CredentialStatus,
  { account, profile }: Pick<AccountAccess, 'account' | 'profile'>,
): string {
  switch (status) {
    case 'expired':
      return renewal(profile);
    case 'missing':
      return profile === undefined
        ? `Name a profile in cdktf.json (accounts.${account}.profile), or set AWS_PROFILE; \`aws configure sso\` makes one.`
        : `Make the profile (\`aws configure sso --profile ${profile}\`), or correct accounts.${account}.profile in cdktf.json; where it is there, sign in: \`aws sso login --profile ${profile}\`.`;
    case 'refused':
      return profile === undefined
        ? `Look who you are with \`aws sts get-caller-identity\`, and correct accounts.${account} in cdktf.json.`
        : `Look who the profile is with \`aws sts get-caller-identity --profile ${profile}\`, and correct accounts.${account} in cdktf.json or the profile's keys.`;
    case 'unreachable':
      return `Look at the network, a proxy (HTTPS_PROXY) and accounts.${account}.endpoints in cdktf.json, then try again.`;
  }
}

/** How credentials that have expired are renewed. */
export function renewal(profile: string | undefined): string {
  return profile === undefined
    ? 'Sign in again (`aws sso login`), or set new AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.'
    : `Sign in again: \`aws sso login --profile ${profile}\`, or put new keys into the profile where it has no SSO.`;
}
