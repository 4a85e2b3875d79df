import assert from 'node:assert/strict';
import { diagnoseText } from '../../../../core/diagnose/diagnose';
import type { Diagnosis } from '../../../../core/diagnose/diagnosis';
import { prettyDiagnosis } from '../../../../core/diagnose/report/pretty';
import { KEY, noPolicy, refusal, SESSION } from '../texts';

const USER = 'arn:aws:iam::222222222222:user/U';
const IS_NOT = 'is not authorized to perform:';
const lookup = (name: string, region: string) =>
  `aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventName,AttributeValue=${name}`;

function only(text: string): Diagnosis {
  const result = diagnoseText(text);
  assert.equal(result.status, 'broken', JSON.stringify(result));
  assert.equal(result.diagnoses.length, 1);
  return result.diagnoses[0];
}

describe('a part of a sentence about refused access', () => {
  const CUT: [text: string, title: string, sure: string[], commands: (string | undefined)[]][] = [
    [
      `${IS_NOT} kms:Decrypt on resource`,
      "Only a part of AWS's sentence about kms:Decrypt is there",
      [
        'AWS refused kms:Decrypt, and does not say which policy is why.',
        'The sentence is cut. It does not have who called, on what (the whole ARN) and which policy refuses, and what to change depends on that.',
      ],
      [lookup('Decrypt', "'<REGION>'")],
    ],
    [
      `User: ${SESSION} ${IS_NOT} kms:Decrypt on resource: ${KEY} because no`,
      "Only a part of AWS's sentence about kms:Decrypt is there",
      [
        `AWS refused kms:Decrypt on ${KEY} to AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0 of account 111111111111, and does not say which policy is why.`,
        'The sentence is cut. It does not have which policy refuses, and what to change depends on that.',
      ],
      [lookup('Decrypt', 'us-east-1')],
    ],
    [
      `${IS_NOT} kms:Decrypt on resource: ${KEY} ${noPolicy('identity-based', 'kms:Decrypt')}`,
      "Only a part of AWS's sentence about kms:Decrypt is there",
      [
        `AWS refused kms:Decrypt on ${KEY}, because no identity-based policy allows it.`,
        'The sentence is cut. It does not have who called, and what to change depends on that.',
      ],
      [undefined, lookup('Decrypt', 'us-east-1')],
    ],
    [
      `User: ${USER} ${IS_NOT} s3:GetObject on resource`,
      "Only a part of AWS's sentence about s3:GetObject is there",
      [
        'AWS refused s3:GetObject to user/U of account 222222222222, and does not say which policy is why.',
        'The sentence is cut. It does not have on what (the whole ARN) and which policy refuses, and what to change depends on that.',
      ],
      [undefined],
    ],
    [
      `User: ${USER} ${IS_NOT}`,
      "Only a part of AWS's sentence about a refused call is there",
      [
        'AWS refused a call to user/U of account 222222222222, and does not say which policy is why.',
        'The sentence is cut. It does not have which action it was, on what (the whole ARN) and which policy refuses, and what to change depends on that.',
      ],
      [lookup('Decrypt', "'<REGION>'")],
    ],
  ];
  for (const [text, title, sure, commands] of CUT) {
    it(text, () => {
      const diagnosis = only(text);
      assert.deepEqual(
        [diagnosis.title, diagnosis.layer, diagnosis.confidence, diagnosis.changes],
        [title, 'open', 'open', []],
      );
      assert.deepEqual(diagnosis.sure, sure);
      assert.deepEqual(
        diagnosis.unsure.map(({ command }) => command),
        commands,
      );
      const shown = prettyDiagnosis({ status: 'broken', diagnoses: [diagnosis] }, (words) => words);
      assert.match(shown, /^ {2}step {5}not said$/m);
    });
  }

  it('says what the reason means for the role of a file system, and for anybody else', () => {
    assert.match(
      only(noPolicy('identity-based', 'kms:Decrypt')).unsure[0]?.text ?? '',
      /^Who called\. For the role of a file system .* a grant on the key is missing \(step 6\).*; for anybody else, that a policy of their own is\.$/,
    );
  });

  it('a Deny whose policy is named needs no caller', () => {
    const { layer, confidence } = only(
      `${IS_NOT} kms:Decrypt on resource: ${KEY} with an explicit deny in a service control policy`,
    );
    assert.deepEqual([layer, confidence], ['scp', 'certain']);
  });
});

describe('a refused call that no step takes', () => {
  const RUN = 'arn:aws:ec2:us-east-1:111111111111:instance/*';
  const ENCODED = 'Encoded authorization failure message: 4GIOHlTk';
  const DECODE = 'aws sts decode-authorization-message --encoded-message 4GIOHlTk';
  const FOREIGN: [text: string, is: (string | undefined)[], commands: (string | undefined)[]][] = [
    [
      `An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. ${refusal('ec2:RunInstances', noPolicy('identity-based', 'ec2:RunInstances'), { principal: USER, resource: RUN })}. ${ENCODED}`,
      ['identity-based', undefined, 'certain'],
      [DECODE],
    ],
    [
      `An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. ${ENCODED}`,
      ['open', undefined, 'open'],
      [DECODE],
    ],
    [
      refusal('ec2:RunInstances', 'with an explicit deny in a service control policy', {
        principal: USER,
        resource: RUN,
      }),
      ['scp', undefined, 'certain'],
      ['aws iam list-attached-user-policies --user-name U'],
    ],
    [
      refusal('codecommit:ListDeployments', noPolicy('identity-based', 'codecommit:ListDeployments'), {
        principal: USER,
        resource: '*',
      }),
      ['identity-based', undefined, 'certain'],
      ['aws iam list-attached-user-policies --user-name U'],
    ],
  ];
  for (const [text, is, commands] of FOREIGN) {
    it(text.slice(0, 160), () => {
      const { title, layer, step, confidence, sure, unsure, changes } = only(text);
      assert.match(title, / was refused to .*: none of the seven steps$/);
      assert.deepEqual([layer, step, confidence], is);
      assert.match(
        sure[1] ?? '',
        /^It is no call of the seven steps\. Bucket policy, key policy and grant have no part in it/,
      );
      assert.deepEqual(
        unsure.map(({ command }) => command),
        commands,
      );
      assert.deepEqual(changes, []);
    });
  }

  it('a call that a step takes is none of these', () => {
    const text = refusal(
      'iam:CreateServiceLinkedRole',
      noPolicy('identity-based', 'iam:CreateServiceLinkedRole'),
      {
        principal: USER,
        resource: '*',
      },
    );
    assert.equal(only(text).step, 'upload-and-mount');
  });
});
