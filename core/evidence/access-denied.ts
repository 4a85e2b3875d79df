/**
 * AWS's sentences about refused access, from an error, an event or a log, also where a terminal has wrapped them.
 * Sources: IAM User Guide, "Troubleshoot access denied error messages"; AWS Security Blog, "Enhanced access denied
 * error messages with policy ARNs"; KMS Developer Guide, "Troubleshooting key access"; S3 User Guide, "Troubleshoot
 * access denied (403 Forbidden) errors"; STS API Reference, DecodeAuthorizationMessage.
 */
import type { Layer } from '../access/request';

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
  `(?:user:)?(?<principal>arn:[^\\s"']{1,2048}?|anonymous)${PERFORMS}(?<action>[a-z0-9-]+:[\\w*]+?)${AFTER_ACTION}`,
  'i',
);
const RESOURCE = /^onresource:?"?(?<resource>[^"]{1,2048}?)"?(?=becauseno|becausethe|withanexplicitdeny)/i;
const REASON =
  /because(?:no|the)(?<implicit>[a-z-]+)|withanexplicitdeny(?:in(?:an?|the)(?<explicit>[a-z-]+))?/i;
/** KMS, about a key of another account: it leaves open which of these it is. */
const OPEN_REASON = /becausetheresourcedoesnotexistinthisregion,noresource-basedpoliciesallowaccess/i;
/** KMS, in older messages of Decrypt. */
const OLD_CIPHERTEXT = /theciphertextreferstoacustomermasterkeythatdoesnotexist/i;
const BARE = /access\s*denied|not\s+authorized\s+to\s+perform\s+this\s+operation|unauthorizedoperation/i;

/** Reads the first refusal in a text. Never throws. */
export function readAccessDenied(text: string): AccessDenied {
  const plain = plainText(text);
  // A terminal wraps where it likes, also inside an ARN: without blanks it does not matter where.
  const compact = plain.replace(/\s+/g, '');
  const found = SENTENCE.exec(compact);
  const encodedMessage = /encodedauthorizationfailuremessage:(?<message>[\w-]+={0,2})/i.exec(compact)
    ?.groups?.['message'];
  const encoded = encodedMessage === undefined ? {} : { encodedMessage };
  if (!found) {
    if (OLD_CIPHERTEXT.test(compact)) return { status: 'denied', action: 'kms:Decrypt' };
    return BARE.test(plain) || encodedMessage !== undefined
      ? { status: 'denied', ...encoded }
      : { status: 'unreadable' };
  }
  const { principal = '', action = '' } = found.groups ?? {};
  const rest = firstSentence(compact.slice(found.index + found[0].length));
  const policyArn = policyArnIn(plain);
  const resource = resourceIn(rest, plain);
  return {
    status: 'denied',
    principal,
    action: actionIn(action, plain),
    ...(resource === undefined ? {} : { resource }),
    ...reasonIn(rest),
    ...(policyArn === undefined ? {} : { policyArn }),
    ...encoded,
  };
}

/** Without colours, frames of Terraform's, quotation marks of mails, tags of S3's XML, and escapes of JSON. */
function plainText(text: string): string {
  return text
    .replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '')
    .replace(/^[ \t]*[│╷╵|>]+/gm, '')
    .replaceAll('&quot;', '"')
    .replaceAll('\\"', '"')
    .replace(/\\n/g, '\n')
    .replace(/<\/?[A-Za-z]\w*>/g, '\n');
}

/** Up to where the next refusal begins. */
function firstSentence(rest: string): string {
  const next = rest.toLowerCase().indexOf(PERFORMS);
  return next < 0 ? rest : rest.slice(0, next);
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
  const sentence = /\bon\s+resource:?\s*("(?<quoted>[^"]*)"|(?<word>[^\s"<]+))/i.exec(plain);
  const { quoted, word } = sentence?.groups ?? {};
  // Keys of objects may have blanks.
  if (quoted !== undefined) return quoted.replace(/\s*[\r\n]+\s*/g, '');
  const wrapped = RESOURCE.exec(rest)?.groups?.['resource'];
  return wrapped ?? (/^onresource/i.test(rest) ? word?.replace(/[.,;)']+$/, '') : undefined);
}

function reasonIn(rest: string): Pick<Denial, 'explicit' | 'layer'> {
  if (OPEN_REASON.test(rest)) return { layer: 'resource-based' };
  const reason = REASON.exec(rest.replace(/^onresource:?"[^"]*"/i, ''));
  if (!reason) return {};
  const { implicit, explicit } = reason.groups ?? {};
  const named = (implicit ?? explicit ?? '').toLowerCase();
  const layer = LAYERS.find(([begins]) => named.startsWith(begins))?.[1];
  if (implicit !== undefined && layer === undefined) return {};
  return { explicit: implicit === undefined, ...(layer === undefined ? {} : { layer }) };
}

function policyArnIn(plain: string): string | undefined {
  return /explicit\s+deny\s+in\s+an?\s+[\w\s-]{1,40}:\s*(arn:[\w+=,.@/:*-]+)/i
    .exec(plain)?.[1]
    ?.replace(/[.,:]+$/, '');
}
