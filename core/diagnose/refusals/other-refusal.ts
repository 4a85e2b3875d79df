/** Refused calls to other services, and refusals that name no action. */
import { parseArn } from '../../facts/arns';
import { stepOf } from './action-steps';
import { callerText } from '../caller';
import { callerPolicyChange } from '../changes/caller-policy';
import { command } from '../changes/shell';
import { standIn } from '../changes/values';
import { decodeMessage, lookupRefusals, ownPolicies } from '../commands';
import type { OpenPoint } from '../diagnosis';
import { quote, type Found } from '../found';
import type { Refusal } from './refusal';
import { accountOf, named, type Scene } from '../scene';
import { listed } from '../words';

export function otherRefusal(refusal: Refusal, scene: Scene): Found {
  const { layer, caller, actions, resource, explicit } = refusal;
  const own =
    caller.kind === 'principal' || caller.kind === 'file-system' ? accountOf(scene, caller.account) : {};
  const stepPart = named('step', actions[0] === undefined ? undefined : stepOf(actions[0]));
  const what = actions.length === 0 ? 'a call' : listed(actions);
  if (layer === 'identity-based' && explicit === false) {
    return {
      layer,
      title: `No policy of ${callerText(caller)} allows ${what}`,
      account: own,
      ...stepPart,
      confidence: 'certain',
      sure: [quote(refusal)],
      unsure: reading(refusal, scene),
      changes: [callerPolicyChange(scene, caller, { actions, resource: resource ?? standIn('resourceArn') })],
    };
  }
  if (layer === 'resource-based' && explicit === false) {
    const isTrust = actions.some((action) => action.toLowerCase().startsWith('sts:assumerole'));
    return {
      layer: 'resource-based',
      title: isTrust
        ? `The role's trust policy does not let ${callerText(caller)} assume it`
        : `No policy of the resource allows ${what} to ${callerText(caller)}`,
      account: accountOf(scene, parseArn(resource ?? '')?.account),
      ...stepPart,
      confidence: 'certain',
      sure: [quote(refusal)],
      unsure: isTrust
        ? [
            {
              text: 'Whom the trust policy names, and under which conditions (an external id, for example).',
              ...named('command', roleReading(resource)),
              account: accountOf(scene, parseArn(resource ?? '')?.account),
            },
          ]
        : [],
      changes: [],
    };
  }
  return {
    layer: 'open',
    title: `${actions.length === 0 ? 'A call' : listed(actions)} was refused, and the text does not say by what`,
    account: own,
    ...stepPart,
    confidence: 'open',
    sure: [quote(refusal)],
    unsure: [
      ...reading(refusal, scene),
      ...(actions.length === 0
        ? [
            {
              text: "Who called what. CloudTrail of the caller's account has it, with the whole sentence.",
              ...lookupRefusals(scene),
            },
          ]
        : []),
    ],
    changes: [],
  };
}

function reading({ caller, encodedMessage }: Refusal, scene: Scene): OpenPoint[] {
  const account = caller.kind === 'principal' ? accountOf(scene, caller.account) : {};
  return [
    ...ownPolicies(caller, scene),
    ...(encodedMessage === undefined
      ? []
      : [{ text: 'What AWS says in the encoded message.', ...decodeMessage(encodedMessage, account) }]),
  ];
}

function roleReading(resource: string | undefined): string | undefined {
  const name = /:role\/(?:[\w+=,.@/-]*\/)?([\w+=,.@-]+)$/.exec(resource ?? '')?.[1];
  return name === undefined
    ? undefined
    : command('aws', 'iam', 'get-role', '--role-name', name, '--query', 'Role.AssumeRolePolicyDocument');
}
