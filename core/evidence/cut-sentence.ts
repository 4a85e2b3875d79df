/**
 * What a sentence of AWS's about refused access lacks where only a part of it was pasted: it begins too late, or ends too
 * soon. A sentence without a reason may be whole, as older ones and those across accounts have none; one that has begun
 * to give it is not.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */

/** Parts of a sentence: who called, what for, on what, and which policy refuses. */
export type SentencePart = 'caller' | 'action' | 'resource' | 'reason';

/** `[ec2-user@ip-10-0-0-1 ~]$`, `ubuntu@host:~$`, `sh-4.2$`, `$`, and what stands behind it. */
const PROMPT =
  /\n\s*(?:\[[\w.-]+@[^\]\n]{0,200}\][$#]|[\w.-]{1,64}@[\w.-]{1,64}:[^\s$#]{0,200}[$#]|(?:ba)?sh-[\d.]{1,9}[$#]|[$#%](?=\s|$))[^]*$/;
const ON = /\bon\s*$/i;
/** Without blanks, and behind the action. */
const NO_RESOURCE = /^on(?:resource:?)?"?$/i;
const KEY = /^onresource:?"?arn:[a-z-]+:kms:(?<rest>(?!.*(?:because|with))[\w:/-]*)"?$/i;
const WHOLE_KEY =
  /^[a-z0-9-]+:\d{12}:(?:key\/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|alias\/.+)$/i;
const HALF_REASON =
  /\b(?:because(?:\s+(?:no|the))?(?:\s+[a-z-]+)?|with(?:\s+an(?:\s+explicit)?)?|with\s+an\s+explicit\s+deny\s+in(?:\s+an?|\s+the)?)\s*$/i;

/** A sentence as far as the next prompt of a shell. */
export function untilPrompt(sentence: string): string {
  return sentence.replace(PROMPT, '');
}

/**
 * What a sentence lacks.
 * @param sentence from its beginning, as far as it is there
 * @param read what was read of it, and what follows the action without blanks
 */
export function missingParts(
  sentence: string,
  read: { principal: string | undefined; layer: string | undefined; afterAction: string },
): SentencePart[] {
  const plain = sentence.replace(/(?:\.{3}|…)\s*$/, '');
  const after = read.afterAction.replace(/(?:\.{3}|…)$/, '');
  const key = KEY.exec(after)?.groups?.['rest'];
  const isResourceCut =
    NO_RESOURCE.test(after) ||
    (after === '' && ON.test(plain)) ||
    (key !== undefined && !WHOLE_KEY.test(key.replace(/\.$/, '')));
  return [
    ...(read.principal === undefined ? (['caller'] as const) : []),
    ...(isResourceCut ? (['resource'] as const) : []),
    ...(read.layer === undefined && (isResourceCut || HALF_REASON.test(plain)) ? (['reason'] as const) : []),
  ];
}

/** Behind a part that is cut. */
const END = String.raw`[ \t]{0,80}(?:\.\.\.|…)?\s{0,80}(?:$|\n[ \t]{0,80}[[$#%(])`;
const HEAD = new RegExp(
  String.raw`(?:\bUser:\s+(?<principal>arn:\S+|anonymous)\s+)?\bis\s+not\s+authorized\s+to\s+perform:?${END}`,
  'i',
);
const TAIL =
  /\bbecause\s+no\s+(?<type>[a-z][a-z -]{1,40}?)\s+policy\s+allows\s+the\s+(?<action>[a-z0-9-]+:\w+)\s+action\b/i;
const RESOURCE = /\bon\s+resource:\s*"?(?<resource>arn:[^\s"]+)/i;

/** A sentence of which the beginning or the end alone is there; undefined where there is none. */
export function readCutSentence(
  plain: string,
):
  | { principal?: string; action?: string; resource?: string; type?: string; missing: SentencePart[] }
  | undefined {
  const head = HEAD.exec(plain);
  if (head) {
    const principal = head.groups?.['principal'];
    return {
      ...(principal === undefined ? {} : { principal }),
      missing: [...(principal === undefined ? (['caller'] as const) : []), 'action', 'resource', 'reason'],
    };
  }
  const tail = TAIL.exec(plain);
  const { type, action } = tail?.groups ?? {};
  if (!tail || type === undefined || action === undefined) return undefined;
  const resource = RESOURCE.exec(plain.slice(0, tail.index))?.groups?.['resource'];
  return {
    action,
    type,
    ...(resource === undefined ? {} : { resource }),
    missing: ['caller', ...(resource === undefined ? (['resource'] as const) : [])],
  };
}
