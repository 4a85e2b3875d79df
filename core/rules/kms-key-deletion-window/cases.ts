import type { RuleCases } from '../case';

const key = (value: string, type = 'aws_kms_key') => `resource "${type}" "key" {
  deletion_window_in_days = ${value}
}
`;
const message = (days: number) =>
  `The deletion window is ${days} days, and KMS takes 7 to 30: it refuses to delete the key with ValidationException. Write a number in between.`;

export const cases: RuleCases = {
  bad: [
    { name: 'a day', file: 'main.tf', text: key('«1»'), messages: [message(1)], fixed: key('7') },
    {
      name: 'a quarter of a year, for an imported key',
      file: 'main.tf',
      text: key('«90»', 'aws_kms_external_key'),
      messages: [message(90)],
      fixed: key('30', 'aws_kms_external_key'),
    },
    {
      name: 'none, in a construct',
      file: 'main.ts',
      text: `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
new KmsKey(this, 'key', { deletionWindowInDays: «0» });
`,
      messages: [message(0)],
      fixed: `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
new KmsKey(this, 'key', { deletionWindowInDays: 7 });
`,
    },
  ],
  good: [
    { name: 'the shortest and the longest', file: 'main.tf', text: key('7') + key('30') },
    { name: 'a quoted number', file: 'main.tf', text: key('"30"') },
    { name: 'a variable', file: 'main.tf', text: key('var.days') },
    {
      name: "a variable's default, which another value may replace",
      file: 'main.tf',
      text: `variable "days" {\n  default = 1\n}\n${key('var.days')}`,
    },
  ],
};
