import { isRecord } from '../json-value';
import type { Caller } from './caller';
import { splitArn } from './arn-pattern';
import { subjectOf, type Subject } from './pattern';
import type { AccessRequest } from './request';
import { textOf, textsOf } from './text';

/** What a request says for one condition key. */
export interface ContextValue {
  values: readonly Subject[];
  /** Whether the request carries the key at all is not known. */
  mayBeAbsent?: boolean;
}

const ENCRYPTION_CONTEXT = 'kms:encryptioncontext:';

/**
 * The condition keys of one request, by name with case left aside. Keys that IAM takes from the request itself
 * need not be given; what is given wins.
 * Source: IAM User Guide, "AWS global condition context keys"; KMS Developer Guide, "AWS KMS condition keys".
 */
export class RequestContext {
  readonly #given = new Map<string, ContextValue>();
  readonly #caller: Caller;
  readonly #request: AccessRequest;
  readonly #resourceAccount: Subject;

  constructor(request: AccessRequest, caller: Caller, resourceAccount: Subject) {
    this.#caller = caller;
    this.#request = request;
    this.#resourceAccount = resourceAccount;
    if (!isRecord(request.context)) return;
    const uncertain = new Set(request.uncertainKeys?.map((key) => key.toLowerCase()));
    for (const [key, value] of Object.entries(request.context)) {
      const texts = value === null ? undefined : textsOf(value);
      if (!texts) continue;
      const values = texts.map(subjectOf);
      this.#given.set(
        key.toLowerCase(),
        uncertain.has(key.toLowerCase()) ? { values, mayBeAbsent: true } : { values },
      );
    }
  }

  /** @param key in lower case */
  readonly lookup = (key: string): ContextValue | undefined => {
    const given = this.#given.get(key);
    if (given) return given;
    if (this.#caller.kind === 'unresolved' && DEPENDS_ON_KIND.has(key)) {
      return { values: [subjectOf(`\${${key.slice('aws:'.length)} of the caller}`)], mayBeAbsent: true };
    }
    const derived = this.#derive(key);
    return derived === undefined ? undefined : { values: derived };
  };

  /** Value of a policy variable: of single-valued keys only. */
  readonly variable = (key: string): Subject | undefined => {
    const found = this.lookup(key)?.values;
    return found?.length === 1 ? found[0] : undefined;
  };

  /** The encryption context of the request, keys in lower case. */
  encryptionContext(): Map<string, Subject> {
    const pairs = new Map<string, Subject>();
    for (const [key, { values }] of this.#given) {
      const [value] = values;
      if (key.startsWith(ENCRYPTION_CONTEXT) && value) pairs.set(key.slice(ENCRYPTION_CONTEXT.length), value);
    }
    return pairs;
  }

  #derive(key: string): Subject[] | undefined {
    const { kind, account, name, subject, role } = this.#caller;
    switch (key) {
      case 'aws:principalarn':
        return account ? [role ?? principalArn(subject, kind, account)] : undefined;
      case 'aws:principalaccount':
        return account ? [account] : undefined;
      case 'aws:principaltype':
        return optional(PRINCIPAL_TYPES[kind]);
      case 'aws:principalisawsservice':
        return account ? [subjectOf('false')] : kind === 'service' ? [subjectOf('true')] : undefined;
      case 'aws:username':
        return kind === 'user' ? optional(name) : undefined;
      case 'aws:userid':
        return kind === 'root' && account ? [account] : undefined;
      case 'aws:resourceaccount':
        return this.#resourceAccount.text === '' ? undefined : [this.#resourceAccount];
      case 'kms:calleraccount':
        return account && this.#isKms() ? [account] : undefined;
      case 'kms:encryptioncontextkeys':
        return this.#encryptionContextKeys();
      default:
        return undefined;
    }
  }

  #isKms(): boolean {
    const action = textOf(this.#request.action) ?? '';
    const resource = textOf(this.#request.resource) ?? '';
    return action.toLowerCase().startsWith('kms:') || splitArn(resource)?.[2] === 'kms';
  }

  #encryptionContextKeys(): Subject[] | undefined {
    const keys = Object.keys(this.#request.context ?? {})
      .filter((key) => key.toLowerCase().startsWith(ENCRYPTION_CONTEXT))
      .map((key) => subjectOf(key.slice(ENCRYPTION_CONTEXT.length)));
    return keys.length > 0 ? keys : undefined;
  }
}

/** Keys that some kinds of caller carry and others do not. */
const DEPENDS_ON_KIND: ReadonlySet<string> = new Set(['aws:username', 'aws:userid', 'aws:principaltype']);

/** Values of `aws:PrincipalType` (IAM User Guide, "Principal key values"). */
const PRINCIPAL_TYPES: Partial<Record<Caller['kind'], string>> = {
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
  root: 'Account',
  federated: 'FederatedUser',
  anonymous: 'Anonymous',
};

function optional(text: string | undefined): Subject[] | undefined {
  return text === undefined ? undefined : [subjectOf(text)];
}

function principalArn(subject: Subject, kind: Caller['kind'], account: Subject): Subject {
  return kind === 'root' && !splitArn(subject.text)
    ? subjectOf(`arn:aws:iam::${account.text}:root`)
    : subject;
}
