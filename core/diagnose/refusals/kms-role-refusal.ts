/**
 * Calls to KMS that are refused to the role of a file system, for want of an Allow.
 * Sources: KMS Developer Guide, "Allowing users in other accounts to use a KMS key", "Grants in AWS KMS" and
 * "Troubleshooting key access"; FSx for Lustre User Guide, "Working with server-side encrypted Amazon S3 buckets"; IAM
 * User Guide, "Troubleshoot access denied error messages".
 */
import { callerText } from '../caller';
import { grantChange } from '../changes/grant-change';
import { keyPolicyChange } from '../changes/policy-changes';
import { describeKey, getBucketEncryption, getKeyPolicy, listGrants } from '../commands';
import { quote, type Found } from '../found';
import { contextSentence, ONE_LAYER, operationsOf } from './kms-words';
import type { Refusal } from './refusal';
import { accountIn, type Scene } from '../scene';
import { listed } from '../words';

/** The refusal of a file system's role. */
export function fileSystemKmsRefusal(refusal: Refusal, scene: Scene): Found {
  const { layer, caller } = refusal;
  if (caller.kind !== 'file-system') throw new Error('It is about the role of a file system.');
  const isOwnKey = scene.accounts.key !== undefined && scene.accounts.key === caller.account;
  if (
    isOwnKey &&
    (layer === 'identity-based' || (layer === 'resource-based' && refusal.explicit === false))
  ) {
    return ownKey(refusal, scene);
  }
  const isGrantable = operationsOf(refusal.actions).length > 0;
  if (isGrantable && layer === 'identity-based') return missingGrant(refusal, scene);
  if (isGrantable && layer === 'resource-based' && refusal.explicit === false)
    return keyPolicySilent(refusal, scene);
  return unsaid(refusal, scene);
}

function missingGrant(refusal: Refusal, scene: Scene): Found {
  const { caller, actions } = refusal;
  const isAbroad = refusal.resource !== undefined || refusal.events.some(({ keyArns }) => keyArns.length > 0);
  const operations = operationsOf(actions);
  const roleText = callerText(caller);
  return {
    layer: 'grant',
    title: `The file system's role has no grant that covers ${listed(operations)}`,
    account: accountIn(scene, 'fileSystem'),
    step: 'grant',
    confidence: isAbroad ? 'certain' : 'likely',
    sure: [
      quote(refusal),
      `The sentence names identity-based policies, and none of those can be mended here: ${roleText} is a service-linked role, whose policy is AWS's own, cannot be edited, and holds no kms action. Across accounts a grant takes its place: the grant is what is missing.`,
      `When this was refused, no grant in force let the role ${listed(operations)} with what the request carried: KMS allows a call that a grant covers.`,
      ...contextSentence(refusal),
    ],
    unsure: [
      ...(isAbroad
        ? []
        : [
            {
              text: 'The text does not name the key. In account A itself, the key policy has to name the role, and no grant is needed.',
              ...getBucketEncryption(scene),
            },
          ]),
      {
        text: `Whether there is no grant at all, or one that does not fit: for another role, without ${listed(operations)}, with a constraint on the encryption context, or made only minutes before.`,
        ...listGrants(scene),
      },
      { text: `Whether the key policy does its part. ${ONE_LAYER}`, ...getKeyPolicy(scene) },
    ],
    changes: [
      grantChange(scene, operations),
      keyPolicyChange(scene, ['CreateGrantForFileSystem', 'ManageGrants'], {
        what: 'Before that, where it is not there yet: let account A create this grant, and no other, and list and revoke the grants of the key, in the key policy',
        shape: { operations },
      }),
    ],
  };
}

/** A key in the file system's own account: the account principal delegates to policies, of which the role's holds no kms action. */
function ownKey(refusal: Refusal, scene: Scene): Found {
  return {
    layer: 'key-policy',
    title: "The key policy does not name the file system's role",
    account: accountIn(scene, 'key'),
    step: 'grant',
    confidence: 'certain',
    sure: [
      quote(refusal),
      `Key and file system are in the same account, ${scene.accounts.key ?? ''}. There the key policy alone is enough if it names the role (or "*", narrowed by conditions); the account as principal only hands the decision to identity policies, and a service-linked role's cannot be edited and holds no kms action.`,
      ...contextSentence(refusal),
    ],
    unsure: [
      {
        text: 'Whether the key policy names the role and a condition does not fit: kms:ViaService, kms:CallerAccount or the encryption context.',
        ...getKeyPolicy(scene),
      },
    ],
    changes: [
      keyPolicyChange(scene, ['FileSystemThroughS3'], {
        what: "Name the file system's role in the key policy",
      }),
    ],
  };
}

function keyPolicySilent(refusal: Refusal, scene: Scene): Found {
  const { caller, actions } = refusal;
  const operations = operationsOf(actions);
  return {
    layer: 'key-policy',
    title: `The key policy does not let the file system's role ${listed(operations)}`,
    account: accountIn(scene, 'key'),
    step: 'key-policy',
    confidence: 'certain',
    sure: [
      quote(refusal),
      `The resource is the key, and its only resource-based policy is the key policy: no statement in it allows ${listed(actions)} to ${callerText(caller)} for this request.`,
      'A grant would have allowed the call as well: none that was in force did.',
      ...contextSentence(refusal),
    ],
    unsure: [
      {
        text: 'Whether the statement is missing, or is there and a condition does not fit: kms:ViaService, kms:CallerAccount, aws:PrincipalArn or the encryption context.',
        ...getKeyPolicy(scene),
      },
      {
        text: `Whether there is a grant. With the key policy alone the call stays refused across accounts, as the role's own policy holds no kms action (step 6).`,
        ...listGrants(scene),
      },
    ],
    changes: [
      keyPolicyChange(scene, ['FileSystemThroughS3', 'CreateGrantForFileSystem', 'ManageGrants'], {
        what: "Let the file system's role use the key through S3, and account A create the grant, in the key policy",
        shape: { operations },
      }),
      grantChange(scene, operations),
    ],
  };
}

/** KMS does not say which it is: the sentence lists three reasons, or none. */
function unsaid(refusal: Refusal, scene: Scene): Found {
  const isAny = refusal.layer === 'resource-based';
  return {
    layer: 'open',
    title: isAny
      ? "The key is not in this Region, or its policy does not let the file system's role use it"
      : "KMS refuses the file system's role, and does not say which policy is missing",
    account: accountIn(scene, 'key'),
    step: isAny ? 'key-policy' : 'grant',
    confidence: 'open',
    sure: [quote(refusal), ...contextSentence(refusal)],
    unsure: [
      ...(isAny
        ? [{ text: 'Whether the key exists in this Region, and is enabled.', ...describeKey(scene) }]
        : []),
      { text: 'Whether the key policy allows it, or denies it.', ...getKeyPolicy(scene) },
      { text: 'Whether the role has a grant that covers it.', ...listGrants(scene) },
    ],
    changes: [],
  };
}
