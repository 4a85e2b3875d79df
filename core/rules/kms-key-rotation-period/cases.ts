import type { RuleCases } from '../case';

const key = (...lines: readonly string[]) => `resource "aws_kms_key" "key" {
${lines.map((line) => `  ${line}\n`).join('')}}
`;
const ON = 'enable_key_rotation = true';
const days = (value: string) => `rotation_period_in_days = ${value}`;
const range = (value: number) =>
  `The rotation period is ${value} days, and KMS takes 90 to 2560: it refuses the key's rotation with ValidationException. Write a number in between.`;
const off = (end: string) =>
  `The rotation period is 365 days and rotation is off: ${end}. Set enable_key_rotation = true.`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a month',
      file: 'main.tf',
      text: key(ON, days('«30»')),
      messages: [range(30)],
      fixed: key(ON, days('90')),
    },
    {
      name: 'no rotation',
      file: 'main.tf',
      text: key(days('«365»')),
      messages: [off('Terraform refuses a period without enable_key_rotation')],
      fixed: key(days('365'), ON),
    },
    {
      name: 'rotation turned off',
      file: 'main.tf',
      text: key('enable_key_rotation = false', days('«365»')),
      messages: [off('the key is never rotated')],
      severity: 'warning',
      fixed: key(ON, days('365')),
    },
    {
      name: 'ten years, in Terraform JSON',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_key": {"k": {"enable_key_rotation": true, "rotation_period_in_days": «3650»}}}}',
      messages: [range(3650)],
      fixed:
        '{"resource": {"aws_kms_key": {"k": {"enable_key_rotation": true, "rotation_period_in_days": 2560}}}}',
    },
  ],
  good: [
    {
      name: 'the shortest and the longest',
      file: 'main.tf',
      text: key(ON, days('90')) + key(ON, days('2560')),
    },
    { name: 'rotation without a period', file: 'main.tf', text: key(ON) },
    { name: 'a quoted number', file: 'main.tf', text: key(ON, days('"365"')) },
    { name: 'a period from a variable', file: 'main.tf', text: key(ON, days('var.days')) },
    {
      name: 'rotation from a variable',
      file: 'main.tf',
      text: key('enable_key_rotation = var.rotate', days('365')),
    },
  ],
};
