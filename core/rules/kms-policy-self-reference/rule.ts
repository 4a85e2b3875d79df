import { isSameResource } from '../../model/configuration';
import { dependenciesOf } from '../../model/dependencies';
import { KEY_RESOURCES } from '../../model/key-target';
import type { Model } from '../../model/model';
import type { Policy } from '../../model/policy';
import { referencesIn } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import type { Resource } from '../../syntax/source-file';
import type { ReferenceValue } from '../../syntax/value';
import type { Finding, Rule } from '../rule';

/** Terraform makes a resource after all that it refers to: a key can't wait for itself. */
export const rule: Rule = {
  meta: {
    id: 'kms-policy-self-reference',
    severity: 'error',
    perPolicy: true,
    title: "A key's policy refers to the key that it is part of",
    why: 'The `policy` of an `aws_kms_key` is sent with the request that creates the key, so that the key has no ARN yet. Terraform stops with "Self-referential block", or with "Cycle" when the way leads through a policy document or another resource.',
    fix: 'Write `"*"` as the resource: in a key\'s policy it means this key. Or give the policy to the key afterwards, by `aws_kms_key_policy`.',
    sources: [
      'KMS Developer Guide, "Creating a key policy", "Resource" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html)',
      'Terraform, "aws_kms_key_policy" (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key_policy)',
    ],
  },
  *check(model) {
    for (const policy of model.policies) {
      if (policy.kind !== 'key') continue;
      const keys = policy.holders.filter(({ resource }) => KEY_RESOURCES.includes(resource.type));
      for (const key of keys) yield* findings(policy, key, model);
    }
  },
};

function* findings(policy: Policy, key: Located, model: Model): Generator<Finding> {
  // A plan is of a configuration without cycles.
  if (policy.file.language === 'plan') return;
  const waiting = new Map<Resource, boolean>();
  for (const reference of referencesIn(policy.node)) {
    const found = model.resolve(reference, policy);
    if (!found) continue;
    const isItself = isSameResource(found, key);
    const waits = waiting.get(found.resource) ?? dependenciesOf(found, model).resources.has(key.resource);
    waiting.set(found.resource, waits);
    if (!isItself && !waits) continue;
    yield { file: policy.file, range: reference.range, message: messageFor(reference, isItself) };
  }
}

function messageFor({ text }: ReferenceValue, isItself: boolean): string {
  return isItself
    ? `${text} is the key that has this policy: Terraform stops, because the key would have to be there before itself. Write "*", which means this key.`
    : `${text} waits for the key that has this policy: Terraform stops with "Cycle". Give the policy to the key afterwards, by aws_kms_key_policy.`;
}
