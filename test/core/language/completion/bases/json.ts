import type { Base } from './base';
import { OWNER, OTHER, keyPolicy, use } from './key-policy';

const create = (more: string) => use(more, '"kms:CreateGrant"');

/** Terraform JSON with a policy as a text; the cursor stays. */
const inTerraformJson = (policy: string) =>
  JSON.stringify(
    { resource: { aws_kms_key: { key: { policy: policy.replace(/\n\/\/.*\n/, '') } } } },
    null,
    2,
  );

/** Places in policies, as files and as texts in Terraform JSON. */
export const JSON_BASES: readonly Base[] = [
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
];
