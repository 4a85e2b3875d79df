/** What only live accounts show: states, and settings that no stack of ours has. */
import { parseArn } from '../facts/arns';
import { valueOf, type AssociationFacts, type BucketFacts, type Evidence } from './evidence';
import type { LiveCheck } from './live-check';
import { publicAccessOf, publicnessOf } from './public-access';
import { roleChecks } from './role';
import { updateAssociation } from './update-association';

/** @param buckets names of those that are linked, or meant to be */
export function liveChecks(evidence: Evidence, buckets: readonly string[]): LiveCheck[] {
  return [
    ...bucketChecks(evidence, buckets),
    ...keyChecks(evidence),
    ...meantKeyChecks(evidence, buckets),
    ...fileSystemChecks(evidence),
    // What follows from it, as a MISCONFIGURED association does, comes after it.
    ...roleChecks(evidence),
    ...(valueOf(evidence.associations) ?? []).flatMap((one) => associationChecks(one, evidence)),
  ];
}

function bucketChecks({ buckets }: Evidence, linked: readonly string[]): LiveCheck[] {
  return buckets
    .filter(({ name }) => linked.includes(name))
    .flatMap((bucket): LiveCheck[] => {
      if (valueOf(bucket.exists) !== false) return publicAccessChecks(bucket);
      const message = `S3 knows no bucket ${bucket.name}.`;
      const advice = 'Make it again, or link another one.';
      return [{ step: 1, layer: 'bucket', holds: false, message, advice }];
    });
}

function publicAccessChecks(bucket: BucketFacts): LiveCheck[] {
  const { name } = bucket;
  const access = publicAccessOf(bucket);
  switch (access.status) {
    case 'open':
      return [];
    case 'closed':
      return [
        {
          step: 1,
          layer: 'public access',
          holds: false,
          message: `The policy of ${name} is public, and RestrictPublicBuckets of S3 Block Public Access, which is on for ${access.by}, then lets no other account in.`,
          advice: `Name account A or the file system's role as Principal instead of "*", or narrow "*" by aws:PrincipalArn.`,
        },
      ];
    case 'unsettled': {
      // Of a policy that nobody could read, step 1 is not known in any case.
      if (publicnessOf(bucket) === 'unknown') return [];
      const message = `The policy of ${name} names everybody: whether it counts as public, and whether S3 Block Public Access of the bucket or of its account restricts public buckets, would settle whether account A gets in.`;
      return [{ step: 1, layer: 'public access', holds: undefined, message }];
    }
  }
}

/** Source: KMS Developer Guide, "Key states of AWS KMS keys". */
function keyChecks({ keys, region }: Evidence): LiveCheck[] {
  return keys.flatMap(({ arn, metadata }): LiveCheck[] => {
    const facts = valueOf(metadata);
    if (!facts) return [];
    const { state, manager } = facts;
    const bad = (message: string, advice?: string, command?: string): LiveCheck => ({
      step: 2,
      layer: 'key',
      holds: false,
      message,
      ...(advice === undefined ? {} : { advice }),
      ...(command === undefined ? {} : { command }),
    });
    if (manager === 'AWS') {
      return [
        bad(`${arn} is an AWS managed key: no other account can ever use it.`, 'Use a customer managed key.'),
      ];
    }
    const where = `--key-id ${arn} --region ${parseArn(arn)?.region ?? region}`;
    switch (state) {
      case 'Enabled':
        return [];
      case 'Disabled':
        return [
          bad(
            `${arn} is disabled: every use of it fails (DisabledException).`,
            'Enable it.',
            `aws kms enable-key ${where}`,
          ),
        ];
      case 'PendingDeletion':
        return [
          bad(
            `${arn} waits for its deletion: every use of it fails (KMSInvalidStateException).`,
            'Cancel the deletion and enable it, before what it encrypted is lost.',
            `aws kms cancel-key-deletion ${where} && aws kms enable-key ${where}`,
          ),
        ];
      default:
        return [bad(`${arn} is ${state}: it cannot be used (KMSInvalidStateException).`)];
    }
  });
}

/** A bucket that names a key, and not the one that the user named. */
function meantKeyChecks({ buckets, named }: Evidence, linked: readonly string[]): LiveCheck[] {
  const [meant] = named.keys;
  if (meant === undefined) return [];
  return buckets.flatMap(({ name, encryption }): LiveCheck[] => {
    const key = valueOf(encryption)?.key;
    const isOther = key?.includes(':key/') === true && !named.keys.includes(key);
    if (!isOther || !linked.includes(name)) return [];
    const message = `${name} encrypts new objects with ${key}, which is not the key that is meant.`;
    return [
      { step: 3, layer: 'default encryption', holds: false, message, advice: `Set aws:kms with ${meant}.` },
    ];
  });
}

/** States in which a file system serves. */
const SERVING = /^(AVAILABLE|UPDATING)$/;

function fileSystemChecks({ fileSystem, fileSystemId: id }: Evidence): LiveCheck[] {
  const facts = valueOf(fileSystem);
  if (!facts || SERVING.test(facts.lifecycle)) return importChecks(facts?.imported);
  const isUnderway = facts.lifecycle === 'CREATING';
  const message = `${id} is ${facts.lifecycle}${facts.failure === undefined ? '' : `: ${facts.failure}`}.`;
  return [{ step: 4, layer: 'file system', holds: isUnderway ? undefined : false, message }];
}

type Imported = { lifecycle?: string | undefined; failure?: string | undefined; importPath: string };

function importChecks(imported: Imported | undefined): LiveCheck[] {
  if (imported?.lifecycle !== 'MISCONFIGURED') return [];
  const why = imported.failure ?? 'the file system cannot use the bucket';
  return [
    {
      step: 4,
      layer: 'association',
      holds: false,
      message: `The import from ${imported.importPath} is MISCONFIGURED: ${why}`,
    },
  ];
}

function associationChecks(one: AssociationFacts, { region }: Evidence): LiveCheck[] {
  const { id, lifecycle, failure, dataRepositoryPath: path } = one;
  if (/^(AVAILABLE|UPDATING|DELETING)$/.test(lifecycle)) return [];
  const why = failure === undefined ? '' : `: ${failure.replace(/\.$/, '')}`;
  const message = `The association ${id} with ${path} is ${lifecycle}${why}.`;
  if (lifecycle === 'CREATING') return [{ step: 4, layer: 'association', holds: undefined, message }];
  return [
    {
      step: 4,
      layer: 'association',
      holds: false,
      message,
      advice:
        lifecycle === 'MISCONFIGURED'
          ? 'Mend what it names, then apply its settings again.'
          : 'Mend what it names, delete it and make it again.',
      ...(lifecycle === 'MISCONFIGURED' && {
        command: updateAssociation(one, one.autoImport, region),
      }),
    },
  ];
}
