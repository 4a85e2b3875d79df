/**
 * Calls to KMS that are refused to people and pipelines, for want of an Allow.
 * Sources: KMS Developer Guide, "Allowing users in other accounts to use a KMS key" and "Troubleshooting key access";
 * KMS API Reference, "Cross-account use".
 */
import { worksCrossAccount } from '../facts/cross-account';
import { stepOf } from './action-steps';
import { callerText } from './caller';
import {
  callerKeyPolicyChange,
  callerPolicyChange,
  grantAdministratorChange,
  keyPolicyChange,
} from './changes/policy-changes';
import { valuesOf } from './changes/values';
import { describeKey, getKeyPolicy, ownPolicies } from './commands';
import type { Change } from './diagnosis';
import { quote, type Found } from './found';
import { contextSentence, ONE_LAYER } from './kms-words';
import type { Refusal } from './refusal';
import { accountIn, accountOf, type Scene } from './scene';
import { accountText, listed } from './words';

/** The refusal of anybody else. */
export function callerKmsRefusal(refusal: Refusal, scene: Scene): Found {
  const { layer, caller, actions, explicit } = refusal;
  const step = actions[0] === undefined ? undefined : stepOf(actions[0]);
  const account = caller.kind === 'principal' ? caller.account : undefined;
  const isAbroad =
    account !== undefined && scene.accounts.key !== undefined && account !== scene.accounts.key;
  const never = isAbroad ? actions.filter((action) => worksCrossAccount(action) === false) : [];
  const sure = [
    quote(refusal),
    ...(never.length > 0
      ? [
          `${listed(never)} cannot be used from another account at all, whatever the key policy says: it takes a caller of ${accountText(accountIn(scene, 'key'))}.`,
        ]
      : []),
    ...contextSentence(refusal),
  ];
  const stepPart = step === undefined ? {} : { step };
  if (layer === 'identity-based') {
    return {
      layer: 'identity-based',
      title: `No policy of ${callerText(caller)} allows ${listed(actions)}`,
      account: accountOf(scene, account),
      ...stepPart,
      confidence: 'certain',
      sure,
      unsure: [
        ...ownPolicies(refusal.caller, scene),
        {
          text: `Whether the key policy allows it too: both have to, across accounts. ${ONE_LAYER}`,
          ...getKeyPolicy(scene),
        },
      ],
      changes: never.length > 0 ? [] : [ownPolicyChange(refusal, scene)],
    };
  }
  if (layer === 'resource-based' && explicit === false) {
    return {
      layer: 'key-policy',
      title: `The key policy does not allow ${listed(actions)} to ${callerText(caller)}`,
      account: accountIn(scene, 'key'),
      ...stepPart,
      confidence: 'certain',
      sure,
      unsure: [
        {
          text: isAboutGrants(actions)
            ? 'Whether a statement is there and a condition does not fit. A create-grant by hand carries neither kms:ViaService nor an encryption context, and fails kms:GrantIsForAWSResource = true; kms:GranteePrincipal and kms:GrantOperations must be the ones that are asked for.'
            : 'Whether a statement is there and a condition does not fit.',
          ...getKeyPolicy(scene),
        },
        ...(isAbroad ? ownPolicies(refusal.caller, scene) : []),
      ],
      changes: never.length > 0 ? [] : keyChanges(refusal, scene),
    };
  }
  return {
    layer: 'open',
    title: `KMS refuses ${actions.length === 0 ? 'a call' : listed(actions)}, and does not say which policy is missing`,
    account: accountIn(scene, 'key'),
    ...stepPart,
    confidence: 'open',
    sure,
    unsure: [
      { text: 'Whether the key exists in this Region, and is enabled.', ...describeKey(scene) },
      { text: 'Whether the key policy allows it, or denies it.', ...getKeyPolicy(scene) },
      ...(caller.kind === 'principal' ? ownPolicies(refusal.caller, scene) : []),
    ],
    changes: [],
  };
}

function ownPolicyChange({ caller, actions }: Refusal, scene: Scene): Change {
  return isAboutGrants(actions)
    ? grantAdministratorChange(scene, caller)
    : callerPolicyChange(scene, caller, { actions, resource: valuesOf(scene).keyArn });
}

function keyChanges({ caller, actions, events }: Refusal, scene: Scene): Change[] {
  if (caller.kind !== 'principal') return [];
  if (isAboutGrants(actions)) {
    const isOfFileSystem =
      scene.accounts.fileSystem === undefined || scene.accounts.fileSystem === caller.account;
    const own = { ...scene, accounts: { ...scene.accounts, fileSystem: caller.account } };
    return isOfFileSystem
      ? [
          keyPolicyChange(own, ['CreateGrantForFileSystem', 'ManageGrants'], {
            what: 'Let the caller create the grant for the file system, and no other, in the key policy',
            shape: caller.policyArn === undefined ? {} : { adminPrincipalArn: caller.policyArn },
          }),
        ]
      : [];
  }
  const isThroughS3 =
    events.some(({ s3Context }) => s3Context !== undefined) || scene.accounts.bucket === caller.account;
  const isUse = actions.every((action) => /^kms:(?:Decrypt|GenerateDataKey)$/i.test(action));
  if (isThroughS3 && isUse) {
    const own = { ...scene, accounts: { ...scene.accounts, bucket: caller.account } };
    return [
      keyPolicyChange(own, ['UploadThroughS3'], {
        what: `Let account ${caller.account} use the key through S3 for this bucket, in the key policy`,
      }),
    ];
  }
  return [callerKeyPolicyChange(scene, caller.account, actions)];
}

function isAboutGrants(actions: readonly string[]): boolean {
  return actions.some((action) => /^kms:\w+Grants?$/i.test(action));
}
