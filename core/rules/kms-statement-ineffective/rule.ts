import { parseArn } from '../../facts/arns';
import { KEY_RESOURCES } from '../../model/key-target';
import { isSameResource } from '../../model/configuration';
import { lacks } from '../../model/elements';
import { keyAccountOf } from '../../model/key-account';
import type { Model } from '../../model/model';
import { namesOneArn, outlined } from '../../model/outlined';
import { statementHead, statementsOf, type PolicyStatement } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import { HOLE } from '../../syntax/text-map';
import type { Located } from '../../syntax/project';
import type { Value } from '../../syntax/value';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

/** A key's policy is about that key alone: its resource is `*`, or the key's own ARN. */
export const rule: Rule = {
  meta: {
    id: 'kms-statement-ineffective',
    severity: 'error',
    perPolicy: true,
    title: "A statement of a key's policy has no Resource or Action, or is about something else than the key",
    why: 'In a key\'s policy `"Resource": "*"` means this key. KMS accepts a statement without `Resource`, and one with another key\'s, an alias\'s or a bucket\'s ARN, without a word; the statement then does nothing, and calls are denied as if it were not there.',
    fix: 'Write `"Resource": "*"`. Which bucket the key is used for belongs into a condition: `kms:EncryptionContext:aws:s3:arn`.',
    sources: [
      'KMS Developer Guide, "Creating a key policy" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html)',
    ],
  },
  *check(model) {
    for (const found of statementsOf(model, 'key')) {
      yield* outsideVariables(missing(found), model);
      yield* outsideVariables(elsewhere(found, model), model);
    }
  },
};

function* missing({ policy: { file }, statement }: PolicyStatement): Generator<Finding> {
  const range = statementHead(statement);
  if (lacks(statement, 'Action', 'NotAction')) {
    yield {
      file,
      range,
      message: 'The statement has no Action: it has no effect. Add the KMS actions that it is about.',
    };
  } else if (lacks(statement, 'Resource', 'NotResource')) {
    yield {
      file,
      range,
      message:
        'The statement has no Resource: KMS accepts it, and it has no effect. Add "Resource": "*", which means this key.',
    };
  }
}

/** Resources that are not this key. While others of the statement may be, it has an effect. */
function* elsewhere({ policy, statement }: PolicyStatement, model: Model): Generator<Finding> {
  const { resource } = statement;
  if (!resource) return;
  const account = keyAccountOf(policy, model);
  const found = resource.items.map((value) => ({
    value,
    what: whatElse(value, policy.holders, account, model),
  }));
  const isComplete = resource.complete || namesOneArn(resource.entry.value);
  const hasEffect = !isComplete || found.some(({ what }) => what === undefined);
  for (const { value, what } of found) {
    if (what === undefined) continue;
    const consequence = hasEffect ? 'it adds nothing' : 'the statement has no effect';
    const message = `${what}, and a key's policy is about its own key alone: ${consequence}. Write "*", which means this key.`;
    yield findingAt(policy.file, value, message, hasEffect ? { severity: 'warning' } : {});
  }
}

/** What a resource is, if it is certainly not the key; undefined else. */
function whatElse(
  value: Value,
  holders: readonly Located[],
  account: string | undefined,
  model: Model,
): string | undefined {
  const read = outlined(value);
  if (!read) return otherKey(value, holders, model);
  const { text } = read;
  if (/^[*?]+$/.test(text)) return undefined;
  const arn = parseArn(text);
  if (!arn) {
    // A hole at the beginning may be a whole ARN.
    return text.startsWith(HOLE) ? undefined : `"${shown(text)}" is no ARN`;
  }
  if (arn.service !== 'kms' && !/[*?\uFFFC]/.test(arn.service)) return `"${shown(text)}" is no key`;
  if (arn.resource.startsWith('alias/')) return `"${shown(text)}" is an alias`;
  if (/^\d{12}$/.test(arn.account) && account !== undefined && arn.account !== account) {
    return `"${shown(text)}" is a key of account "${arn.account}", while this one is in "${account}"`;
  }
  return undefined;
}

function shown(text: string): string {
  return text.replaceAll(HOLE, '${…}');
}

/** A reference to a resource that none of the policy's keys is. */
function otherKey(value: Value, holders: readonly Located[], model: Model): string | undefined {
  const [holder] = holders;
  const found = holder && model.resolve(value, holder);
  if (!found || value.kind !== 'reference' || found.attribute[0] !== 'arn') return undefined;
  if (!KEY_RESOURCES.includes(found.resource.type)) {
    return /^aws_(s3|fsx|iam)_/.test(found.resource.type) ? `${value.text} is no key` : undefined;
  }
  const keys = holders.map((located) => keyOf(located, model));
  if (found.resource.repeated || !keys.every((key) => key && !isSameResource(key, found))) return undefined;
  return `${value.text} is another key`;
}

/** The key that has a policy: the holder itself, or the one that it names. */
function keyOf(holder: Located, model: Model): Located | undefined {
  if (KEY_RESOURCES.includes(holder.resource.type)) return holder;
  const named = holder.resource.body.entries.find(({ key }) => key.text === 'key_id')?.value;
  const found = model.resolve(named, holder);
  return found && KEY_RESOURCES.includes(found.resource.type) ? found : undefined;
}
