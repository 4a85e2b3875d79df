import { matchActions } from '../../facts/actions';
import { parseArn } from '../../facts/arns';
import { actsOnKey } from '../../facts/cross-account';
import type { Action } from '../../facts/service-facts';
import { hasWildcard } from '../../facts/wildcards';
import { knownTexts } from '../../model/conditions';
import type { Model } from '../../model/model';
import { namesOneArn, outlined, type Outlined } from '../../model/outlined';
import type { Policy } from '../../model/policy';
import { isAttached, statementsOf, type PolicyStatement } from '../../model/policy-scope';
import { outsideVariables } from '../../model/variables';
import { HOLE } from '../../syntax/text-map';
import type { StringValue } from '../../syntax/value';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** In an identity's policy KMS actions are about keys, by the keys' own ARNs. */
export const rule: Rule = {
  meta: {
    id: 'iam-kms-resource',
    severity: 'error',
    perPolicy: true,
    title: "An identity's policy has KMS actions and a resource that is no key",
    why: "KMS compares `Resource` with the key's own ARN, `arn:aws:kms:<region>:<account>:key/<id>`. An alias's ARN stands for the alias alone (`kms:CreateAlias` and the like), even when the call names the key by that alias; a bucket's ARN never matches a KMS call. The policy looks right, and the call ends with \"no identity-based policy allows the kms:Decrypt action\". A bare id or an alias's name is refused by IAM.",
    fix: 'Write the key\'s ARN. To allow whatever key an alias means, use `"Resource": "*"` with a condition on `kms:RequestAlias` or `kms:ResourceAliases`.',
    sources: [
      'KMS Developer Guide, "Specifying KMS keys in IAM policy statements" (https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html)',
    ],
  },
  *check(model) {
    for (const found of statementsOf(model, 'identity')) {
      if (!isAttached(found.policy) && found.policy.file.language !== 'json') continue;
      yield* outsideVariables(findings(found, model), model);
    }
  },
};

function* findings({ policy, statement }: PolicyStatement, model: Model): Generator<Finding> {
  const { action, resource, notAction, effect } = statement;
  if (effect !== 'Allow' || !action || notAction || !resource) return;
  const onKeys = knownTexts(action.items).filter(({ text }) => matchActions(text).some(isOnKeyAlone));
  const [first] = onKeys;
  if (!first || !/^kms:/i.test(first.text)) return;
  const read = resource.items.map((value) => ({ value, read: outlined(value) }));
  for (const { value, read: outline } of read) {
    const what = outline && misnamed(outline.text);
    if (what !== undefined)
      yield findingAt(
        policy.file,
        value,
        `${what} Write the key's ARN, "arn:aws:kms:<region>:<account>:key/<id>".`,
      );
  }
  const mayBeKey = read.some(({ value, read: outline }) =>
    outline ? isOpen(outline) : !isNoKey(model.resolve(value, policy)?.resource.type),
  );
  const isComplete = resource.complete || namesOneArn(resource.entry.value);
  if (mayBeKey || !isComplete || read.length === 0) return;
  if (read.some(({ read: outline }) => outline && misnamed(outline.text) !== undefined)) return;
  const hasAlias = read.some(({ value, read: outline }) =>
    outline
      ? parseArn(outline.text)?.resource.startsWith('alias/')
      : model.resolve(value, policy)?.resource.type === 'aws_kms_alias',
  );
  for (const value of onKeys) yield neverApplies(policy, value, hasAlias);
}

/** Whether an action is decided on a key, and on nothing else that a resource could name. */
function isOnKeyAlone(action: Action): boolean {
  return actsOnKey(action.name) && !action.details?.resourceTypes.some(({ name }) => name === 'alias');
}

/** A way to name a key that IAM does not understand, or that stands for something else. */
function misnamed(text: string): string | undefined {
  if (KEY_ID.test(text))
    return `"${text}" is the id of a key, and IAM takes ARNs alone: it refuses the policy.`;
  if (/^alias\//.test(text))
    return `"${text}" is the name of an alias, and IAM takes ARNs alone: it refuses the policy.`;
  const arn = parseArn(text);
  if (arn?.service === 'kms' && KEY_ID.test(arn.resource)) {
    return `"${text.replaceAll(HOLE, '${…}')}" lacks "key/" before the id: it matches no key.`;
  }
  if (arn?.service === 'kms' && arn.resource.startsWith('key/')) {
    const lacking = [arn.region === '' && 'Region', arn.account === '' && 'account'].filter(Boolean);
    if (lacking.length > 0) {
      return `"${text.replaceAll(HOLE, '${…}')}" has no ${lacking.join(' and no ')}, and every key has both in its ARN: it matches no key.`;
    }
  }
  return undefined;
}

/** Whether a resource may be a key: a wildcard, a hole, a key's ARN, or words that stand for one. */
function isOpen({ text }: Outlined): boolean {
  const arn = parseArn(text);
  if (!arn) return true;
  if (hasWildcard(arn.service) || arn.service.includes(HOLE)) return true;
  return arn.service === 'kms' && !arn.resource.startsWith('alias/');
}

function isNoKey(type: string | undefined): boolean {
  return type === 'aws_s3_bucket' || type === 'aws_kms_alias' || /^aws_(fsx|iam)_/.test(type ?? '');
}

function neverApplies({ file }: Policy, value: StringValue, hasAlias: boolean): Finding {
  const why = hasAlias
    ? "an alias's ARN stands for the alias, not for its key"
    : "none of the statement's resources is a key";
  const message = `"${value.text}" never applies: ${why}. The call ends with "no identity-based policy allows the action". Give it a statement with the key's ARN.`;
  return findingAt(file, value, message);
}
