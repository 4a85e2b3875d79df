import type { ConditionContext } from '../../authorize/authorization';
import type { Call } from '../../gateway/call';
import { withTrail, type AwsError, type Outcome } from '../../gateway/outcome';
import type { JsonObject } from '../../json';
import type { Operation } from '../service';
import { readInput, required, text, type Input, type Member, type Shape } from '../shape';
import { keyDenial } from './authorize-key';
import { denied, dryRun, notFound, stateProblem } from './errors';
import { findKey, type FoundKey, type Where } from './find-key';
import type { KmsGround } from './ground';
import type { KeyRecord } from './records';

/** A `KeyId` member. */
export const KEY_ID: Member<string> = required(text({ min: 1, max: 2048 }));

export interface OnKey<Members extends Shape> {
  readonly ground: KmsGround;
  readonly call: Call;
  readonly key: KeyRecord;
  readonly input: Input<Members>;
}

/** An operation on one key: its request, who may, in which states of the key, and what it does. */
export interface KeyOperation<Members extends Shape & { readonly KeyId: Member<string> }> {
  /** Default: `kms:` and the operation's name. */
  readonly action?: string;
  readonly shape: Members;
  /** Whether the key may be named by an alias. */
  readonly takesAlias?: boolean;
  /** Condition keys of the request's own. */
  readonly context?: (input: Input<Members>, call: Call) => ConditionContext;
  /** States of the key in which it works: enabled, not waiting for deletion, any. */
  readonly works: 'when-enabled' | 'unless-pending-deletion' | 'always';
  /** What is wrong with the request beside its shape, said before anybody asks who may. */
  readonly check?: (input: Input<Members>, key: KeyRecord, call: Call) => AwsError | undefined;
  readonly run: (use: OnKey<Members>) => Promise<Outcome> | Outcome;
}

/** Makes an operation on a key out of its parts: read, find, authorize, look at the key's state, do. */
export function onKey<Members extends Shape & { readonly KeyId: Member<string> }>(
  ground: KmsGround,
  operation: KeyOperation<Members>,
): Operation {
  return async (call) => {
    const outcome = await answer(ground, operation, call);
    return withTrail(outcome, {
      requestParameters: shownInput(call.input),
      ...outcome.trail,
    });
  };
}

async function answer<Members extends Shape & { readonly KeyId: Member<string> }>(
  ground: KmsGround,
  operation: KeyOperation<Members>,
  call: Call,
): Promise<Outcome> {
  const read = readInput(operation.shape, call.input);
  if (read.status === 'error') return read;
  const { input } = read;
  await ground.store.deleteDueKeys(ground.world.now());
  const { KeyId: keyId } = input as { KeyId: string };
  const found = findKey(ground.store, keyId, whereOf(call), operation.takesAlias ?? false);
  if (found.status !== 'found') return missing(found, call);
  const { key, alias } = found;
  const outcome = await use(ground, operation, {
    call,
    key,
    input,
    ...(alias === undefined ? {} : { alias }),
  });
  return withTrail(outcome, { resources: [keyResource(key)] });
}

async function use<Members extends Shape & { readonly KeyId: Member<string> }>(
  ground: KmsGround,
  { action, context, works, check, run }: KeyOperation<Members>,
  { call, key, input, alias }: { call: Call; key: KeyRecord; input: Input<Members>; alias?: string },
): Promise<Outcome> {
  const { GrantTokens: grantTokens, DryRun: isDryRun } = input as {
    GrantTokens?: readonly string[];
    DryRun?: boolean;
  };
  const refused = await keyDenial(ground, {
    call,
    key,
    action: action ?? `kms:${call.operation}`,
    ...(context && { context: context(input, call) }),
    ...(alias === undefined ? {} : { alias }),
    ...(grantTokens && { grantTokens }),
  });
  if (refused) return refused;
  const problem = check?.(input, key, call) ?? stateFor(works, key);
  if (problem) return problem;
  return isDryRun ? dryRun() : run({ ground, call, key, input });
}

function stateFor(works: KeyOperation<never>['works'], key: KeyRecord): AwsError | undefined {
  switch (works) {
    case 'always':
      return undefined;
    case 'unless-pending-deletion':
      return key.state === 'PendingDeletion' ? stateProblem(key) : undefined;
    case 'when-enabled':
      return stateProblem(key);
  }
}

/** Operations that do not find a key by a wrong ARN. Source: KMS API Reference, "Errors" of each: no InvalidArn. */
const NO_INVALID_ARN = [
  'CreateAlias',
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncrypt',
  'UpdateAlias',
];

/** What KMS answers when there is no such key, or none that it would tell the caller of. */
export function missing(found: Exclude<FoundKey, { status: 'found' }>, call: Call): AwsError {
  if (found.status === 'error') {
    const { code, message } = found;
    return code === 'InvalidArnException' && NO_INVALID_ARN.includes(call.operation)
      ? notFound(message)
      : found;
  }
  const who = call.caller.kind === 'anonymous' ? 'anonymous' : call.caller.arn;
  return denied(
    `User: ${who} is not authorized to perform: kms:${call.operation} on resource: ${found.arn} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
  );
}

/** Account and Region that a call comes to. */
export function whereOf({ caller, region }: Call): Where {
  return { account: caller.kind === 'anonymous' ? '' : caller.account, region };
}

/** The key as an event names it. */
export function keyResource({ arn, account }: KeyRecord): { arn: string; accountId: string; type: string } {
  return { arn, accountId: account, type: 'AWS::KMS::Key' };
}

/** What no event shows. */
const HIDDEN = ['Plaintext', 'CiphertextBlob', 'GrantTokens', 'Message'];

/** A request's parameters as CloudTrail writes them. */
export function shownInput(input: JsonObject): JsonObject | null {
  const shown = Object.entries(input).filter(([name]) => !HIDDEN.includes(name));
  if (shown.length === 0) return null;
  return Object.fromEntries(
    shown.map(([name, value]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, value]),
  );
}
