import type { RuleCases } from '../case';

const grant = (operations: string) => `resource "aws_kms_grant" "fsx" {
  name              = "fsx"
  key_id            = "arn:aws:kms:us-east-1:333333333333:key/a056d364-d490-473d-ad19-bd6a483d8096"
  grantee_principal = "arn:aws:iam::111111111111:role/reader"
  operations        = [${operations}]
}
`;
const json = (operations: string) =>
  `{"resource": {"aws_kms_grant": {"fsx": {"key_id": "k", "grantee_principal": "p", "operations": [${operations}]}}}}`;
const prefix = (name: string) =>
  `"kms:${name}" has the prefix of a policy: operations of a grant have none, and KMS refuses the whole grant. Write "${name}".`;
const unknown = (text: string, advice: string) =>
  `"${text}" is no operation that a grant can allow, and KMS refuses the whole grant. ${advice}`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'actions of a policy',
      file: 'main.tf',
      text: grant('"«kms:Decrypt»", "«kms:GenerateDataKey»"'),
      messages: [prefix('Decrypt'), prefix('GenerateDataKey')],
      fixed: grant('"Decrypt", "GenerateDataKey"'),
    },
    {
      name: 'a pattern',
      file: 'main.tf',
      text: grant('"Decrypt", "«ReEncrypt*»"'),
      messages: [
        '"ReEncrypt*" is a pattern: operations of a grant are named one by one, and KMS refuses the whole grant. Write "ReEncryptFrom" and "ReEncryptTo".',
      ],
      fixed: grant('"Decrypt", "ReEncryptFrom", "ReEncryptTo"'),
    },
    {
      name: 'the typing slip of the blog',
      file: 'cdk.tf.json',
      text: json('"«Decypt»", "DescribeKey"'),
      messages: [unknown('Decypt', 'Write "Decrypt".')],
      fixed: json('"Decrypt", "DescribeKey"'),
    },
    {
      name: 'lower case',
      file: 'main.tf',
      text: grant('"«decrypt»"'),
      messages: [unknown('decrypt', 'Write "Decrypt".')],
      fixed: grant('"Decrypt"'),
    },
    {
      name: 'an action that no grant takes',
      file: 'main.tf',
      text: grant('"Decrypt", "«ScheduleKeyDeletion»"'),
      messages: [unknown('ScheduleKeyDeletion', 'Write one of the operations that KMS lists for grants.')],
    },
    {
      name: 'a construct',
      file: 'main.ts',
      text: `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
new KmsGrant(this, 'grant', { keyId: key.arn, granteePrincipal: role, operations: ['«kms:Decrypt»'] });
`,
      messages: [prefix('Decrypt')],
      fixed: `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
new KmsGrant(this, 'grant', { keyId: key.arn, granteePrincipal: role, operations: ['Decrypt'] });
`,
    },
  ],
  good: [
    {
      name: 'names of operations',
      file: 'main.tf',
      text: grant('"Decrypt", "GenerateDataKey", "ReEncryptFrom"'),
    },
    { name: 'operations from a variable', file: 'main.tf', text: grant('var.operation') },
    {
      name: 'newer operations of ML-KEM keys',
      file: 'cdk.tf.json',
      text: json('"Encapsulate", "Decapsulate"'),
    },
    {
      name: 'actions of a policy, in a policy',
      file: 'policy.json',
      text: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["kms:Decrypt", "kms:ReEncrypt*"], "Resource": "*"}]}',
    },
  ],
};
