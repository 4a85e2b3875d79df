/**
 * What is wrong with the form of a principal.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal"; KMS Developer Guide, "Creating a key policy".
 */
import { ACCOUNT_ID, parseArn, type ArnParts } from '../facts/arns';
import { HOLE } from '../syntax/text-map';
import { isStandIn, UNIQUE_ID } from './principals';

export interface FormProblem {
  /** Continues `"…" `. */
  readonly what: string;
  /** What to write, as a sentence. */
  readonly instead: string;
  /** The right text, where it is certain. */
  readonly text?: string;
}

/** Principals that stand under `AWS`; those with wildcards and the ids of deleted ones have rules of their own. */
export function awsFormProblem(text: string): FormProblem | undefined {
  if (/[*?]/.test(text) || UNIQUE_ID.test(text)) return undefined;
  if (!text.startsWith('arn:') && isStandIn(text)) return undefined;
  if (/^\d+$/.test(text)) return digitsProblem(text);
  if (/^\d{4}-\d{4}-\d{4}$/.test(text)) {
    return {
      what: 'is an account id with hyphens',
      instead: 'Write its twelve digits.',
      text: text.replaceAll('-', ''),
    };
  }
  if (/^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(text)) {
    return { what: 'is a service', instead: 'Put it under "Service".' };
  }
  const arn = parseArn(text);
  if (arn) return arnProblem(text, arn);
  const withoutColon = /^(arn:[\w-]*:iam):(\d{12}:.+)$/.exec(text);
  if (withoutColon) {
    return {
      what: 'lacks a colon',
      instead: 'An ARN of IAM has no Region: write two colons before the account.',
      text: `${withoutColon[1] ?? ''}::${withoutColon[2] ?? ''}`,
    };
  }
  if (text.includes(HOLE)) return undefined;
  return {
    what: 'is no ARN, no account id and not "*"',
    instead: 'Write the whole ARN: "arn:aws:iam::<account>:role/<name>".',
  };
}

function digitsProblem(text: string): FormProblem | undefined {
  if (ACCOUNT_ID.test(text)) return undefined;
  return {
    what: `has ${text.length} ${text.length === 1 ? 'digit' : 'digits'}`,
    instead: 'Write the twelve digits of an account id.',
  };
}

function arnProblem(text: string, { service, region, account, resource }: ArnParts): FormProblem | undefined {
  if (service.includes(HOLE)) return undefined;
  if (service !== 'iam' && service !== 'sts') {
    return { what: 'is nobody who could call', instead: 'Write the ARN of an account, user or role.' };
  }
  if (region !== '' && !region.includes(HOLE)) {
    return {
      what: `has a Region ("${region}")`,
      instead: 'Users and roles belong to no Region: leave it out.',
      text: text.replace(`:${service}:${region}:`, `:${service}::`),
    };
  }
  if (account === '')
    return { what: 'has no account', instead: 'Write the twelve digits between the colons.' };
  if (/^\d+$/.test(account) && !ACCOUNT_ID.test(account)) {
    return {
      what: `has an account of ${account.length} digits`,
      instead: 'Write the twelve digits of an account id.',
    };
  }
  return service === 'iam' ? iamProblem(text, resource) : stsProblem(resource);
}

function iamProblem(text: string, resource: string): FormProblem | undefined {
  // A service-linked role's path has a rule of its own.
  if (resource.startsWith(HOLE) || resource === 'root' || resource.includes('aws-service-role'))
    return undefined;
  if (/^(user|role)\/.*[^/]$/.test(resource)) return undefined;
  if (/^(user|role)(\/.*)?$/.test(resource)) return { what: 'names nobody', instead: 'Add the name.' };
  if (resource.startsWith('group/')) {
    return {
      what: 'is a group, and groups are no principals',
      instead: 'Name its users, or a role that they assume.',
    };
  }
  if (resource.startsWith('assumed-role/')) {
    return {
      what: "is a session's ARN with the service of IAM",
      instead: 'Sessions are of "sts"; the role itself is "role/…".',
      text: text.replace(':iam:', ':sts:'),
    };
  }
  if (/^(saml|oidc)-provider\//.test(resource)) {
    return { what: 'is an identity provider', instead: 'Put it under "Federated".' };
  }
  return {
    what: 'is neither an account nor a user or role',
    instead: 'After the account write "root", "user/<name>" or "role/<name>".',
  };
}

function stsProblem(resource: string): FormProblem | undefined {
  if (resource.startsWith(HOLE) || /^(assumed-role\/[^/]+\/[^/]+|federated-user\/.+|self)$/.test(resource))
    return undefined;
  if (/^assumed-role\/[^/]*\/?$/.test(resource)) {
    return {
      what: 'names no session',
      instead: 'Write "assumed-role/<role>/<session>", or the ARN of the role itself.',
    };
  }
  return undefined;
}
