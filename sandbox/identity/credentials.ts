import { randomBytes } from 'node:crypto';
import type { StoreDocument } from '../store/document';
import type { Store } from '../store/store';
import type { SessionCaller } from './caller';

/** What signs requests. */
export type Credential = AccessKey | SessionKey;

/** An access key of an IAM user. */
export interface AccessKey {
  readonly kind: 'user';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly account: string;
  readonly userName: string;
  readonly active: boolean;
}

/** The keys of a session; a session of a user itself (GetSessionToken) names the user. */
export interface SessionKey {
  readonly kind: 'session';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** ISO text. */
  readonly expires: string;
  readonly of:
    | { readonly kind: 'role'; readonly session: Omit<SessionCaller, 'accessKeyId'> }
    | { readonly kind: 'user'; readonly account: string; readonly userName: string };
}

interface CredentialRecords {
  accessKeys: AccessKey[];
  sessions: SessionKey[];
}

/** All keys of the three accounts, by their id. */
export class Credentials {
  readonly #document: StoreDocument<CredentialRecords>;
  readonly #byId = new Map<string, Credential>();

  constructor(store: Store) {
    this.#document = store.document('credentials', () => ({ accessKeys: [], sessions: [] }));
    const { accessKeys, sessions } = this.#document.value;
    for (const key of [...accessKeys, ...sessions]) this.#byId.set(key.accessKeyId, key);
  }

  find(accessKeyId: string): Credential | undefined {
    return this.#byId.get(accessKeyId);
  }

  /** Keeps an access key; one of the same id is replaced. */
  async keep(key: AccessKey): Promise<void> {
    this.#byId.set(key.accessKeyId, key);
    await this.#document.change((records) => {
      records.accessKeys = [...records.accessKeys.filter(isOther(key.accessKeyId)), key];
    });
  }

  async remove(accessKeyId: string): Promise<void> {
    this.#byId.delete(accessKeyId);
    await this.#document.change((records) => {
      records.accessKeys = records.accessKeys.filter(isOther(accessKeyId));
    });
  }

  /** Follows a user to its new name. */
  async rename(account: string, userName: string, newName: string): Promise<void> {
    for (const key of this.#keysOf(account, userName)) await this.keep({ ...key, userName: newName });
  }

  /** Forgets the keys of a user that is gone. */
  async removeUser(account: string, userName: string): Promise<void> {
    for (const { accessKeyId } of this.#keysOf(account, userName)) await this.remove(accessKeyId);
  }

  #keysOf(account: string, userName: string): AccessKey[] {
    return this.#document.value.accessKeys.filter(
      (key) => key.account === account && key.userName === userName,
    );
  }

  /** Makes the keys of a session. Sessions that ended before `now` are dropped on the way. */
  async createSession(of: SessionKey['of'], expires: Date, now: Date): Promise<SessionKey> {
    const key: SessionKey = {
      kind: 'session',
      accessKeyId: `ASIA${randomLetters(16)}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(192).toString('base64'),
      expires: expires.toISOString(),
      of,
    };
    this.#byId.set(key.accessKeyId, key);
    await this.#document.change((records) => {
      // An ended session still answers ExpiredToken for a day.
      const limit = new Date(now.getTime() - DAY_MS).toISOString();
      for (const ended of records.sessions) {
        if (ended.expires < limit) this.#byId.delete(ended.accessKeyId);
      }
      records.sessions = [...records.sessions.filter((session) => session.expires >= limit), key];
    });
    return key;
  }
}

const DAY_MS = 86_400_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Capital letters and digits, as ids of IAM have them. */
export function randomLetters(length: number): string {
  return Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length] ?? '').join('');
}

function isOther(accessKeyId: string): (key: Credential) => boolean {
  return (key) => key.accessKeyId !== accessKeyId;
}
