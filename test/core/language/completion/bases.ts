import type { MarkedFiles } from '../support';

/** One place to complete, in files that are right but for what is missing there. */
export interface Base {
  readonly name: string;
  readonly files: MarkedFiles;
  /** What is missing around the place besides, so that a rule finds that, whatever is put there. */
  readonly isIncomplete?: boolean;
}

const OWNER = 'arn:aws:iam::444455556666:root';
const OTHER = 'arn:aws:iam::111122223333:root';

/** A key policy of account 444455556666 with one more statement, for account 111122223333. */
const keyPolicy = (statement: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Admin", "Effect": "Allow", "Principal": { "AWS": "${OWNER}" }, "Action": "kms:*", "Resource": "*" },
    ${statement}
  ]
}
// us-west-2, arn:aws:s3:::data-of-b
`;
const use = (more: string, actions = '"kms:Decrypt", "kms:GenerateDataKey"') =>
  keyPolicy(
    `{ "Sid": "Use", "Effect": "Allow", "Principal": { "AWS": "${OTHER}" }, "Action": [${actions}], "Resource": "*"${more} }`,
  );
const create = (more: string) => use(more, '"kms:CreateGrant"');

const IMPORTS = `import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
`;
const inTypeScript = (statement: string) => `${IMPORTS}
// us-west-2, arn:aws:s3:::data-of-b
new KmsKey(this, 'key', {
  policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: '${OWNER}' }, Action: 'kms:*', Resource: '*' },
      ${statement}
    ],
  }),
});
`;
const inHcl = (statement: string) => `# us-west-2
resource "aws_kms_key" "key" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "${OWNER}" }, Action = "kms:*", Resource = "*" },
      ${statement}
    ]
  })
}

resource "aws_s3_bucket" "data" {
  bucket = "data-of-b"
}
`;
const inDocument = (statement: string) => `# us-west-2
data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${OWNER}"]
    }
  }
  statement {
${statement}
  }
}

resource "aws_kms_key" "key" {
  policy = data.aws_iam_policy_document.key.json
}
`;
const documentUse = (more: string) => `    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${OTHER}"]
    }
${more}`;
const documentCondition = (inner: string) => inDocument(documentUse(`    condition {\n${inner}\n    }`));
/** Terraform JSON with a policy as a text; the cursor stays. */
const inTerraformJson = (policy: string) =>
  JSON.stringify(
    { resource: { aws_kms_key: { key: { policy: policy.replace(/\n\/\/.*\n/, '') } } } },
    null,
    2,
  );

const fileSystem = (inner: string) => `resource "aws_fsx_lustre_file_system" "data" {
  subnet_ids = [aws_subnet.a.id]
${inner}
}
`;
const grant = (operations: string, spec = '') => `resource "aws_kms_key" "key" {
${spec}}

resource "aws_kms_grant" "role" {
  name              = "role"
  key_id            = aws_kms_key.key.arn
  grantee_principal = "arn:aws:iam::111122223333:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0"
  operations        = [${operations}]
}
`;

/** Every kind of place, each in some of the languages. */
export const BASES: readonly Base[] = [
  { name: 'element, JSON', files: { 'key-policy.json': use(', |') } },
  { name: 'first element, JSON', files: { 'key-policy.json': keyPolicy('{ | }') }, isIncomplete: true },
  { name: 'policy element, JSON', files: { 'key-policy.json': '{ "Version": "2012-10-17", "|" }' } },
  {
    name: 'effect, JSON',
    files: { 'key-policy.json': use('').replace('"Use", "Effect": "Allow"', '"Use", "Effect": "|"') },
  },
  { name: 'action, JSON', files: { 'key-policy.json': use('', '"kms:Decrypt", "|"') } },
  {
    name: 'action for the own account, JSON',
    files: { 'key-policy.json': use('', '"|"').replace(OTHER, OWNER) },
  },
  {
    name: 'principal, JSON',
    files: {
      'key-policy.json': use('').replace(OTHER, '|').replace('// ', '// 111122223333 fs-0123456789abcdef0 '),
    },
  },
  {
    name: 'everybody, JSON',
    files: {
      'key-policy.json': use(
        ', "Condition": { "StringEquals": { "kms:CallerAccount": "111122223333" } }',
      ).replace(`{ "AWS": "${OTHER}" }`, '"|"'),
    },
  },
  { name: 'operator, JSON', files: { 'key-policy.json': use(', "Condition": { "|" }') } },
  {
    name: 'operator for a key, JSON',
    files: {
      'key-policy.json': use(', "Condition": { "|": { "kms:ViaService": "s3.us-west-2.amazonaws.com" } }'),
    },
  },
  {
    name: 'operator for a context, JSON',
    files: {
      'key-policy.json': use(
        ', "Condition": { "|": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::data-of-b" } }',
      ),
    },
  },
  {
    name: 'operator for an ARN, JSON',
    files: {
      'key-policy.json': use(
        ', "Condition": { "|": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/a" } }',
      ),
    },
  },
  {
    name: 'operator for several values, JSON',
    files: { 'key-policy.json': create(', "Condition": { "|": { "kms:GrantOperations": ["Decrypt"] } }') },
  },
  {
    name: 'key under StringEquals, JSON',
    files: { 'key-policy.json': use(', "Condition": { "StringEquals": { "kms:|" } }') },
  },
  {
    name: 'key under StringLike, not closed, JSON',
    files: { 'key-policy.json': use(', "Condition": { "StringLike": { "kms:| } }') },
  },
  {
    name: 'key under ForAllValues, JSON',
    files: { 'key-policy.json': create(', "Condition": { "ForAllValues:StringEquals": { "|" } }') },
  },
  {
    name: 'key under Bool, JSON',
    files: { 'key-policy.json': create(', "Condition": { "Bool": { "|" } }') },
  },
  {
    name: 'key under ArnLike, JSON',
    files: { 'key-policy.json': create(', "Condition": { "ArnLike": { | } }') },
  },
  {
    name: 'ViaService, JSON',
    files: { 'key-policy.json': use(', "Condition": { "StringEquals": { "kms:ViaService": "|" } }') },
  },
  {
    name: 'ViaService of objects, JSON',
    files: {
      'key-policy.json': use(
        ', "Condition": { "StringEquals": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::data-of-b", "kms:ViaService": "|" } }',
      ),
    },
  },
  {
    name: 'ViaService pattern, JSON',
    files: { 'key-policy.json': use(', "Condition": { "StringLike": { "kms:ViaService": ["|"] } }') },
  },
  {
    name: 'CallerAccount, JSON',
    files: { 'key-policy.json': use(', "Condition": { "StringEquals": { "kms:CallerAccount": | } }') },
  },
  {
    name: 'PrincipalArn, JSON',
    files: { 'key-policy.json': use(', "Condition": { "ArnLike": { "aws:PrincipalArn": "|" } }') },
  },
  {
    name: 'PrincipalArn without wildcards, JSON',
    files: { 'key-policy.json': use(', "Condition": { "StringEquals": { "aws:PrincipalArn": "|" } }') },
  },
  {
    name: 'GranteePrincipal, JSON',
    files: { 'key-policy.json': create(', "Condition": { "StringLike": { "kms:GranteePrincipal": "|" } }') },
  },
  {
    name: 'GrantOperations, JSON',
    files: {
      'key-policy.json': create(
        ', "Condition": { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt", "|"] } }',
      ),
    },
  },
  {
    name: 'context, JSON',
    files: {
      'key-policy.json': use(
        ', "Condition": { "StringLike": { "kms:EncryptionContext:aws:s3:arn": ["|"] } }',
      ),
    },
  },
  {
    name: 'context without wildcards, JSON',
    files: {
      'key-policy.json': use(
        ', "Condition": { "StringEquals": { "kms:EncryptionContext:aws:s3:arn": ["|"] } }',
      ),
    },
  },
  {
    name: 'context keys, JSON',
    files: {
      'key-policy.json': use(
        ', "Condition": { "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": ["|"] } }',
      ),
    },
  },
  {
    name: 'presence, JSON',
    files: {
      'key-policy.json': use(', "Condition": { "Null": { "kms:EncryptionContext:aws:s3:arn": "|" } }'),
    },
  },
  {
    name: 'closed values, JSON',
    files: {
      'key-policy.json': use(', "Condition": { "StringEquals": { "kms:EncryptionAlgorithm": "|" } }'),
    },
  },
  {
    name: 'bucket action, JSON',
    files: {
      'bucket-policy.json': `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "${OTHER}" }, "Action": ["s3:ListBucket", "|"], "Resource": ["arn:aws:s3:::data-of-b", "arn:aws:s3:::data-of-b/*"] }] }`,
    },
  },
  {
    name: 'bucket resource, JSON',
    files: {
      'bucket-policy.json': `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "${OTHER}" }, "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::data-of-b", "|"] }] }`,
    },
  },
  {
    name: 'identity action, JSON',
    files: {
      'identity-policy.json':
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["kms:Decrypt", "|"], "Resource": "arn:aws:kms:us-west-2:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab" }] }',
    },
  },
  { name: 'element, Terraform JSON', files: { 'cdk.tf.json': inTerraformJson(use(', |')) } },
  {
    name: 'action, Terraform JSON',
    files: { 'cdk.tf.json': inTerraformJson(use('', '"kms:Decrypt", "|"')) },
  },
  {
    name: 'operator, Terraform JSON',
    files: { 'cdk.tf.json': inTerraformJson(use(', "Condition": { "|" }')) },
  },
  {
    name: 'key, Terraform JSON',
    files: { 'cdk.tf.json': inTerraformJson(use(', "Condition": { "StringEquals": { "kms:|" } }')) },
  },
  {
    name: 'ViaService, Terraform JSON',
    files: {
      'cdk.tf.json': inTerraformJson(use(', "Condition": { "StringEquals": { "kms:ViaService": | } }')),
    },
  },
  {
    name: 'grant operation, Terraform JSON',
    files: {
      'cdk.tf.json':
        '{ "resource": { "aws_kms_grant": { "g": { "name": "g", "key_id": "${aws_kms_key.k.arn}", "grantee_principal": "${aws_iam_role.r.arn}", "operations": ["Decrypt", "|"] } } } }',
    },
  },
  {
    name: 'element, HCL',
    files: {
      'main.tf': inHcl(`{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], | }`),
    },
  },
  {
    name: 'action, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt", |], Resource = "*" }`,
      ),
    },
  },
  {
    name: 'operator, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], Resource = "*", Condition = { | } }`,
      ),
    },
  },
  {
    name: 'key, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], Resource = "*", Condition = { StringEquals = { "kms:|" } } }`,
      ),
    },
  },
  {
    name: 'context, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], Resource = "*", Condition = { StringLike = { "kms:EncryptionContext:aws:s3:arn" = [|] } } }`,
      ),
    },
  },
  {
    name: 'context in quotes, HCL',
    files: {
      'main.tf': inHcl(
        `{ Effect = "Allow", Principal = { AWS = "${OTHER}" }, Action = ["kms:Decrypt"], Resource = "*", Condition = { StringLike = { "kms:EncryptionContext:aws:s3:arn" = ["|"] } } }`,
      ),
    },
  },
  {
    name: 'action, heredoc',
    files: {
      'main.tf': `resource "aws_kms_key" "key" {\n  policy = <<-EOT\n${use('', '"kms:Decrypt", "|"').replace(/\n\/\/.*\n/, '\n')}  EOT\n}\n`,
    },
  },
  {
    name: 'key, heredoc',
    files: {
      'main.tf': `resource "aws_kms_key" "key" {\n  policy = <<EOT\n${use(', "Condition": { "StringEquals": { "kms:|" } }').replace(/\n\/\/.*\n/, '\n')}EOT\n}\n`,
    },
  },
  { name: 'element, document', files: { 'main.tf': inDocument(documentUse('    |')) } },
  {
    name: 'principals, document',
    files: {
      'main.tf': inDocument(
        '    actions   = ["kms:Decrypt"]\n    resources = ["*"]\n    principals {\n      type = "AWS"\n      |\n    }',
      ),
    },
  },
  {
    name: 'principal type, document',
    files: { 'main.tf': inDocument(documentUse('').replace('type        = "AWS"', 'type        = |')) },
  },
  {
    name: 'operator, document',
    files: {
      'main.tf': documentCondition(
        '      test = "|"\n      variable = "kms:ViaService"\n      values = ["s3.us-west-2.amazonaws.com"]',
      ),
    },
  },
  {
    name: 'key, document',
    files: {
      'main.tf': documentCondition(
        '      test = "StringEquals"\n      variable = "kms:|"\n      values = ["x"]',
      ),
    },
  },
  {
    name: 'value, document',
    files: {
      'main.tf': documentCondition(
        '      test = "StringEquals"\n      variable = "kms:CallerAccount"\n      values = [|]',
      ),
    },
  },
  { name: 'grant operation, HCL', files: { 'main.tf': grant('"Decrypt", "GenerateDataKey", "|"') } },
  {
    name: 'grant operation of an HMAC key, HCL',
    files: {
      'main.tf': grant(
        '|',
        '  customer_master_key_spec = "HMAC_256"\n  key_usage = "GENERATE_VERIFY_MAC"\n',
      ).replace(/"arn:aws:iam.*"/, 'aws_iam_role.signer.arn'),
    },
  },
  {
    name: 'grantee, HCL',
    files: {
      'main.tf': grant('"Decrypt", "GenerateDataKey", "DescribeKey"')
        .replace(/"arn:aws:iam.*"/, '"|"')
        .concat('# 111122223333 fs-0123456789abcdef0\n'),
    },
  },
  {
    name: 'deployment type, HCL',
    files: { 'main.tf': fileSystem('  storage_capacity = 1200\n  deployment_type = "|"') },
  },
  {
    name: 'storage type, HCL',
    files: { 'main.tf': fileSystem('  deployment_type = "PERSISTENT_2"\n  storage_type = "|"') },
  },
  {
    name: 'throughput, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = |',
      ),
    },
  },
  {
    name: 'throughput of HDD, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 18000\n  deployment_type = "PERSISTENT_1"\n  storage_type = "HDD"\n  drive_cache_type = "NONE"\n  per_unit_storage_throughput = |',
      ),
    },
  },
  {
    name: 'capacity, HCL',
    files: {
      'main.tf': fileSystem(
        '  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = 125\n  storage_capacity = |',
      ),
    },
  },
  {
    name: 'drive cache, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 6000\n  deployment_type = "PERSISTENT_1"\n  storage_type = "HDD"\n  per_unit_storage_throughput = 12\n  drive_cache_type = "|"',
      ),
    },
  },
  {
    name: 'version, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = 125\n  file_system_type_version = "|"',
      ),
    },
  },
  {
    name: 'compression, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "SCRATCH_2"\n  data_compression_type = "|"',
      ),
    },
  },
  {
    name: 'metadata mode, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = 125\n  metadata_configuration {\n    iops = 6000\n    mode = "|"\n  }',
      ),
    },
  },
  {
    name: 'metadata IOPS, HCL',
    files: {
      'main.tf': fileSystem(
        '  storage_capacity = 1200\n  deployment_type = "PERSISTENT_2"\n  per_unit_storage_throughput = 125\n  metadata_configuration {\n    mode = "USER_PROVISIONED"\n    iops = |\n  }',
      ),
    },
  },
  {
    name: 'events, HCL',
    files: {
      'main.tf':
        'resource "aws_fsx_data_repository_association" "a" {\n  file_system_id = aws_fsx_lustre_file_system.f.id\n  file_system_path = "/a"\n  data_repository_path = "s3://data-of-b/"\n  s3 {\n    auto_import_policy {\n      events = ["NEW", "|"]\n    }\n  }\n}\n',
    },
  },
  {
    name: 'algorithm, HCL',
    files: {
      'main.tf':
        'resource "aws_s3_bucket_server_side_encryption_configuration" "e" {\n  bucket = aws_s3_bucket.b.id\n  rule {\n    apply_server_side_encryption_by_default {\n      sse_algorithm = |\n    }\n  }\n}\n',
    },
  },
  {
    name: 'key spec, HCL',
    files: {
      'main.tf':
        'resource "aws_kms_key" "k" {\n  customer_master_key_spec = "|"\n  key_usage = "ENCRYPT_DECRYPT"\n}\n',
    },
  },
  {
    name: 'key usage, HCL',
    files: {
      'main.tf':
        'resource "aws_kms_key" "k" {\n  customer_master_key_spec = "ECC_NIST_P256"\n  key_usage = "|"\n}\n',
    },
  },
  {
    name: 'element, TypeScript',
    files: {
      'main.ts': inTypeScript(
        `{ Effect: 'Allow', Principal: { AWS: '${OTHER}' }, Action: ['kms:Decrypt'], | },`,
      ),
    },
  },
  {
    name: 'action, TypeScript',
    files: {
      'main.ts': inTypeScript(
        `{ Effect: 'Allow', Principal: { AWS: '${OTHER}' }, Action: ['kms:Decrypt', '|'], Resource: '*' },`,
      ),
    },
  },
  {
    name: 'operator, TypeScript',
    files: {
      'main.ts': inTypeScript(
        `{ Effect: 'Allow', Principal: { AWS: '${OTHER}' }, Action: ['kms:Decrypt'], Resource: '*', Condition: { | } },`,
      ),
    },
  },
  {
    name: 'key, TypeScript',
    files: {
      'main.ts': inTypeScript(
        `{ Effect: 'Allow', Principal: { AWS: '${OTHER}' }, Action: ['kms:Decrypt'], Resource: '*', Condition: { StringEquals: { 'kms:|' } } },`,
      ),
    },
  },
  {
    name: 'ViaService, TypeScript',
    files: {
      'main.ts': inTypeScript(
        `{ Effect: 'Allow', Principal: { AWS: '${OTHER}' }, Action: ['kms:Decrypt'], Resource: '*', Condition: { StringEquals: { 'kms:ViaService': | } } },`,
      ),
    },
  },
  {
    name: 'grant operation, TypeScript',
    files: {
      'main.ts': `${IMPORTS}new KmsGrant(this, 'g', { name: 'g', keyId: key.arn, granteePrincipal: role.arn, operations: ['De|'] });\n`,
    },
  },
  {
    name: 'deployment type, TypeScript',
    files: {
      'main.ts': `${IMPORTS}new FsxLustreFileSystem(this, 'f', { subnetIds: [subnet.id], storageCapacity: 1200, deploymentType: | });\n`,
    },
  },
  {
    name: 'element, document in TypeScript',
    files: {
      'main.ts': `${IMPORTS}new DataAwsIamPolicyDocument(this, 'd', { statement: [{ actions: ['kms:Decrypt'], | }] });\n`,
    },
  },
  {
    name: 'key, document in TypeScript',
    files: {
      'main.ts': `${IMPORTS}new DataAwsIamPolicyDocument(this, 'd', { statement: [{ actions: ['kms:Decrypt'], condition: [{ test: 'StringEquals', variable: '|', values: ['x'] }] }] });\n`,
    },
  },
];
