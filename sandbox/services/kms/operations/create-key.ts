import {
  KEY_SPEC_TYPES,
  KEY_TYPES,
  type KeySpec,
  type KeyUsage,
} from '../../../../core/facts/grant-operations';
import { KEY_SPECS, KEY_USAGES } from '../../../../core/facts/generated/kms-enums';
import type { Call } from '../../../gateway/call';
import { ok, withTrail, type AwsError, type Outcome } from '../../../gateway/outcome';
import { pinPolicy } from '../../../identity/pinned-policy';
import { accessDenied, clientOf } from '../../authorized';
import type { Operation } from '../../service';
import { flag, oneOf, readInput, text, type Input } from '../../shape';
import { kmsError, validation } from '../errors';
import { kmsArn } from '../find-key';
import type { KmsGround } from '../ground';
import { defaultKeyPolicy, lockOut, policyProblem } from '../key-policy';
import { POLICY, TAGS } from '../members';
import { keyMetadata, newKeyId, newMaterial } from '../metadata';
import { keyResource, shownInput, whereOf } from '../on-key';
import type { KeyRecord } from '../records';
import { tagProblem, tagRecord } from '../tags';

const SHAPE = {
  Policy: POLICY,
  Description: text({ max: 8192 }),
  KeyUsage: oneOf(KEY_USAGES),
  CustomerMasterKeySpec: oneOf(KEY_SPECS),
  KeySpec: oneOf(KEY_SPECS),
  Origin: oneOf(['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE']),
  BypassPolicyLockoutSafetyCheck: flag(),
  Tags: TAGS,
  MultiRegion: flag(),
} as const;

/** Source: KMS API Reference, CreateKey. */
export function createKey(ground: KmsGround): Operation {
  return async (call) => {
    const read = readInput(SHAPE, call.input);
    if (read.status === 'error') return read;
    const outcome = await create(ground, call, read.input);
    return withTrail(outcome, { requestParameters: shownInput(call.input), ...outcome.trail });
  };
}

async function create(ground: KmsGround, call: Call, input: Input<typeof SHAPE>): Promise<Outcome> {
  const { world, store } = ground;
  const where = whereOf(call);
  const kind = kindOf(input);
  if (kind.status === 'error') return kind;
  const { spec, usage } = kind;
  const { Origin: origin = 'AWS_KMS', MultiRegion: isMultiRegion = false } = input;
  const tags = tagRecord(input.Tags ?? []);
  const client = clientOf(call);
  const authorization = await world.authorize({
    caller: call.caller,
    action: 'kms:CreateKey',
    resource: '*',
    resourceAccount: where.account,
    region: call.region,
    context: {
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:RequestTag/${name}`, value])),
      ...(input.Tags === undefined ? {} : { 'aws:TagKeys': Object.keys(tags) }),
      'kms:CallerAccount': where.account,
      'kms:KeySpec': spec,
      'kms:KeyUsage': usage,
      'kms:KeyOrigin': origin,
      'kms:MultiRegion': String(isMultiRegion),
      'kms:BypassPolicyLockoutSafetyCheck': String(input.BypassPolicyLockoutSafetyCheck ?? false),
    },
    ...(client && { client }),
  });
  if (authorization.status === 'denied') return accessDenied('json', authorization.message);
  if (origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE') {
    return kmsError('UnsupportedOperationException', `The sandbox has no key stores, which ${origin} needs.`);
  }
  const policy = input.Policy ?? defaultKeyPolicy(where.account);
  const problem = tagProblem(input.Tags ?? []) ?? (await policyProblem(policy, ground));
  if (problem) return problem;
  const now = world.now();
  const id = newKeyId(isMultiRegion);
  const key: KeyRecord = {
    id,
    arn: kmsArn(where, `key/${id}`),
    ...where,
    created: now.toISOString(),
    spec,
    usage,
    origin,
    multiRegion: isMultiRegion,
    manager: 'CUSTOMER',
    description: input.Description ?? '',
    state: origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled',
    deletion: undefined,
    policy: await pinPolicy(policy, world.directory),
    tags,
    rotation: undefined,
    materials: spec === 'SYMMETRIC_DEFAULT' && origin === 'AWS_KMS' ? [newMaterial(now)] : [],
  };
  const locked = input.BypassPolicyLockoutSafetyCheck ? undefined : await lockOut(ground, call, key, policy);
  if (locked) return locked;
  await store.change(({ keys }) => keys.push(key));
  const metadata = keyMetadata(key);
  return ok(
    { KeyMetadata: metadata },
    { responseElements: { keyMetadata: metadata }, resources: [keyResource(key)] },
  );
}

function kindOf(
  input: Input<typeof SHAPE>,
): { readonly status: 'ok'; readonly spec: KeySpec; readonly usage: KeyUsage } | AwsError {
  const { KeySpec: given, CustomerMasterKeySpec: old } = input;
  if (given !== undefined && old !== undefined && given !== old) {
    return validation(
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    );
  }
  const spec = given ?? old ?? 'SYMMETRIC_DEFAULT';
  const usages = KEY_SPEC_TYPES[spec].map((type) => KEY_TYPES[type].usage);
  const [only] = usages.length === 1 ? usages : [];
  // Only symmetric encryption keys need no KeyUsage.
  const usage = input.KeyUsage ?? (spec === 'SYMMETRIC_DEFAULT' ? only : undefined);
  if (usage === undefined)
    return validation(
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    );
  if (!usages.includes(usage)) return validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  if (spec !== 'SYMMETRIC_DEFAULT' && input.Origin === 'EXTERNAL') {
    return validation(`Origin EXTERNAL is not compatible with KeySpec ${spec} in the sandbox`);
  }
  return { status: 'ok', spec, usage };
}
