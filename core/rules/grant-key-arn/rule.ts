import { accountIdOf, compareAccounts } from '../../model/account-compare';
import { configurationOf } from '../../model/configuration';
import { grantsOf, type Grant } from '../../model/grant';
import type { KeyTarget } from '../../model/key-target';
import type { Model } from '../../model/model';
import { textOf } from '../../syntax/inspect';
import { otherAttribute } from '../attribute-fix';
import { findingAt, replaceText } from '../finding';
import type { Finding, Rule } from '../rule';

/** A grant names its key by id or ARN, and a key of another account by ARN only. */
export const rule: Rule = {
  meta: {
    id: 'grant-key-arn',
    severity: 'error',
    title: 'A grant names its key by an alias, or a key of another account by its id',
    why: 'KMS looks an id up in the account and Region of the caller. The key of another account is not there: `CreateGrant` ends in `NotFoundException`. It takes no alias at all, not even one of your own.',
    fix: 'Write the whole ARN of the key: `arn:aws:kms:REGION:ACCOUNT:key/ID`, or `aws_kms_key.data.arn`.',
    sources: [
      'KMS API Reference, CreateGrant, "KeyId" (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html)',
    ],
  },
  *check(model) {
    for (const grant of grantsOf(model)) {
      const { key } = grant;
      if (key?.form === 'alias' || key?.form === 'alias-arn') yield aliasFinding(grant, key);
      else if (key?.form === 'id') yield* checkId(grant, key, model);
    }
  },
};

function aliasFinding({ located: { file } }: Grant, { value }: KeyTarget): Finding {
  const message = `${wordsFor(value)} is an alias, and CreateGrant takes a key's id or ARN: it ends in NotFoundException or InvalidArnException. Write the ARN of the key.`;
  return findingAt(file, value, message, { fixes: otherAttribute(file, value, 'target_key_arn') });
}

function* checkId(grant: Grant, key: KeyTarget, model: Model): Generator<Finding> {
  const { located } = grant;
  const { value } = key;
  const comparison = key.resource && compareAccounts(located, key.resource, model);
  if (comparison === 'different' || comparison === 'likely-different') {
    const message = `${wordsFor(value)} is the id of a key of another account: KMS looks it up in the account that creates the grant, and answers NotFoundException. Write the ARN of the key.`;
    yield findingAt(located.file, value, message, {
      ...(comparison === 'different' ? {} : { severity: 'warning' as const }),
      fixes: otherAttribute(located.file, value, 'arn'),
    });
    return;
  }
  const issuer = accountIdOf(located, model) ?? grant.role?.account;
  const arn = value.kind === 'string' ? arnElsewhere(value.text, located, model) : undefined;
  if (value.kind !== 'string' || !arn || issuer === undefined || arn.account === issuer) return;
  const message = `"${value.text}" is the id of a key of account "${arn.account}", and the grant is created in "${issuer}": KMS looks the id up there, and answers NotFoundException. Write "${arn.text}".`;
  yield findingAt(located.file, value, message, {
    fixes: [replaceText(located.file, value, arn.text, { safe: true })],
  });
}

/** The ARN with this id that stands in another place of the configuration; only where there is one. */
function arnElsewhere(
  id: string,
  located: Grant['located'],
  { project }: Model,
): { text: string; account: string } | undefined {
  const pattern = new RegExp(`arn:[\\w-]+:kms:[\\w-]+:(\\d{12}):key/${id}(?![\\w-])`, 'g');
  const found = new Map<string, string>();
  for (const file of project.files) {
    if (configurationOf(file) !== configurationOf(located.file) || !file.text.includes(id)) continue;
    for (const [text, account = ''] of file.text.matchAll(pattern)) found.set(text, account);
  }
  const [only] = found;
  return only && found.size === 1 ? { text: only[0], account: only[1] } : undefined;
}

function wordsFor(value: KeyTarget['value']): string {
  if (value.kind === 'reference') return value.text.replace(/^\$\{(.*)\}$/, '$1');
  const text = textOf(value);
  return text === undefined ? 'This' : `"${text}"`;
}
