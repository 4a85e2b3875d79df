/** A statement that says nearly what is wanted, with its conditions put right where they stand. */
import { ACCOUNT_ID, parseArn } from '../../facts/arns';
import { parseConditionOperator, type BaseOperator } from '../../facts/condition-operators';
import { parseViaService } from '../../facts/via-services';
import { hasWildcard, matchesWildcard } from '../../facts/wildcards';
import { isRecord } from '../../json-value';
import { meaningOf, textsOf } from './policy-meaning';

type Document = Readonly<Record<string, unknown>>;

/** A statement put right. */
export interface Corrected {
  readonly statement: Document;
  /** The same with its conditions alone put right, where it had a value that no request could have. */
  readonly revived?: Document;
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  /** As it stands there; undefined where it is put right. */
  readonly raw: unknown;
  /** Whether a lone value is written as a list, too. */
  readonly isList: boolean;
}

/**
 * An Allow that keeps out what a wanted one lets in, put right. Of its conditions, a value that can never hold gives
 * way, every other one stays, so that nobody loses what the statement allows; conditions on keys that the wanted one
 * does not name stay as they are. Of principals, actions or resources, what is missing goes in where that alone differs.
 * Nobody gets more than the wanted one gives: a statement that is about more than that stays as it is.
 * @param region of the key or bucket whose policy it is
 * @returns undefined where the statement is about something else, or has nothing to put right
 */
export function corrected(statement: unknown, wanted: unknown, region: string): Corrected | undefined {
  if (!isRecord(statement) || !isRecord(wanted)) return undefined;
  if (statement['Effect'] !== 'Allow' || wanted['Effect'] !== 'Allow') return undefined;
  const right = isAbout(statement, wanted) ? withConditions(statement, wanted, region) : statement;
  const whole = withMissing(right, wanted);
  if (whole === statement) return undefined;
  const left = valuesIn(right);
  const wasDead = valuesIn(statement).some((value) => !left.includes(value));
  return { statement: whole, ...(wasDead && { revived: right }) };
}

function valuesIn(statement: Document): string[] {
  return conditionsOf(statement).flatMap(({ key, values }) => values.map((value) => `${key} ${value}`));
}

/** The statement with its conditions put right; as it is where that would let in more than the wanted one does. */
function withConditions(statement: Document, wanted: Document, region: string): Document {
  const before = conditionsOf(statement);
  const aims = conditionsOf(wanted);
  const aimOf = ({ key }: Condition) => aims.find((aim) => aim.key.toLowerCase() === key.toLowerCase());
  const met = before.filter((one) => aimOf(one) !== undefined).map(({ key }) => key.toLowerCase());
  // A key under two operators has to hold under both; one that is not there lets everything in.
  if (new Set(met).size < met.length || met.length < aims.length) return statement;
  const accounts = principalsOf(statement).map(accountOf);
  const put = before.map((one) => {
    const aim = aimOf(one);
    return aim === undefined ? undefined : putRight(one, aim, { region, accounts });
  });
  if (put.includes('unclear')) return statement;
  const rights = put.filter((one): one is PutRight => one !== undefined && one !== 'unclear');
  const changed = rights.filter(({ isChanged }) => isChanged);
  // What is new is every mixture with a new value: of the other keys, all values have to be wanted ones.
  const isWithin = rights.every(({ isWanted, isChanged }) => isWanted || (isChanged && changed.length === 1));
  if (changed.length === 0 || !isWithin) return statement;
  const after = before.map((one, at) => {
    const right = put[at];
    return right === undefined || right === 'unclear' ? one : right.condition;
  });
  return { ...statement, Condition: blockOf(after) };
}

/** Whether a statement lets in nobody and nothing but what the wanted one is about. */
function isAbout(statement: Document, wanted: Document): boolean {
  const { Principal: principal } = statement;
  const isAws = isRecord(principal) && Object.keys(principal).every((kind) => kind === 'AWS');
  const all = principalsOf(wanted).map(plain);
  const actions = textsOf(wanted['Action']).map((action) => action.toLowerCase());
  const own = textsOf(statement['Action']).map((action) => action.toLowerCase());
  return (
    isAws &&
    principalsOf(statement).length > 0 &&
    principalsOf(statement).every((one) => all.includes(plain(one))) &&
    own.length > 0 &&
    own.every((action) => actions.some((pattern) => matchesWildcard(pattern, action)))
  );
}

function principalsOf({ Principal: principal }: Document): string[] {
  return isRecord(principal) ? textsOf(principal['AWS']) : textsOf(principal);
}

/** An account's id and its root are one. */
function plain(principal: string): string {
  const arn = parseArn(principal);
  return arn?.resource === 'root' ? arn.account : principal;
}

function accountOf(principal: string): string {
  return parseArn(principal)?.account ?? principal;
}

function conditionsOf({ Condition: block }: Document): Condition[] {
  return Object.entries(isRecord(block) ? block : {}).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => ({
      operator,
      key,
      values: textsOf(values),
      raw: values,
      isList: Array.isArray(values),
    })),
  );
}

function blockOf(conditions: readonly Condition[]): Record<string, Record<string, unknown>> {
  const block: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values, raw, isList } of conditions) {
    const keys = (block[operator] ??= {});
    keys[key] = raw ?? (values.length === 1 && !isList ? values[0] : values);
  }
  return block;
}

interface Place {
  readonly region: string;
  /** Of the statement's principals. */
  readonly accounts: readonly string[];
}

interface PutRight {
  readonly condition: Condition;
  readonly isChanged: boolean;
  /** Whether it holds for nothing but what the wanted one holds for. */
  readonly isWanted: boolean;
}

/** @returns `unclear` where the operator cannot be put right without a change of what else it means */
function putRight(own: Condition, aim: Condition, place: Place): PutRight | 'unclear' {
  const [base, meant] = [baseOf(own.operator), baseOf(aim.operator)];
  if (!base || !meant || base.negated || base.kind === 'Null') return 'unclear';
  // A `*` in StringEquals is a star and nothing else.
  const isLiteral = !base.wildcards && aim.values.some(hasWildcard);
  if (isLiteral && base.ignoresCase) return 'unclear';
  // Its set operator and IfExists stay: without them it would keep others out.
  const operator = isLiteral ? own.operator.replace(base.name, meant.name) : own.operator;
  const wildcards = isLiteral || base.wildcards;
  const alive = own.values.filter((value) => canHold(own.key, value, wildcards, place));
  const isIn = (value: string) =>
    aim.values.some((one) => one === value || (meant.wildcards && matchesWildcard(one, value)));
  // Another literal star would come to life with the operator.
  if (isLiteral && alive.some((value) => hasWildcard(value) && !isIn(value))) return 'unclear';
  const missing = aim.values.filter(
    (value) => !alive.some((one) => one === value || (wildcards && matchesWildcard(one, value))),
  );
  const isChanged = isLiteral || missing.length > 0;
  const values = [...alive, ...missing];
  return {
    condition: isChanged ? { ...own, operator, values, raw: undefined } : own,
    isChanged,
    // Requests that lack the key are let in, too.
    isWanted: values.every(isIn) && (!passesAbsent(own.operator) || passesAbsent(aim.operator)),
  };
}

/** Whether a condition holds where the request does not have the key. */
function passesAbsent(operator: string): boolean {
  return /^ForAllValues:|IfExists$/i.test(operator);
}

function baseOf(operator: string): BaseOperator | undefined {
  const parsed = parseConditionOperator(operator);
  return parsed.status === 'known' ? parsed.operator.base : undefined;
}

/**
 * Whether a request could have the value at all. Source: KMS Developer Guide, "kms:ViaService" (the service's name
 * in the key's Region) and "kms:CallerAccount" (the account of the caller, who is the principal).
 */
function canHold(key: string, value: string, wildcards: boolean, { region, accounts }: Place): boolean {
  // A policy variable is whatever the request has.
  if (value.includes('${')) return true;
  switch (key.toLowerCase()) {
    case 'kms:viaservice':
      return canHoldViaService(value, wildcards, region);
    case 'kms:calleraccount':
      return !ACCOUNT_ID.test(value) || accounts.includes('*') || accounts.includes(value);
    default:
      return true;
  }
}

/**
 * Whether a request to a key could have the value as its kms:ViaService.
 * @param wildcards whether the operator takes `*` for more than a star
 * @param region of the key
 */
export function canHoldViaService(value: string, wildcards: boolean, region: string): boolean {
  if (value.includes('${')) return true;
  if (hasWildcard(value)) return wildcards;
  const parsed = parseViaService(value);
  return parsed.status === 'ok' && parsed.region === region;
}

const MEMBERS = ['Principal', 'Action', 'Resource'] as const;

/** What is missing of one member goes in where all else is the same: nobody gets more than is meant. */
function withMissing(statement: Document, wanted: Document): Document {
  const name = MEMBERS.find((one) => othersOf(statement, one) === othersOf(wanted, one));
  if (name === undefined) return statement;
  const [own, all] =
    name === 'Principal'
      ? [principalsOf(statement), principalsOf(wanted)]
      : [textsOf(statement[name]), textsOf(wanted[name])];
  const missing = all.filter((text) => !own.some((one) => covers(name, one, text)));
  if (missing.length === 0) return statement;
  const { [name]: before } = statement;
  const members = [...own, ...missing];
  const after = name === 'Principal' ? { ...(isRecord(before) ? before : {}), AWS: members } : members;
  return { ...statement, [name]: after };
}

/** What a statement means but for one of its members. */
function othersOf({ Sid: _, ...statement }: Record<string, unknown>, name: (typeof MEMBERS)[number]): string {
  return meaningOf(Object.fromEntries(Object.entries(statement).filter(([other]) => other !== name)));
}

function covers(name: (typeof MEMBERS)[number], own: string, text: string): boolean {
  switch (name) {
    case 'Principal':
      return own === '*' || plain(own) === plain(text);
    case 'Action':
      return matchesWildcard(own.toLowerCase(), text.toLowerCase());
    case 'Resource':
      return matchesWildcard(own, text);
  }
}
