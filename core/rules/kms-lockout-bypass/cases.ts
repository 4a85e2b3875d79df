import type { RuleCases } from '../case';

const key = (value: string, policy: string) => `resource "aws_kms_key" "bucket" {
  bypass_policy_lockout_safety_check = ${value}
  policy                             = ${policy}
}
`;
const SAFE =
  'jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "333333333333" }, Action = "kms:*", Resource = "*" }] })';
const MESSAGE =
  "This switches off KMS's check that somebody can still change the policy: a slip in it locks everybody out of the key. Take it out.";

export const cases: RuleCases = {
  bad: [
    {
      name: 'the check switched off',
      file: 'main.tf',
      text: key('«true»', 'var.policy'),
      messages: [MESSAGE],
    },
    {
      name: 'the check switched off beside a policy that can be changed',
      file: 'main.tf',
      text: key('«true»', SAFE),
      severity: 'note',
      messages: [MESSAGE],
    },
    {
      name: 'the same in CDKTF',
      file: 'main.ts',
      text: `import { KmsKeyPolicy } from '@cdktf/provider-aws/lib/kms-key-policy';
new KmsKeyPolicy(this, 'policy', { keyId: key, policy: document, bypassPolicyLockoutSafetyCheck: «true» });
`,
      messages: [MESSAGE],
    },
  ],
  good: [
    { name: 'the check left on', file: 'main.tf', text: key('false', 'var.policy') },
    {
      name: 'a switch of the user of a module',
      file: 'main.tf',
      text: `variable "bypass" { default = true }\n${key('var.bypass', SAFE)}`,
    },
    {
      name: 'nothing said',
      file: 'main.tf',
      text: `resource "aws_kms_key" "bucket" {\n  policy = ${SAFE}\n}\n`,
    },
  ],
};
