/**
 * Refused calls to S3 for want of an Allow.
 * Sources: S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors" and "Blocking public access to your
 * Amazon S3 storage"; FSx for Lustre User Guide, "AWS managed policies" and "Amazon FSx is unable to validate access to
 * the S3 bucket".
 */
import { permissionFor } from '../../facts/api-permissions';
import { isRoleAction, stepOf } from './action-steps';
import { callerText } from '../caller';
import { callerPolicyChange } from '../changes/caller-policy';
import {
  bucketPolicyChange,
  callerBucketPolicyChange,
  refusedBucketPolicyChange,
} from '../changes/policy-changes';
import { command } from '../changes/shell';
import { standIn, valuesOf } from '../changes/values';
import {
  describeAssociations,
  getBucketEncryption,
  getBucketPolicy,
  lookupEvents,
  ownPolicies,
} from '../commands';
import { quote, type Found } from '../found';
import type { Refusal } from './refusal';
import { accountIn, accountOf, named, type Scene } from '../scene';
import { listed } from '../words';

/** The refusal of a file system's role. */
export function fileSystemS3Refusal(refusal: Refusal, scene: Scene): Found {
  const { layer, caller, actions, explicit } = refusal;
  const isOwn = actions.every(isRoleAction);
  if (layer === 'resource-based' && explicit === false) {
    return {
      layer: 'bucket-policy',
      title: `The bucket policy does not let the file system's role ${listed(actions)}`,
      account: accountIn(scene, 'bucket'),
      step: 'bucket-policy',
      confidence: 'certain',
      sure: [
        quote(refusal),
        'The only resource-based policy here is the bucket policy: no statement in it allows this to the role, on this bucket or object.',
      ],
      unsure: [
        {
          text: 'Whether the statement is missing, names the bucket only and not its objects (or the other way round), or has a condition that does not fit.',
          ...getBucketPolicy(scene),
        },
      ],
      changes: isOwn ? [refusedBucketPolicyChange(scene, { actions, resource: refusal.resource })] : [],
    };
  }
  if (layer === 'identity-based' && isOwn) {
    return {
      layer: 'association',
      title: "The policy of the file system's role does not reach this bucket",
      account: accountIn(scene, 'fileSystem'),
      step: 'upload-and-mount',
      confidence: 'likely',
      sure: [
        quote(refusal),
        `AWS makes the policy of ${callerText(caller)} for the buckets that the file system is linked to, with ${listed(actions)}; nobody else can edit it.`,
      ],
      unsure: [
        {
          text: 'Whether the file system is linked to this bucket (any more).',
          ...describeAssociations(scene),
        },
        {
          text: 'Whether the bucket policy allows it: across accounts both have to.',
          ...getBucketPolicy(scene),
        },
      ],
      changes: [],
    };
  }
  return {
    layer: 'open',
    title: "S3 refuses the file system's role, and does not say which policy is missing",
    account: accountIn(scene, 'bucket'),
    step: 'bucket-policy',
    confidence: 'open',
    sure: [quote(refusal)],
    unsure: [
      {
        text: 'Whether the bucket policy allows it, on the bucket and on its objects, and denies it nowhere.',
        ...getBucketPolicy(scene),
      },
      { text: 'Whether the file system is linked to this bucket.', ...describeAssociations(scene) },
      {
        text: 'Whether it is the key that refuses: S3 answers "Access Denied" for that too.',
        ...lookupEvents(scene, 'Decrypt'),
      },
    ],
    changes: [],
  };
}

/** The refusal of anybody else, or of a caller that the text does not name. */
export function callerS3Refusal(refusal: Refusal, scene: Scene): Found {
  const { layer, caller, explicit, blockPublicAccess } = refusal;
  const actions = refusal.actions.length > 0 ? refusal.actions : refusal.operations.map(actionOf);
  const step = actions[0] === undefined ? undefined : stepOf(actions[0]);
  const stepPart = named('step', step);
  const account = caller.kind === 'principal' ? caller.account : undefined;
  const resource = refusal.resource ?? valuesOf(scene).bucketArn;
  if (blockPublicAccess !== undefined) return blocked(refusal, scene, stepPart);
  if (layer === 'identity-based') {
    return {
      layer,
      title: `No policy of ${callerText(caller)} allows ${listed(actions)}`,
      account: accountOf(scene, account),
      ...stepPart,
      confidence: 'certain',
      sure: [quote(refusal)],
      unsure: [
        ...ownPolicies(caller, scene),
        {
          text: 'Whether the bucket policy allows it too: across accounts both have to.',
          ...getBucketPolicy(scene),
        },
      ],
      changes: [callerPolicyChange(scene, caller, { actions, resource })],
    };
  }
  if (layer === 'resource-based' && explicit === false) {
    const principal =
      caller.kind === 'principal' ? (caller.policyArn ?? standIn('callerArn')) : standIn('callerArn');
    return {
      layer: 'bucket-policy',
      title: `The bucket policy does not allow ${listed(actions)} to ${callerText(caller)}`,
      account: accountIn(scene, 'bucket'),
      ...stepPart,
      confidence: 'certain',
      sure: [quote(refusal)],
      unsure: [
        { text: 'Whether a statement is there and a condition does not fit.', ...getBucketPolicy(scene) },
        ...ownPolicies(caller, scene),
      ],
      // Without credentials the caller is everybody: no change that opens a bucket to them is proposed.
      changes:
        caller.kind === 'anonymous'
          ? []
          : [callerBucketPolicyChange(scene, { principal, actions, resource })],
    };
  }
  return {
    layer: 'open',
    title: `S3 refuses ${actions.length === 0 ? 'a call' : listed(actions)}, and does not say which policy is missing`,
    account: accountIn(scene, 'bucket'),
    ...stepPart,
    confidence: 'open',
    sure: [quote(refusal), 'S3 leaves the reason out where caller and bucket are in different accounts.'],
    unsure: [
      { text: 'Whether the bucket policy allows it, and denies it nowhere.', ...getBucketPolicy(scene) },
      ...ownPolicies(caller, scene),
      {
        text: 'Whether the bucket is encrypted with a key that this caller cannot use: S3 answers "Access Denied" for that too.',
        ...getBucketEncryption(scene),
      },
    ],
    changes: [],
  };
}

function blocked(refusal: Refusal, scene: Scene, stepPart: Pick<Found, 'step'>): Found {
  const isPolicy = /policy/i.test(refusal.blockPublicAccess ?? '');
  return {
    layer: 'block-public-access',
    title: isPolicy
      ? 'The new bucket policy is public, and S3 Block Public Access refuses it'
      : 'S3 Block Public Access refuses a public ACL',
    account: accountIn(scene, 'bucket'),
    ...stepPart,
    confidence: 'certain',
    sure: [
      quote(refusal),
      isPolicy
        ? 'No policy has to be changed for this but the new one: a statement that allows something to "*" without a condition that fixes accounts is public. The file system needs none: name account A.'
        : 'The file system needs no public ACL.',
    ],
    unsure: [
      {
        text: "Whether the setting is the bucket's or its account's.",
        command: command('aws', 's3api', 'get-public-access-block', '--bucket', valuesOf(scene).bucket),
        account: accountIn(scene, 'bucket'),
      },
    ],
    changes: isPolicy ? [bucketPolicyChange(scene)] : [],
  };
}

/** The permission that an operation of S3 takes. */
function actionOf(operation: string): string {
  return permissionFor(`s3:${operation}`) ?? `s3:${operation}`;
}
