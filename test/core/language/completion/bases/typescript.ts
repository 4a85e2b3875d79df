import type { Base } from './base';
import { OWNER, OTHER } from './key-policy';

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

/** Places in constructs and in policies of TypeScript. */
export const TYPESCRIPT_BASES: readonly Base[] = [
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
