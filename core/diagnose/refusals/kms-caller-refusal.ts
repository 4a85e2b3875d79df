/**
 * Calls to KMS that are refused to people and pipelines, for want of an Allow.
 * Sources: KMS Developer Guide, "Allowing users in other accounts to use a KMS key" and "Troubleshooting key access";
 * KMS API Reference, "Cross-account use".
 */
import { serviceOfOperation } from '../../evidence/sdk-error';
import { s3ViaService } from '../../facts/arns';
import { worksCrossAccount } from '../../facts/cross-account';
import { stepOf } from './action-steps';
import { callerText } from '../caller';
import { callerPolicyChange } from '../changes/caller-policy';
import { callerKeyPolicyChange, keyPolicyChange } from '../changes/policy-changes';
import { standIn, valuesOf } from '../changes/values';
import { describeKey, getKeyPolicy, ownPolicies } from '../commands';
import type { Change } from '../diagnosis';
import { quote, type Found } from '../found';
import { contextSentence, ONE_LAYER } from './kms-words';
import type { Refusal } from './refusal';
import { accountIn, accountOf, type Scene } from '../scene';
import { accountText, listed } from '../words';

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
      changes: never.length > 0 ? [] : partsOf(refusal).map((part) => ownPolicyChange(part, scene)),
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
          text: actions.some(isAboutGrants)
            ? 'Whether a statement is there and a condition does not fit. A create-grant by hand carries neither kms:ViaService nor an encryption context, and fails kms:GrantIsForAWSResource = true; kms:GranteePrincipal and kms:GrantOperations must be the ones that are asked for.'
            : 'Whether a statement is there and a condition does not fit.',
          ...getKeyPolicy(scene),
        },
        ...(isAbroad ? ownPolicies(refusal.caller, scene) : []),
      ],
      changes: never.length > 0 ? [] : partsOf(refusal).flatMap((part) => keyChange(part, scene)),
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

function ownPolicyChange(refusal: Refusal, scene: Scene): Change {
  const { caller, actions } = refusal;
  const { keyArn, region } = valuesOf(scene);
  if (!isThroughS3(refusal)) {
    return callerPolicyChange(scene, caller, { actions, resource: keyArn, ...also(alsoOf(actions)) });
  }
  const account = caller.kind === 'principal' ? caller.account : standIn('account');
  return callerPolicyChange(scene, caller, {
    actions,
    resource: keyArn,
    condition: { StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': s3ViaService(region) } },
    ...also(alsoOf(actions)),
  });
}

/** Grants, use through S3, and other calls: each takes a statement of its own. */
function partsOf(refusal: Refusal): Refusal[] {
  const grants = refusal.actions.filter(isAboutGrants);
  const data = isThroughS3(refusal) ? refusal.actions.filter(isUseOfData) : [];
  const rest = refusal.actions.filter((action) => !grants.includes(action) && !data.includes(action));
  return [grants, data, rest].flatMap((actions) => (actions.length === 0 ? [] : [{ ...refusal, actions }]));
}

function keyChange(refusal: Refusal, scene: Scene): Change[] {
  const { caller, actions } = refusal;
  if (caller.kind !== 'principal') return [];
  const sentence = alsoOf(actions);
  const more = sentence === undefined ? {} : { also: ` ${sentence}` };
  if (actions.some(isAboutGrants)) {
    const isOfFileSystem =
      scene.accounts.fileSystem === undefined || scene.accounts.fileSystem === caller.account;
    const own = { ...scene, accounts: { ...scene.accounts, fileSystem: caller.account } };
    const creates = actions.some((action) => /^kms:CreateGrant$/i.test(action));
    const managing = actions.filter((action) => /^kms:(?:ListGrants|RevokeGrant)$/i.test(action));
    return isOfFileSystem && (creates || managing.length > 0)
      ? [
          keyPolicyChange(own, ['CreateGrantForFileSystem', 'ManageGrants'], {
            what: creates
              ? `Let the caller create the grant for the file system, and no other${managing.length === 0 ? '' : `, and call ${listed(managing)}`}, in the key policy`
              : `Allow ${listed(actions)} to the caller in the key policy`,
            shape: caller.policyArn === undefined ? {} : { adminPrincipalArn: caller.policyArn },
            only: actions,
            ...more,
          }),
        ]
      : [];
  }
  if (isThroughS3(refusal)) {
    const own = { ...scene, accounts: { ...scene.accounts, bucket: caller.account } };
    return [
      keyPolicyChange(own, ['UploadThroughS3'], {
        what: `Allow ${listed(actions)} to account ${caller.account} through S3 for this bucket, in the key policy`,
        only: actions,
        ...more,
      }),
    ];
  }
  return [callerKeyPolicyChange(scene, caller.account, actions)];
}

/**
 * Whether a key was used through S3: people use a bucket, and S3 the key for them. An event says it, and so does the
 * operation of a client's error; where neither is there, a call to KMS itself would be the odd one.
 */
function isThroughS3({ actions, operations, events }: Refusal): boolean {
  if (!actions.some(isUseOfData)) return false;
  if (events.length > 0) {
    return events.some(
      ({ s3Context, invokedBy }) => s3Context !== undefined || invokedBy === 's3.amazonaws.com',
    );
  }
  return operations.length === 0 || operations.some((operation) => serviceOfOperation(operation) !== 'kms');
}

/** What else goes with the actions; only what was refused is in the change. */
function alsoOf(actions: readonly string[]): string | undefined {
  const has = (action: string) => actions.some((one) => one.toLowerCase() === action.toLowerCase());
  if (has('kms:GenerateDataKey') && !has('kms:Decrypt')) {
    return 'That is what was refused; an upload in several parts takes kms:Decrypt as well.';
  }
  if (has('kms:CreateGrant') && !has('kms:ListGrants')) {
    return 'That is what was refused; Terraform takes kms:ListGrants as well to read the grant, and kms:RevokeGrant to take it back.';
  }
  return undefined;
}

function also(sentence: string | undefined): { also?: string } {
  return sentence === undefined ? {} : { also: sentence };
}

function isAboutGrants(action: string): boolean {
  return /^kms:\w+Grants?$/i.test(action);
}

function isUseOfData(action: string): boolean {
  return /^kms:(?:Decrypt|GenerateDataKey)$/i.test(action);
}
