/** Step 2: accounts A and B can look at the key, and its policy shares it with them through S3. */
import { DescribeKeyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import { bucketsOfKey } from '../../../core/deployment/resolve';
import { readAccessDenied } from '../../../core/evidence/access-denied';
import type { Check } from '../../../core/journey/proof';
import type { AccountRole } from '../../../core/journey/steps';
import { ask } from '../ask';
import { keyPolicyOf } from '../grants';
import { decisionOf, judgeRoleByKeyPolicy, judgeUploader, whyNot } from '../judge';
import { keyArnOf, notDeployed, testObjectOf, usedKeysOf } from '../subjects';
import { accountName, unanswered } from '../unanswered';
import {
  evidenceOf,
  failed,
  inLines,
  passed,
  take,
  takeAll,
  unknown,
  type Outcome,
  type ProveStep,
  type Verification,
} from '../verification';

export const proveKeyPolicy: ProveStep = (on) =>
  takeAll(
    usedKeysOf(on).flatMap((name) => [
      () => describeCheck(on, name, 'fileSystem'),
      () => describeCheck(on, name, 'bucket'),
      () => policyCheck(on, name),
    ]),
  );

const SEEN_FROM = { fileSystem: 'a', bucket: 'b' } as const;

function describeCheck(on: Verification, keyName: string, account: keyof typeof SEEN_FROM): Promise<Check> {
  const title = `DescribeKey from account ${SEEN_FROM[account].toUpperCase()}: enabled, symmetric`;
  return take(on, { id: `describe-from-${SEEN_FROM[account]}-${keyName}`, account, title }, async () => {
    const keyArn = keyArnOf(on, keyName);
    if (keyArn === undefined) return unknown(notDeployed('key', `key_arn_${keyName}`));
    return describe(on, keyArn, account);
  });
}

async function describe(on: Verification, keyArn: string, account: AccountRole): Promise<Outcome> {
  const question = { account, action: 'kms:DescribeKey', resource: keyArn };
  const asked = await ask(on, question, ({ kms }, options) =>
    kms.send(new DescribeKeyCommand({ KeyId: keyArn }), options),
  );
  if (asked.status === 'refused') {
    const denial = readAccessDenied(asked.message);
    const isKeyPolicy = denial.status === 'denied' && denial.layer === 'resource-based';
    // Its own identity policy refuses an identity that is badly equipped: that says nothing about the key.
    return isKeyPolicy
      ? failed(
          `The key policy does not share the key with ${accountName(on, account)}: DescribeKey is refused. Allow kms:DescribeKey to the account in it. AWS: ${asked.message}`,
        )
      : unanswered(on, asked);
  }
  if (asked.status === 'missing') return failed(`There is no key ${keyArn}. Deploy step 2.`);
  if (asked.status !== 'answered') return unanswered(on, asked);
  const metadata = asked.answer.KeyMetadata;
  const { Arn, KeyState, KeySpec, KeyUsage, Origin, MultiRegion, KeyManager } = metadata ?? {};
  const shown = { Arn, KeyState, KeySpec, KeyUsage, Origin, MultiRegion, KeyManager };
  const evidence = evidenceOf(on, { account, action: question.action, title: 'Key' }, shown);
  const problem = keyProblem(metadata);
  return problem === undefined
    ? passed(`${keyArn} is enabled and symmetric (SYMMETRIC_DEFAULT).`, evidence)
    : failed(problem, evidence);
}

function keyProblem(metadata: KeyMetadata | undefined): string | undefined {
  const { KeyState: state, KeySpec: spec, KeyUsage: usage } = metadata ?? {};
  if (state !== 'Enabled')
    return `The key is ${state ?? 'in an unknown state'}: every use of it fails. Enable it.`;
  if (spec === 'SYMMETRIC_DEFAULT' && usage === 'ENCRYPT_DECRYPT') return undefined;
  return `The key is ${spec ?? '?'} for ${usage ?? '?'}: S3 and FSx take symmetric keys only (SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT).`;
}

function policyCheck(on: Verification, keyName: string): Promise<Check> {
  const title = "The key policy lets account B upload, and names account A's role, both through S3";
  return take(on, { id: `policy-${keyName}`, account: 'key', title }, async () => {
    const keyArn = keyArnOf(on, keyName);
    if (keyArn === undefined) return unknown(notDeployed('key', `key_arn_${keyName}`));
    const asked = await keyPolicyOf(on, keyArn);
    if (asked.status === 'missing') return failed(`There is no key ${keyArn}. Deploy step 2.`);
    if (asked.status !== 'answered') return unanswered(on, asked);
    return judgeKeyPolicy(on, keyName, keyArn, asked.answer);
  });
}

function judgeKeyPolicy(on: Verification, keyName: string, keyArn: string, keyPolicy: string): Outcome {
  const evidence = evidenceOf(
    on,
    { account: 'key', action: 'kms:GetKeyPolicy', title: `Policy of ${keyArn}` },
    inLines(keyPolicy),
  );
  const policies = { keyArn, keyPolicy, grants: [] };
  const sides = bucketsOfKey(on.deployment, keyName).flatMap((bucket) => {
    const objectKey = testObjectOf(on, bucket).key;
    const use = { does: 'write', objectKey, bucketKey: bucket.bucketKeyEnabled } as const;
    const uploader = { who: 'Account B', judged: judgeUploader(on, bucket, policies, use) };
    // In its own account the role gets the key by key policy alone: that is what step 6 gives it.
    if (on.deployment.keyInFileSystemAccount) return [uploader];
    return [uploader, { who: "Account A's role", judged: judgeRoleByKeyPolicy(on, bucket, policies, use) }];
  });
  for (const decision of ['denied', 'unknown'] as const) {
    const found = sides.filter(({ judged }) => decisionOf(judged) === decision);
    if (found.length === 0) continue;
    const sentences = found.map(({ who, judged }) => {
      const actions = judged.filter((one) => one.decision === decision).map(({ action }) => action);
      const what = decision === 'denied' ? 'is not given' : 'may or may not be given';
      return `${who} ${what} ${actions.join(', ')} through S3. ${whyNot(judged, decision)}`;
    });
    const message = [...new Set(sentences)].join(' ');
    return decision === 'denied' ? failed(message, evidence) : unknown(message, evidence);
  }
  return passed(
    on.deployment.keyInFileSystemAccount
      ? 'Account B may write with the key through S3.'
      : "Account B may write with the key through S3, and the policy's part for account A's role is there.",
    evidence,
  );
}
