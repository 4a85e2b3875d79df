import { randomBytes } from 'node:crypto';
import { GRANT_LIMITS } from '../../../../core/facts/grant-operations';
import { GRANT_OPERATIONS } from '../../../../core/facts/generated/kms-enums';
import type { ConditionContext } from '../../../authorize/authorization';
import type { Call } from '../../../gateway/call';
import { ok, withTrail, type AwsError, type Outcome } from '../../../gateway/outcome';
import type { Operation } from '../../service';
import { list, oneOf, readInput, required, structure, text, textMap, type Input } from '../../shape';
import { encryptionContextKeys, keyDenial } from '../authorize-key';
import { dryRun, kmsError, stateProblem } from '../errors';
import { findKey } from '../find-key';
import { constraintOf, grantPrincipal, grantProblem, handsOn, sameGrant } from '../grants';
import type { KmsGround } from '../ground';
import { DRY_RUN, GRANT_TOKENS, PRINCIPAL } from '../members';
import { KEY_ID, keyResource, missing, shownInput, whereOf } from '../on-key';
import type { GrantRecord, KeyRecord } from '../records';

const SHAPE = {
  KeyId: KEY_ID,
  GranteePrincipal: required(PRINCIPAL),
  RetiringPrincipal: PRINCIPAL,
  Operations: required(list(oneOf(GRANT_OPERATIONS))),
  Constraints: structure({ EncryptionContextSubset: textMap(), EncryptionContextEquals: textMap() }),
  GrantTokens: GRANT_TOKENS,
  Name: text({ min: 1, max: GRANT_LIMITS.nameLength, pattern: /^[a-zA-Z0-9:/_-]+$/ }),
  DryRun: DRY_RUN,
} as const;

type Given = Input<typeof SHAPE>;

/** Source: KMS API Reference, CreateGrant. */
export function createGrant(ground: KmsGround): Operation {
  return async (call) => {
    const read = readInput(SHAPE, call.input);
    if (read.status === 'error') return read;
    await ground.store.deleteDueKeys(ground.world.now());
    const found = findKey(ground.store, read.input.KeyId, whereOf(call), false);
    const requestParameters = shownInput(call.input);
    if (found.status !== 'found') return withTrail(missing(found, call), { requestParameters });
    const outcome = await create(ground, call, found.key, read.input);
    return withTrail(outcome, { requestParameters, resources: [keyResource(found.key)] });
  };
}

async function create(ground: KmsGround, call: Call, key: KeyRecord, given: Given): Promise<Outcome> {
  const { store, world } = ground;
  const operations = [...new Set(given.Operations)];
  const constraint = constraintOf(given.Constraints);
  const refused = await denial(ground, call, key, given);
  if (refused) return refused;
  const problem = grantProblem(key, operations, given.Constraints) ?? stateProblem(key);
  if (problem) return problem;
  const forService = call.viaService !== undefined;
  const grantee = await grantPrincipal(given.GranteePrincipal, world.directory, forService);
  if (grantee.status === 'error') return grantee;
  const retiring =
    given.RetiringPrincipal === undefined
      ? undefined
      : await grantPrincipal(given.RetiringPrincipal, world.directory, forService);
  if (retiring?.status === 'error') return retiring;
  if (given.DryRun) return dryRun();
  if (store.grantsOn(key.arn).length >= GRANT_LIMITS.grantsPerKey) {
    return kmsError('LimitExceededException', `A key can have ${GRANT_LIMITS.grantsPerKey} grants.`);
  }
  const token = randomBytes(96).toString('base64');
  const wanted: GrantRecord = {
    id: randomBytes(32).toString('hex'),
    keyArn: key.arn,
    name: given.Name,
    created: world.now().toISOString(),
    grantee: grantee.principal,
    retiring: retiring?.principal,
    operations,
    constraint,
    issuingAccount: whereOf(call).account,
    tokens: [token],
  };
  const id = await store.change(({ grants }) => {
    const same = sameGrant(grants, wanted);
    if (same) same.tokens.push(token);
    else grants.push(wanted);
    return (same ?? wanted).id;
  });
  return ok({ GrantId: id, GrantToken: token }, { responseElements: { grantId: id, keyId: key.arn } });
}

/**
 * Who holds CreateGrant by a grant alone can hand on no more than that grant gives; key policy and identity policies
 * know no such limit.
 */
async function denial(
  ground: KmsGround,
  call: Call,
  key: KeyRecord,
  given: Given,
): Promise<AwsError | undefined> {
  const constraint = constraintOf(given.Constraints);
  const grants = ground.store
    .grantsOn(key.arn)
    .filter((grant) => handsOn(grant, given.Operations, constraint));
  return keyDenial(ground, {
    call,
    key,
    action: 'kms:CreateGrant',
    context: grantContext(call, given),
    grantTokens: given.GrantTokens ?? [],
    grants,
  });
}

/** Source: KMS Developer Guide, "AWS KMS condition keys"; the context is that of the grant's constraint. */
function grantContext({ viaService }: Call, given: Given): ConditionContext {
  const constraint = constraintOf(given.Constraints);
  return {
    'kms:GranteePrincipal': given.GranteePrincipal,
    'kms:GrantOperations': given.Operations,
    'kms:GrantIsForAWSResource': String(viaService !== undefined),
    ...(given.RetiringPrincipal === undefined ? {} : { 'kms:RetiringPrincipal': given.RetiringPrincipal }),
    ...(constraint && {
      'kms:GrantConstraintType': constraint.kind,
      ...encryptionContextKeys(constraint.pairs),
    }),
  };
}
