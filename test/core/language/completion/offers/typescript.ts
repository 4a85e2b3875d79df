import type { Offers } from './offers';
import { key } from './texts';

const imports = `import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
`;
const script = (statement: string) =>
  `${imports}new KmsKey(this, 'k', { policy: JSON.stringify({ Statement: [{ Effect: 'Allow', ${statement} }] }) });\n`;

export const IN_TYPESCRIPT: readonly Offers[] = [
  {
    name: 'elements',
    files: { 'main.ts': script("Action: 'kms:Decrypt', |") },
    labels: ['Sid', 'Principal', 'Resource', 'Condition'],
    only: true,
    puts: { Condition: "Condition: { '${1:StringEquals}': { '$2': '$3' \\} \\}", Sid: "Sid: '$1'" },
  },
  {
    name: 'an element before another one, with its comma',
    files: { 'main.ts': script("Si|\n Action: 'kms:Decrypt'") },
    replaced: 'Si',
    puts: { Sid: "Sid: '$1'," },
  },
  {
    name: 'operators',
    files: { 'main.ts': script("Action: 'kms:Decrypt', Condition: { | }") },
    puts: {
      StringEquals: "StringEquals: { '$1': '$2' \\}",
      'ForAnyValue:StringLike': "'ForAnyValue:StringLike': { '$1': '$2' \\}",
    },
  },
  {
    name: 'condition keys',
    files: { 'main.ts': script("Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:|' } }") },
    replaced: "kms:'",
    puts: { 'kms:ViaService': "kms:ViaService': '$1'" },
  },
  {
    name: 'condition keys in double quotes',
    files: { 'main.ts': script('Action: "kms:Decrypt", Condition: { StringEquals: { "kms:|" } }') },
    replaced: 'kms:"',
    puts: { 'kms:ViaService': "kms:ViaService\": '$1'" },
  },
  {
    name: 'condition keys in a text that ends there',
    files: {
      'main.ts': script("Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:|~").replace(/~.*/s, ''),
    },
    replaced: 'kms:',
    puts: { 'kms:ViaService': "kms:ViaService': '$1'" },
  },
  {
    name: 'actions in a template',
    files: {
      'main.ts': `${imports}new KmsKey(this, 'k', { policy: \`${key('"Action": ["kms:Decrypt", |]')}\` });\n`,
    },
    puts: { 'kms:Encrypt': '"kms:Encrypt"' },
  },
  {
    name: 'a constant that a construct takes in',
    files: {
      'main.ts': `${imports}const use = { Effect: 'Allow', Action: ['|'] };\nnew KmsKey(this, 'k', { policy: JSON.stringify({ Statement: [use] }) });\n`,
    },
    puts: { 'kms:Decrypt': 'kms:Decrypt' },
  },
  {
    name: 'operations',
    files: { 'main.ts': `${imports}new KmsGrant(this, 'g', { operations: ['De|'] });\n` },
    replaced: 'De',
    labels: ['Decrypt', 'GenerateDataKey', 'DescribeKey'],
  },
  {
    name: 'operations in a text that ends there',
    files: { 'main.ts': `${imports}new KmsGrant(this, 'g', { operations: ['De|` },
    replaced: 'De',
    puts: { Decrypt: "Decrypt'" },
  },
  {
    name: 'names of a document',
    files: {
      'main.ts': `${imports}new DataAwsIamPolicyDocument(this, 'd', { statement: [{ effect: 'Deny', actions: ['kms:*'], | }] });\n`,
    },
    labels: ['sid', 'principals', 'notPrincipals', 'resources', 'notResources', 'condition'],
    only: true,
    puts: { condition: "condition: [{ test: '${3:StringEquals}', variable: '$1', values: ['$2'] \\}]" },
  },
  {
    name: 'key specs of a usage',
    files: {
      'main.ts': `${imports}new KmsKey(this, 'k', { keyUsage: 'GENERATE_VERIFY_MAC', customerMasterKeySpec: '|' });\n`,
    },
    labels: ['HMAC_224', 'HMAC_256', 'HMAC_384', 'HMAC_512'],
    only: true,
  },
];
