/** One request to AWS, and what may come of it. */
import { isRefusal } from '../../core/evidence/cloudtrail-event';
import type { AccountRole } from '../../core/journey/steps';
import { credentialProblem } from '../accounts/credential-problem';
import type { AccountClients } from './clients';
import type { Verification } from './verification';

/** What is asked, and of which account. */
export interface Question {
  account: AccountRole;
  /** The permission that it takes, for example `s3:GetBucketPolicy`. */
  action: string;
  /** What it is asked about. */
  resource: string;
}

/** Why there is no answer. */
export type Unanswered = Question &
  (
    | { status: 'refused'; message: string }
    /** What is asked about does not exist. */
    | { status: 'missing'; code: string; message: string }
    /** Credentials that are missing or have expired, or no way to AWS. */
    | { status: 'no-way-in'; message: string; nextAction: string }
    /** Throttled again and again, or an error of another kind. */
    | { status: 'error'; code: string; message: string }
    | { status: 'cancelled' }
  );

export type Asked<Answer> = { status: 'answered'; answer: Answer } | Unanswered;

/** Options for `send` of an SDK client. */
export interface SendOptions {
  abortSignal: AbortSignal;
}

/** How often a throttled request is sent, beside what the SDK does by itself. */
const THROTTLED_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 1_000;

/** Sends a request; when AWS throttles it, again after a pause that doubles. Expected troubles come back as a status. */
export async function ask<Answer>(
  on: Verification,
  question: Question,
  send: (clients: AccountClients, options: SendOptions) => Promise<Answer>,
): Promise<Asked<Answer>> {
  const isInterrupted = (): boolean => on.signal.aborted;
  for (let attempt = 1; ; attempt += 1) {
    if (isInterrupted()) return { ...question, status: 'cancelled' };
    try {
      const options = { abortSignal: on.signal };
      return { status: 'answered', answer: await send(on.clients(question.account), options) };
    } catch (error) {
      if (isInterrupted()) return { ...question, status: 'cancelled' };
      const trouble = troubleOf(error, on, question.account);
      if (trouble.status !== 'throttled') return { ...question, ...trouble };
      if (attempt === THROTTLED_ATTEMPTS) return { ...question, ...trouble, status: 'error' };
    }
    await on.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
  }
}

type Trouble =
  | { status: 'refused'; message: string }
  | { status: 'no-way-in'; message: string; nextAction: string }
  | { status: 'missing'; code: string; message: string }
  | { status: 'error'; code: string; message: string }
  | { status: 'throttled'; code: string; message: string };

/** Error names of AWS's and the SDK's about credentials. */
const CREDENTIALS =
  /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired|CredentialsProviderError|TokenProviderError|InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch)$/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|ProvisionedThroughputExceeded/i;
const MISSING = /NotFound|NoSuch|DoesNotExist/i;

/** What an error of the SDK's means. @throws what is none of AWS's or the network's: a mistake of ours */
function troubleOf(error: unknown, on: Verification, account: AccountRole): Trouble {
  if (!(error instanceof Error)) throw error;
  const {
    $metadata: metadata,
    Code,
    code,
  } = error as Error & { $metadata?: { httpStatusCode?: number }; Code?: unknown; code?: unknown };
  const status = metadata?.httpStatusCode;
  const name = typeof Code === 'string' && Code !== '' ? Code : error.name;
  const message = error.message === '' ? name : error.message;
  const isNetwork = status === undefined && (typeof code === 'string' || /Timeout|Networking/i.test(name));
  if (CREDENTIALS.test(name) || isNetwork) {
    const profile = on.profileOf(account);
    const access = profile === undefined ? { account } : { account, profile };
    return { ...credentialProblem(error, access, on.target), status: 'no-way-in' };
  }
  if (THROTTLED.test(name) || status === 429) return { status: 'throttled', code: name, message };
  // HEAD has no body: the SDK knows the status only.
  if (isRefusal(name) || status === 403) return { status: 'refused', message };
  if (MISSING.test(name) || status === 404) return { status: 'missing', code: name, message };
  if (status === undefined) throw error;
  return { status: 'error', code: name, message };
}
