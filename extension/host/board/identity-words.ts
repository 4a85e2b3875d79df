import type { Identity } from '../../../runner/accounts/identity';

/** Who one is in an account, or what is wrong; and what to do about it. */
export function identityWords(identity: Identity): { readonly text: string; readonly nextAction: string } {
  switch (identity.status) {
    case 'matches':
      return { text: identity.arn, nextAction: '' };
    case 'other-account':
    case 'expired':
    case 'missing':
    case 'refused':
    case 'unreachable':
      return { text: identity.message, nextAction: identity.nextAction };
  }
}
