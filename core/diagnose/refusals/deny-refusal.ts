/**
 * Refusals by a Deny, or by a policy that sets limits and does not allow.
 * Sources: IAM User Guide, "Policy evaluation logic" and "Troubleshoot access denied error messages"; Organizations User
 * Guide, "Service control policies" and "Resource control policies" (neither applies to service-linked roles).
 */
import { parseArn } from '../../facts/arns';
import { stepOf } from './action-steps';
import { callerText } from '../caller';
import { exemptionChange } from '../changes/exemption-change';
import { command } from '../changes/shell';
import { standIn, valuesOf } from '../changes/values';
import { decodeMessage, getBucketPolicy, getKeyPolicy, readCallerPolicies, readPolicy } from '../commands';
import type { AccountOf, BrokenLayer, OpenPoint } from '../diagnosis';
import { quote, type Found } from '../found';
import type { Refusal } from './refusal';
import { accountIn, accountOf, named, type Scene } from '../scene';
import { LAYER_NAMES, listed } from '../words';

/** Policies that only set limits. */
const LIMITS: readonly BrokenLayer[] = ['scp', 'rcp', 'boundary', 'session', 'vpce'];

export function isLimit(layer: Refusal['layer']): boolean {
  return layer !== undefined && LIMITS.includes(layer);
}

export function denyRefusal(refusal: Refusal, scene: Scene): Found {
  const { caller, actions, explicit, policyArn } = refusal;
  const layer = layerOf(refusal);
  const account = whose(layer, refusal, scene);
  const step = stepFor(layer, refusal);
  const isDeny = explicit === true;
  const what = actions.length === 0 ? 'the call' : listed(actions);
  const roleArn =
    caller.kind === 'file-system'
      ? caller.roleArn
      : caller.kind === 'principal'
        ? caller.policyArn
        : undefined;
  return {
    layer,
    title:
      layer === 'open'
        ? `A Deny refuses ${what} to ${callerText(caller)}`
        : `${article(LAYER_NAMES[layer])} ${isDeny ? 'denies' : 'does not allow'} ${what} to ${callerText(caller)}`,
    account,
    ...named('step', step),
    confidence: layer === 'open' ? 'open' : 'certain',
    sure: [
      quote(refusal),
      isDeny
        ? 'A Deny beats every Allow: more permissions or a grant change nothing.'
        : `A ${LAYER_NAMES[layer]} gives no permission, it sets a limit: what it does not allow stays refused, whatever else allows it.`,
      ...(policyArn === undefined ? [] : [`The policy is ${policyArn}.`]),
    ],
    unsure: [...openPoints(layer, refusal, scene, account)],
    changes:
      isDeny && layer !== 'open'
        ? [exemptionChange(layer, holderOf(refusal, scene, account), roleArn ?? standIn('callerArn'))]
        : [],
  };
}

function layerOf({ layer, actions }: Refusal): BrokenLayer {
  if (layer === undefined) return 'open';
  if (layer !== 'resource-based') return layer;
  const [service = ''] = actions[0]?.split(':') ?? [];
  return service === 'kms' ? 'key-policy' : service === 's3' ? 'bucket-policy' : 'resource-based';
}

function whose(layer: BrokenLayer, { caller, actions, resource }: Refusal, scene: Scene): AccountOf {
  const own =
    caller.kind === 'file-system' || caller.kind === 'principal' ? accountOf(scene, caller.account) : {};
  switch (layer) {
    case 'key-policy':
      return accountIn(scene, 'key');
    case 'bucket-policy':
      return accountIn(scene, 'bucket');
    case 'rcp':
    case 'resource-based': {
      if (actions[0]?.startsWith('kms:') === true) return accountIn(scene, 'key');
      if (actions[0]?.startsWith('s3:') === true) return accountIn(scene, 'bucket');
      return accountOf(scene, parseArn(resource ?? '')?.account);
    }
    default:
      return own;
  }
}

/** Who can read and change the policy: that of an organization is held in the account that its ARN names. */
function holderOf({ policyArn }: Refusal, scene: Scene, account: AccountOf): AccountOf {
  const arn = parseArn(policyArn ?? '');
  return arn?.service === 'organizations' ? accountOf(scene, arn.account) : account;
}

function stepFor(layer: BrokenLayer, { caller, actions }: Refusal) {
  if (layer === 'bucket-policy') return 'bucket-policy';
  if (caller.kind === 'file-system')
    return layer === 'key-policy'
      ? 'key-policy'
      : actions[0]?.startsWith('s3:') === true
        ? 'bucket-policy'
        : 'grant';
  return actions[0] === undefined ? undefined : stepOf(actions[0]);
}

function openPoints(layer: BrokenLayer, refusal: Refusal, scene: Scene, account: AccountOf): OpenPoint[] {
  const { caller, policyArn, encodedMessage } = refusal;
  const encoded =
    encodedMessage === undefined
      ? []
      : [
          {
            text: 'What else AWS says, in the encoded message.',
            ...decodeMessage(
              encodedMessage,
              caller.kind === 'principal' ? accountOf(scene, caller.account) : {},
            ),
          },
        ];
  const readable = policyArn === undefined ? undefined : readPolicy(policyArn);
  return [
    ...spared(layer, refusal),
    {
      text: which(layer),
      ...(readable === undefined
        ? reading(layer, refusal, scene, account)
        : { command: readable, account: holderOf(refusal, scene, account) }),
    },
    ...encoded,
  ];
}

/** AWS documents that neither limits a service-linked role. */
function spared(layer: BrokenLayer, { caller }: Refusal): OpenPoint[] {
  return caller.kind === 'file-system' && (layer === 'scp' || layer === 'rcp')
    ? [
        {
          text: `AWS documents that no ${LAYER_NAMES[layer]} applies to service-linked roles, and this sentence names the file system's. Whether it is AWS's own words, in full.`,
        },
      ]
    : [];
}

function which(layer: BrokenLayer): string {
  switch (layer) {
    case 'bucket-policy':
      return 'Which statement it is, and what for. Denies that meet file systems ask for aws:SourceVpc or aws:SourceVpce (the file system comes through neither), for an encryption header, or name one organization.';
    case 'key-policy':
      return 'Which statement it is, and what for: a Deny by kms:ViaService, kms:CallerAccount or an organization, for example.';
    case 'scp':
    case 'rcp':
      return 'Which statement it is. The policy may hang on the account, on a unit above it, or on the root; the owner of the organization sees it.';
    case 'vpce':
      return "Which endpoint it is: its policy counts for calls through it alone. The file system's own calls do not go through it.";
    case 'session':
      return 'Who gave the session its policy: it was named when the session was made, by whatever called AssumeRole.';
    case 'boundary':
      return 'Which boundary the caller has, and what it allows.';
    case 'open':
      return 'Which policy has the Deny: one of the caller, of the resource, of the organization, or of a VPC endpoint.';
    default:
      return 'Which statement it is.';
  }
}

function reading(
  layer: BrokenLayer,
  { caller }: Refusal,
  scene: Scene,
  account: AccountOf,
): Pick<OpenPoint, 'command' | 'account'> {
  const [type = '', ...path] =
    caller.kind === 'principal' ? (parseArn(caller.arn)?.resource.split('/') ?? []) : [];
  switch (layer) {
    case 'key-policy':
      return getKeyPolicy(scene);
    case 'bucket-policy':
      return getBucketPolicy(scene);
    case 'scp':
    case 'rcp': {
      const filter = layer === 'scp' ? 'SERVICE_CONTROL_POLICY' : 'RESOURCE_CONTROL_POLICY';
      return {
        command: command(
          'aws',
          'organizations',
          'list-policies-for-target',
          '--target-id',
          account.id ?? standIn('account'),
          '--filter',
          filter,
        ),
      };
    }
    case 'vpce':
      return {
        command: command(
          'aws',
          'ec2',
          'describe-vpc-endpoints',
          '--region',
          valuesOf(scene).region,
          '--query',
          'VpcEndpoints[].[VpcEndpointId,ServiceName,PolicyDocument]',
        ),
        account,
      };
    case 'boundary':
      if (type === 'user')
        return { command: command('aws', 'iam', 'get-user', '--user-name', path.at(-1) ?? ''), account };
      return caller.kind === 'principal'
        ? { command: command('aws', 'iam', 'get-role', '--role-name', caller.name), account }
        : {};
    case 'identity-based':
      return caller.kind === 'principal' ? { command: readCallerPolicies(caller), account } : {};
    default:
      return {};
  }
}

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'An' : 'A'} ${noun}`;
}
