/**
 * Refusals of which only a part of AWS's sentence was pasted: what is there is said, and nothing is concluded from what is
 * not.
 * Sources: IAM User Guide, "Troubleshoot access denied error messages"; CloudTrail User Guide, "Viewing recent management
 * events" (events for objects are data events, which that history does not hold).
 */
import type { SentencePart } from '../../evidence/cut-sentence';
import { callerText } from '../caller';
import { lookupEvents } from '../commands';
import type { OpenPoint } from '../diagnosis';
import { quote, type Found } from '../found';
import type { Refusal } from './refusal';
import { accountOf, type Scene } from '../scene';
import { LAYER_NAMES, listed } from '../words';

const PARTS: Readonly<Record<SentencePart, string>> = {
  caller: 'who called',
  action: 'which action it was',
  resource: 'on what (the whole ARN)',
  reason: 'which policy refuses',
};

export function cutRefusal(refusal: Refusal, scene: Scene): Found {
  const { caller, actions, layer, missing } = refusal;
  const what = actions.length === 0 ? 'a refused call' : listed(actions);
  const account = caller.kind === 'principal' || caller.kind === 'file-system' ? caller.account : undefined;
  return {
    layer: 'open',
    title: `Only a part of AWS's sentence about ${what} is there`,
    account: accountOf(scene, account),
    stepIsOpen: true,
    confidence: 'open',
    sure: [
      quote(refusal),
      `The sentence is cut. It does not have ${listed(missing.map((part) => PARTS[part]))}, and what to change depends on that.`,
    ],
    unsure: [
      ...(missing.includes('caller') && layer !== undefined ? [byCaller(refusal)] : []),
      wholeSentence(refusal, scene),
    ],
    changes: [],
  };
}

/** What the reason means, by who called. */
function byCaller({ actions, layer = 'identity-based' }: Refusal): OpenPoint {
  const isKms = actions[0]?.startsWith('kms:') === true;
  return {
    text:
      isKms && layer === 'identity-based'
        ? "Who called. For the role of a file system (AWSServiceRoleForFSxS3Access_fs-…) this reason means that a grant on the key is missing (step 6), as nobody can edit that role's policy; for anybody else, that a policy of their own is."
        : `Who called: the ${layer === 'resource-based' ? "resource's policy" : LAYER_NAMES[layer]} has to name, or let in, just that one.`,
  };
}

/** Where the whole sentence is. */
function wholeSentence({ caller, actions, operations }: Refusal, scene: Scene): OpenPoint {
  const [service, name = operations[0]] = actions[0]?.split(':') ?? [];
  const whose =
    caller.kind === 'unknown' ? 'the account that called' : `the account of ${callerText(caller)}`;
  const account =
    caller.kind === 'principal' || caller.kind === 'file-system' ? accountOf(scene, caller.account) : {};
  if (service === 's3' && /(?:Object|Part|MultipartUpload)/.test(name ?? '')) {
    return {
      text: 'The whole sentence. CloudTrail has calls for objects only where a trail logs data events: run the call again, and paste all that it prints.',
    };
  }
  return {
    text: `The whole sentence: it is the errorMessage of the event in CloudTrail of ${whose}, in the Region that was called${name === undefined ? '. The command is for Decrypt; for another call, its name takes that place' : ''}.`,
    ...lookupEvents(scene, name ?? 'Decrypt'),
    account,
  };
}
