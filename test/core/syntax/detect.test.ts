import assert from 'node:assert/strict';
import { detectLanguage, type SourceInput } from '../../../core/syntax/detect';

const POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]}';
const CONSTRUCT = `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';`;

describe('the language of a file', () => {
  const cases: { it: string; input: SourceInput; is: string | undefined }[] = [
    {
      it: 'a JSON file without a policy is none',
      input: { path: 'package.json', text: '{"name": "x"}' },
      is: undefined,
    },
    {
      it: 'a TypeScript file without constructs and policies is none',
      input: { path: 'a.ts', text: 'export const a = 1;' },
      is: undefined,
    },
    {
      it: 'a TypeScript file that only mentions the package is none',
      input: { path: 'a.ts', text: '// see @cdktf/provider-aws' },
      is: undefined,
    },
    { it: 'a declaration file is none', input: { path: 'a.d.ts', text: CONSTRUCT }, is: undefined },
    {
      it: 'a Terraform file of another provider is none',
      input: { path: 'a.tf', text: 'resource "google_x" "y" {}' },
      is: undefined,
    },
    { it: 'a file of another kind is none', input: { path: 'a.md', text: POLICY }, is: undefined },
    { it: 'a policy is JSON', input: { path: 'policy.json', text: POLICY }, is: 'json' },
    {
      it: 'a policy in a string is JSON',
      input: { path: 'out.json', text: JSON.stringify({ Policy: POLICY }) },
      is: 'json',
    },
    {
      it: "an editor's JSON is JSON whatever its name",
      input: { path: 'Untitled-1', text: POLICY, languageId: 'jsonc' },
      is: 'json',
    },
    {
      it: 'a plan is a plan',
      input: { path: 'plan.json', text: '{"format_version":"1.2","planned_values":{}}' },
      is: 'plan',
    },
    {
      it: "Terraform's JSON is that, to an editor too",
      input: { path: 'cdk.tf.json', text: '{"resource": {"aws_kms_key": {}}}', languageId: 'json' },
      is: 'terraform-json',
    },
    {
      it: 'a Terraform file is HCL',
      input: { path: 'a.tf', text: 'resource "aws_kms_key" "k" {}' },
      is: 'hcl',
    },
    {
      it: 'a TypeScript file with constructs is TypeScript',
      input: { path: 'a.ts', text: CONSTRUCT },
      is: 'typescript',
    },
    {
      it: 'one that requires them too',
      input: { path: 'a.cts', text: `const x = require("@cdktn/provider-aws")` },
      is: 'typescript',
    },
    {
      it: 'a TypeScript file with a policy is TypeScript',
      input: { path: 'a.mts', text: `x({ Statement: [{ Effect: 'Allow' }] })` },
      is: 'typescript',
    },
  ];
  for (const { it: name, input, is } of cases) {
    it(name, () => {
      assert.equal(detectLanguage(input), is);
    });
  }
});
