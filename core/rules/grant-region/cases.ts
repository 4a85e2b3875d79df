import type { RuleCases } from '../case';

const config = (region: string, key: string) => `provider "aws" {
  region = ${region}
}
provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}
resource "aws_kms_key" "data" {
  provider = aws.ireland
}
resource "aws_kms_grant" "fsx" {
  key_id            = ${key}
  grantee_principal = var.role_arn
  operations        = ["Decrypt"]
}
`;
const arn = (region: string) => `arn:aws:kms:${region}:333333333333:key/a056d364-d490-473d-ad19-bd6a483d8096`;
const MESSAGE =
  'The key is in "eu-west-1", and the grant is created in "us-east-1", where KMS does not know the key. Use a provider of the file system\'s account with the Region "eu-west-1".';

export const cases: RuleCases = {
  bad: [
    {
      name: 'a key of another Region',
      file: 'main.tf',
      text: config('"us-east-1"', `"«${arn('eu-west-1')}»"`),
      messages: [MESSAGE],
    },
    {
      name: 'a key with another provider',
      file: 'main.tf',
      text: config('"us-east-1"', '«aws_kms_key.data.arn»'),
      messages: [MESSAGE],
    },
    {
      name: 'a key of another Region, in Terraform JSON',
      file: 'cdk.tf.json',
      text: `{"provider": {"aws": {"region": "us-east-1"}}, "resource": {"aws_kms_grant": {"fsx": {"key_id": "«${arn('eu-west-1')}»"}}}}`,
      messages: [MESSAGE],
    },
  ],
  good: [
    { name: 'one Region', file: 'main.tf', text: config('"us-east-1"', `"${arn('us-east-1')}"`) },
    {
      name: 'a Region from a variable',
      file: 'main.tf',
      text: config('var.region', `"${arn('eu-west-1')}"`),
    },
    { name: 'a key from a variable', file: 'main.tf', text: config('"us-east-1"', 'var.key_arn') },
    {
      name: "a Region of the grant's own, as version 6 of the provider has it",
      file: 'cdk.tf.json',
      text: `{"provider": {"aws": {"region": "us-east-1"}}, "resource": {"aws_kms_grant": {"fsx": {"region": "eu-west-1", "key_id": "${arn('eu-west-1')}"}}}}`,
    },
  ],
};
