import type { RuleCases } from '../case';

const grant = (operations: string) => `resource "aws_kms_grant" "fsx" {
  key_id            = var.key_arn
  grantee_principal = var.role_arn
  operations        = ${operations}
}
`;
const MESSAGE =
  'The grant lists no operation: KMS refuses it with ValidationException. For a file system write "Decrypt", "GenerateDataKey" and "DescribeKey".';

export const cases: RuleCases = {
  bad: [
    { name: 'an empty list', file: 'main.tf', text: grant('«[]»'), messages: [MESSAGE] },
    {
      name: 'an empty list in Terraform JSON',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_grant": {"fsx": {"key_id": "k", "operations": «[]»}}}}',
      messages: [MESSAGE],
    },
    {
      name: 'an empty list in a construct',
      file: 'main.ts',
      text: `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
new KmsGrant(this, 'grant', { keyId: key, granteePrincipal: role, operations: «[]» });
`,
      messages: [MESSAGE],
    },
  ],
  good: [
    { name: 'one operation', file: 'main.tf', text: grant('["Decrypt"]') },
    { name: 'a variable', file: 'main.tf', text: grant('var.operations') },
    { name: 'a list that is put together', file: 'main.tf', text: grant('concat([], var.operations)') },
    {
      name: 'items that are spread from elsewhere',
      file: 'main.ts',
      text: `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
new KmsGrant(this, 'grant', { keyId: key, granteePrincipal: role, operations: [...props.operations] });
`,
    },
  ],
};
