import { ACCOUNT_NAMES, type AccountIds, type AccountName } from '../accounts';
import { textAt } from '../gateway/xml';
import type { MotoClient, MotoQueryAnswer } from '../moto/client';
import type { StoreDocument } from '../store/document';
import type { Store } from '../store/store';
import type { Credentials } from './credentials';

/** Keys of an account's administrator. */
export interface AdministratorKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Name of the IAM user, who is not the root user: key policies bind it, and it may assume roles. */
export const ADMINISTRATOR = 'administrator';
const ADMINISTRATOR_POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';

type KeysByAccount = Partial<Record<AccountName, AdministratorKeys>>;

/** The administrators of the three accounts: those that the state has, else they are made. */
export async function administrators(
  accounts: AccountIds,
  { moto, credentials, store }: { moto: MotoClient; credentials: Credentials; store: Store },
): Promise<Readonly<Record<AccountName, AdministratorKeys>>> {
  const document: StoreDocument<KeysByAccount> = store.document('administrators', () => ({}));
  const keys = { ...document.value };
  for (const name of ACCOUNT_NAMES) {
    // One account may stand in several places: it has one administrator.
    const same = ACCOUNT_NAMES.find((other) => keys[other] && accounts[other] === accounts[name]);
    keys[name] ??= (same && keys[same]) ?? (await makeAdministrator(accounts[name], moto, credentials));
  }
  await document.change((value) => Object.assign(value, keys));
  return keys as Readonly<Record<AccountName, AdministratorKeys>>;
}

async function makeAdministrator(
  account: string,
  moto: MotoClient,
  credentials: Credentials,
): Promise<AdministratorKeys> {
  const ask = async (action: string, params: Readonly<Record<string, string>>) =>
    rootOf(
      await moto.query({
        account,
        service: 'iam',
        action,
        params: { UserName: ADMINISTRATOR, ...params },
        changes: true,
      }),
    );
  await ask('CreateUser', {});
  await ask('AttachUserPolicy', { PolicyArn: ADMINISTRATOR_POLICY });
  const made = await ask('CreateAccessKey', {});
  const at = (member: string) => textAt(made, 'CreateAccessKeyResult', 'AccessKey', member) ?? '';
  const keys = { accessKeyId: at('AccessKeyId'), secretAccessKey: at('SecretAccessKey') };
  await credentials.keep({ kind: 'user', ...keys, account, userName: ADMINISTRATOR, active: true });
  return keys;
}

/** @throws when moto refuses: then it is no moto that the sandbox can stand on */
function rootOf(answer: MotoQueryAnswer) {
  if (answer.status === 'ok') return answer.root;
  throw new Error(`moto's IAM: ${answer.code}: ${answer.message}`);
}
