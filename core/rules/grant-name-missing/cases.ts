import type { RuleCases } from '../case';

const grant = (name: string, head = '"fsx"') => `resource "aws_kms_grant" ${head} {
  ${name}
  key_id            = var.key_arn
  grantee_principal = var.role_arn
  operations        = ["Decrypt"]
}
`;
const MESSAGE =
  'The grant has no name: when the request is sent again, after a timeout, KMS makes a second grant that Terraform does not know. Set name.';

export const cases: RuleCases = {
  bad: [
    { name: 'no name', file: 'main.tf', text: grant('', '«"fsx"»'), messages: [MESSAGE] },
    { name: 'null', file: 'main.tf', text: grant('name = null', '«"fsx"»'), messages: [MESSAGE] },
    {
      name: 'no name, in Terraform JSON',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_grant": {«"fsx"»: {"key_id": "k"}}}}',
      messages: [MESSAGE],
    },
  ],
  good: [
    { name: 'a name', file: 'main.tf', text: grant('name = "fsx"') },
    { name: 'a name from a variable', file: 'main.tf', text: grant('name = var.name') },
    {
      name: 'properties that may have one',
      file: 'main.ts',
      text: `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
new KmsGrant(this, 'grant', { keyId, granteePrincipal, operations: ['Decrypt'], ...props });
`,
    },
  ],
};
