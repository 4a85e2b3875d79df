/**
 * AWS's sentences about refused access, from an error, an event or a log, also where a terminal has wrapped them.
 * Sources: IAM User Guide, "Troubleshoot access denied error messages"; AWS Security Blog, "Enhanced access denied
 * error messages with policy ARNs"; KMS Developer Guide, "Troubleshooting key access"; S3 User Guide, "Troubleshoot
 * access denied (403 Forbidden) errors"; STS API Reference, DecodeAuthorizationMessage.
 */
import type { Layer } from '../access/request';
import { missingParts, readCutSentence, untilPrompt, type SentencePart } from './cut-sentence';
import { withoutDecoration } from './decoration';
import { withoutTimes } from './line-time';

/** The policy types that AWS names. Of several that refuse it names one. */
export type DeniedLayer = Exclude<Layer, 'grant' | 'key-policy'>;

/** A refusal, as far as its text says. */
export interface Denial {
  status: 'denied';
  /** ARN of who called, or `anonymous`. */
  principal?: string;
  /** For example `kms:Decrypt`. */
  action?: string;
  resource?: string;
  /** Whether a Deny refused. Undefined where the text leaves that open. */
  explicit?: boolean;
  layer?: DeniedLayer;
  /** ARN of the policy that denies, which AWS names within one account or organization. */
  policyArn?: string;
  /** For `sts:DecodeAuthorizationMessage`, in the account that was called. */
  encodedMessage?: string;
  /** Operation that the AWS CLI or an SDK was asked for, such as `GetObject`. */
  operation?: string;
  /** The setting of S3 Block Public Access that refused, and no policy: for example `BlockPublicAcls`. */
  blockPublicAccess?: string;
  /** Parts that the sentence must have had, where only a part of it is there. */
  missing?: readonly SentencePart[];
}

export type AccessDenied = Denial | { status: 'unreadable' };

/** Beginnings of policy types behind `because no` and `with an explicit deny in a`, without blanks, in lower case. */
const LAYERS: readonly (readonly [begins: string, layer: DeniedLayer])[] = [
  ['identity-based', 'identity-based'],
  ['resource-based', 'resource-based'],
  ['roletrust', 'resource-based'],
  ['servicecontrol', 'scp'],
  ['resourcecontrol', 'rcp'],
  ['permissionsboundary', 'boundary'],
  ['permissionboundary', 'boundary'],
  ['session', 'session'],
  ['vpcendpoint', 'vpce'],
];

const PERFORMS = 'isnotauthorizedtoperform:';
/** What follows the action, and ends it. */
const AFTER_ACTION =
  '(?=on(?:this)?resource|ontheresource|because|withanexplicitdeny|encodedauthorization|[^\\w*-]|$)';
const SENTENCE = new RegExp(
  `(?:(?:user:)?(?<principal>arn:(?:(?!arn:|user:)[^\\s"']){1,2048}?|anonymous))?${PERFORMS}(?<action>[a-z0-9-]+:[\\w*]+?)${AFTER_ACTION}`,
  'gi',
);
const RESOURCE =
  /^onresource:?"?(?<resource>[^"]{1,2048}?)"?(?=becauseno|becausethe|becausepublic|withanexplicitdeny)/i;
/** ARN of a key whose id is all there. */
const WHOLE_KEY =
  /^onresource:?(?<key>arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}))/;
const REASON =
  /because(?:no|the)(?<implicit>[a-z-]+)|withanexplicitdeny(?:in(?:an?|the)(?<explicit>[a-z-]+))?/i;
/** KMS, about a key of another account: it leaves open which of these it is. */
const OPEN_REASON = /becausetheresourcedoesnotexistinthisregion,noresource-basedpoliciesallowaccess/i;
/** KMS, in older messages of Decrypt. */
const OLD_CIPHERTEXT = /theciphertextreferstoacustomermasterkeythatdoesnotexist/i;
const BARE =
  /(?<!\w)access\s*denied|not\s+authorized\s+to\s+perform\s+this\s+operation|unauthorizedoperation/i;
/** S3 Block Public Access, in the place of a policy. */
const BLOCKED = /becausepublic(?:acls|policies)arepreventedbythe(?<setting>block[a-z]+)setting/i;
const CALLED = /when\s+calling\s+the\s+(?<operation>\w+)\s+operation/i;
/** An error of the AWS CLI or of boto3, as far as its line goes. */
const CLI_ERROR = /An error occurred \((?<code>[\w.]+)\) when calling the (?<operation>\w+) operation/gi;
/** Behind a sentence: the end of a paragraph, or of a text in JSON. */
const SENTENCE_END = /\n[^\S\n]*\n|"\s*(?:[,}\]]|$)/;

/** Reads the first refusal in a text. Never throws. */
export function readAccessDenied(text: string): AccessDenied {
  return readAccessDenials(text)[0] ?? { status: 'unreadable' };
}

/** Reads every refusal in a text, in the order in which they stand there. Never throws. */
export function readAccessDenials(text: string): Denial[] {
  const plain = plainText(text);
  const compact = compactText(plain);
  const starts = [...compact.text.matchAll(SENTENCE)].map(({ index }) => compact.placeOf(index));
  const begins = starts.map((start, at) => errorBefore(plain, start, starts[at - 1] ?? 0));
  const parts = begins.map((begin, at) => ({ begin, end: begins[at + 1] ?? plain.length }));
  const read = parts.flatMap(({ begin, end }, at) =>
    sentenceIn(plain.slice(begin, end), (starts[at] ?? begin) - begin),
  );
  const bare = bareIn(begins.length === 0 ? plain : plain.slice(0, begins[0]), starts.length === 0);
  return [...bare, ...read];
}

/** How far before a sentence the error of the AWS CLI may begin in which it stands: its code and its operation. */
const MAX_ERROR_LENGTH = 200;

/** Where the error of the AWS CLI begins in which a sentence stands. */
function errorBefore(plain: string, start: number, after: number): number {
  const from = Math.max(after, start - MAX_ERROR_LENGTH + 1);
  const found = plain.slice(from, start).lastIndexOf('An error occurred (');
  return found < 0 ? start : from + found;
}

/** @param start of the sentence: what stands before it belongs to the error that carries it */
function sentenceIn(plain: string, start: number): Denial[] {
  const text = withoutBlanks(plain.slice(start));
  const [found] = text.matchAll(SENTENCE);
  if (!found) return [];
  const { principal, action = '' } = found.groups ?? {};
  const sentence = plain.slice(start);
  const own = untilPrompt(sentence.slice(0, endOf(sentence)));
  const rest = withoutBlanks(own).slice(found[0].length);
  const policyArn = policyArnIn(own);
  const resource = resourceIn(rest, own);
  const setting = BLOCKED.exec(rest)?.groups?.['setting'];
  const operation = CALLED.exec(plain.slice(0, start))?.groups?.['operation'];
  const [next] = bareIn(sentence.slice(own.length), false);
  const reason = reasonIn(rest);
  const missing = missingParts(own, { principal, layer: reason.layer, afterAction: rest });
  return [
    {
      status: 'denied',
      ...(principal === undefined ? {} : { principal }),
      action: actionIn(action, own),
      ...(resource === undefined ? {} : { resource }),
      ...reason,
      ...(policyArn === undefined ? {} : { policyArn }),
      ...encodedIn(withoutBlanks(sentence)),
      ...(operation === undefined ? {} : { operation }),
      ...(setting === undefined ? {} : { blockPublicAccess: setting }),
      ...(missing.length === 0 ? {} : { missing }),
    },
    ...(next ? [next] : []),
  ];
}

/** The last place of a sentence; what it is about may be quoted, with commas. */
function endOf(sentence: string): number {
  const quoted = /\bon\s+resource:?\s*"[^"]*"/i.exec(sentence);
  const from = quoted ? quoted.index + quoted[0].length - 1 : 0;
  const end = SENTENCE_END.exec(sentence.slice(from + 1));
  return end ? from + 1 + end.index : sentence.length;
}

/** Refusals that say nothing but that access was refused. */
function bareIn(plain: string, isWhole: boolean): Denial[] {
  const text = withoutBlanks(plain);
  const errors = [...plain.matchAll(CLI_ERROR)].filter(({ groups }) => BARE.test(groups?.['code'] ?? ''));
  if (errors.length > 0) {
    return errors.map(({ groups, index }, at) => {
      const part = plain.slice(index, errors[at + 1]?.index);
      const { operation = '' } = groups ?? {};
      return {
        status: 'denied',
        ...ec2ActionOf(groups?.['code'], operation),
        ...ciphertextIn(part),
        ...encodedIn(withoutBlanks(part)),
        operation,
      };
    });
  }
  const encoded = encodedIn(text);
  if (OLD_CIPHERTEXT.test(text)) return [{ status: 'denied', ...ciphertextIn(plain) }];
  if (!isWhole) return [];
  const cut = cutIn(plain);
  if (cut) return [cut];
  return BARE.test(plain) || encoded.encodedMessage !== undefined ? [{ status: 'denied', ...encoded }] : [];
}

/** A sentence without its beginning or its end. */
function cutIn(plain: string): Denial | undefined {
  const read = readCutSentence(plain);
  if (!read) return undefined;
  const { type, ...said } = read;
  const named = type === undefined ? undefined : layerOf(withoutBlanks(type));
  return { status: 'denied', ...said, ...(named === undefined ? {} : { explicit: false, layer: named }) };
}

/** The code UnauthorizedOperation is EC2's, whose actions have the names of its operations. */
function ec2ActionOf(code: string | undefined, operation: string): Pick<Denial, 'action'> {
  return code === 'UnauthorizedOperation' ? { action: `ec2:${operation}` } : {};
}

function ciphertextIn(plain: string): Pick<Denial, 'action'> {
  return OLD_CIPHERTEXT.test(withoutBlanks(plain)) ? { action: 'kms:Decrypt' } : {};
}

function encodedIn(compact: string): Pick<Denial, 'encodedMessage'> {
  const encodedMessage = /encodedauthorizationfailuremessage:(?<message>[\w-]+={0,2})/i.exec(compact)
    ?.groups?.['message'];
  return encodedMessage === undefined ? {} : { encodedMessage };
}

/** A terminal wraps where it likes, also inside an ARN: without blanks it does not matter where. */
function withoutBlanks(plain: string): string {
  return plain.replace(/\s+/g, '');
}

/** The same, and where each character of it stood. */
function compactText(plain: string): { text: string; placeOf: (index: number) => number } {
  const words: string[] = [];
  /** Where each word begins, without blanks and with them. */
  const [starts, places]: [number[], number[]] = [[], []];
  let length = 0;
  for (const { 0: word, index } of plain.matchAll(/\S+/g)) {
    words.push(word);
    starts.push(length);
    places.push(index);
    length += word.length;
  }
  return {
    text: words.join(''),
    placeOf: (index) => {
      let [from, to] = [0, starts.length];
      while (to - from > 1) {
        const middle = (from + to) >> 1;
        if ((starts[middle] ?? 0) <= index) from = middle;
        else to = middle;
      }
      return (places[from] ?? 0) + index - (starts[from] ?? 0);
    },
  };
}

/** Without quotation marks of mails, times of logs, tags of S3's XML, and escapes of JSON. */
function plainText(text: string): string {
  return withoutTimes(withoutDecoration(text))
    .replaceAll('&quot;', '"')
    .replaceAll('\\"', '"')
    .replace(/\\n/g, '\n')
    .replace(/<\/?[A-Za-z]\w*>/g, '\n');
}

/** The action ends at a blank, unless the text was wrapped inside it. */
function actionIn(compactAction: string, plain: string): string {
  const word = /to\s+perform:\s*([a-z0-9-]+:[\w*]+)/i.exec(plain)?.[1];
  return word !== undefined && compactAction.startsWith(word) && !isCut(word, plain) ? word : compactAction;
}

/** Whether a line ends right behind a word and the next one goes on without a word of AWS's sentence. */
function isCut(word: string, plain: string): boolean {
  const after = plain.slice(plain.indexOf(word) + word.length);
  return /^\s*[\r\n]\s*(?!on\b|because\b|with\b|$)\w/i.test(after);
}

function resourceIn(rest: string, plain: string): string | undefined {
  if (!/^onresource/i.test(rest)) return undefined;
  const found =
    /\bon\s+resource:?\s*(?:"(?<quoted>[^"]*)"|(?<word>[^\s":<][^\s"<]*)(?<cut>[ \t]*\r?\n[ \t]*\S)?)/i;
  const { quoted, word, cut } = found.exec(plain)?.groups ?? {};
  // Keys of objects may have blanks.
  if (quoted !== undefined) return quoted.replace(/\s*[\r\n]+\s*/g, '');
  const wrapped = RESOURCE.exec(rest)?.groups?.['resource'] ?? WHOLE_KEY.exec(rest)?.groups?.['key'];
  if (wrapped !== undefined) return wrapped;
  // Where a line ends with it, the next may go on.
  return cut === undefined ? word?.replace(/[.,;)']+$/, '') : undefined;
}

function reasonIn(rest: string): Pick<Denial, 'explicit' | 'layer'> {
  if (OPEN_REASON.test(rest)) return { layer: 'resource-based' };
  const reason = REASON.exec(rest.replace(/^onresource:?"[^"]*"/i, ''));
  if (!reason) return {};
  const { implicit, explicit } = reason.groups ?? {};
  const layer = layerOf(implicit ?? explicit ?? '');
  if (implicit !== undefined && layer === undefined) return {};
  return { explicit: implicit === undefined, ...(layer === undefined ? {} : { layer }) };
}

/** @param named a type of policies, without blanks */
function layerOf(named: string): DeniedLayer | undefined {
  return LAYERS.find(([begins]) => named.toLowerCase().startsWith(begins))?.[1];
}

/** Undefined where a line ends with it and the next may go on. */
function policyArnIn(plain: string): string | undefined {
  const found =
    /explicit\s+deny\s+in\s+an?\s+[\w\s-]{1,40}:\s*(?<arn>arn:[\w+=,.@/:*-]+)(?<cut>[ \t]*\r?\n[ \t]*[\w+=@/:-])?/i.exec(
      plain,
    )?.groups;
  return found?.['cut'] === undefined ? found?.['arn']?.replace(/[.,:]+$/, '') : undefined;
}
