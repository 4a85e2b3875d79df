import assert from 'node:assert/strict';
import { hoverAt } from '../../support/answers';
import { closeAll, open } from '../../support/workspace';

const ROLE =
  'arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0';

/** Language and thing, file, text with the token in marks, what the hover says. */
const HOVERS: readonly (readonly [name: string, file: string, marked: string, says: string])[] = [
  [
    'a condition key in JSON',
    'hover/key.json',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"«kms:ViaService»":"s3.us-east-1.amazonaws.com"}}}]}\n',
    'kms:ViaService',
  ],
  [
    'an action in Terraform JSON',
    'hover/json/cdk.tf.json',
    '{"resource":{"aws_kms_key_policy":{"p":{"key_id":"k","policy":"{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"«kms:GenerateDataKey»\\",\\"Resource\\":\\"*\\"}]}"}}}}\n',
    'kms:GenerateDataKey',
  ],
  [
    'a grant operation in HCL',
    'hover/hcl/main.tf',
    'resource "aws_kms_grant" "g" {\n  key_id            = "k"\n  grantee_principal = "r"\n  operations        = ["«ReEncryptFrom»"]\n}\n',
    'ReEncryptFrom',
  ],
  [
    'a service-linked role in TypeScript',
    'hover.ts',
    `import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';\nnew KmsGrant(scope, 'g', { keyId: 'k', granteePrincipal: '«${ROLE}»', operations: ['Decrypt'] });\n`,
    'AWSServiceRoleForFSxS3Access',
  ],
  [
    'a deployment type in HCL',
    'hover/fsx/main.tf',
    'resource "aws_fsx_lustre_file_system" "f" {\n  subnet_ids      = ["s"]\n  deployment_type = "«SCRATCH_2»"\n}\n',
    'SCRATCH_2',
  ],
];

describe('hover', () => {
  afterEach(closeAll);

  for (const [name, file, marked, says] of HOVERS) {
    it(`says what it is of ${name}`, async () => {
      const { document, marks } = await open(file, marked);
      const [start, end] = marks;
      assert.ok(start && end);
      const { text, range } = await hoverAt(document, start.translate(0, 1), `**\`${says}`);
      assert.deepEqual([range?.start, range?.end], [start, end]);
      assert.ok(text.length > 60, text);
    });
  }
});
