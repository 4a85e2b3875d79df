/**
 * Refused calls to services that have no part in the chain from the file system to the key.
 * Sources: IAM User Guide, "Troubleshoot access denied error messages"; STS API Reference, DecodeAuthorizationMessage (its
 * caller needs sts:DecodeAuthorizationMessage).
 */
import { stepOf } from './action-steps';
import { callerText } from '../caller';
import { decodeMessage, ownPolicies } from '../commands';
import { quote, type Found } from '../found';
import type { Refusal } from './refusal';
import { accountOf, type Scene } from '../scene';
import { listed } from '../words';

/** Whether all that was refused is none of the steps' calls; `sts` is how all of them are entered. */
export function isForeign({ actions }: Refusal): boolean {
  return (
    actions.length > 0 && actions.every((action) => !/^sts:/i.test(action) && stepOf(action) === undefined)
  );
}

export function foreignRefusal(refusal: Refusal, scene: Scene): Found {
  const { caller, actions, layer, explicit, encodedMessage, policyArn } = refusal;
  const account =
    caller.kind === 'principal' || caller.kind === 'file-system' ? accountOf(scene, caller.account) : {};
  const isEc2 = actions.some((action) => action.startsWith('ec2:'));
  return {
    layer: layer ?? 'open',
    title: `${listed(actions)} was refused to ${callerText(caller)}: none of the seven steps`,
    account,
    confidence: layer !== undefined && explicit !== undefined ? 'certain' : 'open',
    sure: [
      quote(refusal),
      `It is no call of the seven steps. Bucket policy, key policy and grant have no part in it, and no change of theirs lets it through.${isEc2 ? ' Where step 4 makes the network or the client too, whoever deploys takes permissions of EC2 for that.' : ''}`,
      ...(explicit === true ? ['A Deny beats every Allow.'] : []),
      ...(policyArn === undefined ? [] : [`The policy is ${policyArn}.`]),
    ],
    unsure:
      encodedMessage === undefined
        ? ownPolicies(caller, scene)
        : [
            {
              text: 'What AWS says in the encoded message: which policies count, and by which values. To read it takes sts:DecodeAuthorizationMessage.',
              ...decodeMessage(encodedMessage, account),
            },
          ],
    changes: [],
  };
}
