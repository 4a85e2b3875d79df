import { regionOf } from '../../model/accounts';
import { given } from '../../model/configuration';
import { keyTargetOf, type KeyTarget } from '../../model/key-target';
import type { Model } from '../../model/model';
import { settingOf } from '../../model/setting';
import { textOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Finding, Rule } from '../rule';

/** Only multi-Region primary keys have replicas, and these are in other Regions. */
export const rule: Rule = {
  meta: {
    id: 'kms-replica-primary',
    severity: 'error',
    title: 'A replica is made of a single-Region key, or in the Region of its primary key',
    why: 'A key is multi-Region from its creation or never. `ReplicateKey` refuses a single-Region key with `UnsupportedOperationException`, and a second key in the Region of the first with `ValidationException`.',
    fix: 'Set `multi_region = true` on the primary key, which replaces it, and give the replica a provider of another Region.',
    sources: [
      'KMS Developer Guide, "Multi-Region keys in AWS KMS" (https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html)',
      'KMS API Reference, ReplicateKey (https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html)',
    ],
  },
  *check(model) {
    for (const located of model.resources('aws_kms_replica_key', 'aws_kms_replica_external_key')) {
      const primary = keyTargetOf(given(located.resource.body, 'primary_key_arn'), located, model);
      if (primary) yield* checkReplica(located, primary, model);
    }
  },
};

function* checkReplica(located: Located, primary: KeyTarget, model: Model): Generator<Finding> {
  const { value, resource } = primary;
  const related = resource ? [relatedTo(resource, 'The primary key')] : [];
  if (isSingleRegion(primary, model)) {
    const message =
      'The primary key is a single-Region key, and these have no replicas: ReplicateKey ends in UnsupportedOperationException. Set multi_region = true on the primary key.';
    yield findingAt(located.file, value, message, { related });
    return;
  }
  const region = regionOf(located, model);
  if (region === undefined || region !== primary.region) return;
  const message = `The replica and its primary key are both in "${region}": ReplicateKey refuses a second key in one Region. Use a provider of another Region.`;
  yield findingAt(located.file, value, message, { related });
}

function isSingleRegion({ value, resource, form }: KeyTarget, model: Model): boolean {
  if (resource) {
    // A replica of a replica is another mistake, of which AWS says so itself.
    if (!['aws_kms_key', 'aws_kms_external_key'].includes(resource.resource.type)) return false;
    const setting = settingOf(resource, 'multi_region', model);
    return setting.status === 'omitted' || (setting.status === 'given' && setting.text === 'false');
  }
  return form === 'arn' && /:key\/[0-9a-f]{8}-[0-9a-f-]+$/i.test(textOf(value) ?? '');
}
