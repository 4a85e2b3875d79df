import type { HttpRequest } from '../gateway/http';
import type { Protocol } from '../gateway/protocol';
import type { AwsError } from '../gateway/outcome';
import { refusalOf } from '../signature/problems';
import type { ParsedSignature } from '../signature/parse';
import { verifySignature } from '../signature/verify';
import { ANONYMOUS, type Caller } from './caller';
import type { Credential, Credentials } from './credentials';
import type { IamDirectory } from './directory';

export type Authentication =
  | {
      readonly status: 'ok';
      readonly caller: Caller;
      readonly payload: Buffer;
      readonly trailers: Readonly<Record<string, string>>;
    }
  | AwsError;

export interface AuthenticateOptions {
  readonly credentials: Credentials;
  readonly directory: IamDirectory;
  readonly protocol: Protocol;
  readonly takesAnonymous: boolean;
  readonly now: Date;
}

/** Finds out who sent a request, from its signature. */
export async function authenticate(
  request: HttpRequest,
  signature: ParsedSignature,
  { credentials, directory, protocol, takesAnonymous, now }: AuthenticateOptions,
): Promise<Authentication> {
  switch (signature.status) {
    case 'unsigned':
      if (!takesAnonymous) return refusalOf('missing', protocol);
      return { status: 'ok', caller: ANONYMOUS, payload: request.body, trailers: {} };
    case 'malformed':
      return refusalOf('malformed', protocol, signature.detail);
    case 'signed': {
      const { given } = signature;
      const credential = credentials.find(given.accessKeyId);
      if (!credential || (credential.kind === 'user' && !credential.active)) {
        return refusalOf('unknown-key', protocol);
      }
      const verified = verifySignature(request, given, credential, now);
      if (verified.status === 'refused') return refusalOf(verified.problem, protocol);
      const caller = await callerOf(credential, directory);
      if (!caller) return refusalOf('unknown-key', protocol);
      return { status: 'ok', caller, payload: verified.payload, trailers: verified.trailers };
    }
  }
}

/** Whom a key stands for; undefined when IAM no longer knows its user. */
async function callerOf(credential: Credential, directory: IamDirectory): Promise<Caller | undefined> {
  if (credential.kind === 'session' && credential.of.kind === 'role') {
    return { ...credential.of.session, accessKeyId: credential.accessKeyId };
  }
  const { account, userName } = credential.kind === 'user' ? credential : userOf(credential);
  const user = await directory.user(account, userName);
  if (!user) return undefined;
  const { arn, id } = user;
  return { kind: 'user', account, arn, userId: id, userName, accessKeyId: credential.accessKeyId };
}

function userOf({ of }: Credential & { kind: 'session' }): { account: string; userName: string } {
  return of.kind === 'user' ? of : { account: of.session.account, userName: '' };
}
