import { childAt, parseXml, textAt } from '../../gateway/xml';
import type { Credentials } from '../../identity/credentials';
import { textIn, type JsonObject } from '../../json';

/** Follows what happens to access keys in moto, so that they can sign. */
export async function noteAccessKey(
  operation: string,
  input: JsonObject,
  { account, answer }: { readonly account: string; readonly answer: string },
  credentials: Credentials,
): Promise<void> {
  const id = textIn(input, 'AccessKeyId') ?? '';
  const userName = textIn(input, 'UserName') ?? '';
  switch (operation) {
    case 'CreateAccessKey': {
      const key = childAt(parseXml(answer), 'CreateAccessKeyResult', 'AccessKey');
      return credentials.keep({
        kind: 'user',
        accessKeyId: textAt(key, 'AccessKeyId') ?? '',
        secretAccessKey: textAt(key, 'SecretAccessKey') ?? '',
        account,
        userName: textAt(key, 'UserName') ?? userName,
        active: true,
      });
    }
    case 'DeleteAccessKey':
      return credentials.remove(id);
    case 'UpdateAccessKey': {
      const known = credentials.find(id);
      if (known?.kind !== 'user') return;
      return credentials.keep({ ...known, active: textIn(input, 'Status') === 'Active' });
    }
    case 'UpdateUser': {
      const newName = textIn(input, 'NewUserName');
      if (newName !== undefined) await credentials.rename(account, userName, newName);
      return;
    }
    case 'DeleteUser':
      return credentials.removeUser(account, userName);
    default:
      return;
  }
}
