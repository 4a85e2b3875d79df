import type { RuleCases } from '../case';

const key = (...lines: readonly string[]) => `resource "aws_kms_key" "key" {
${lines.map((line) => `  ${line}\n`).join('')}}
`;
const spec = (value: string) => `customer_master_key_spec = ${value}`;
const usage = (value: string) => `key_usage = ${value}`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an HMAC key without a usage',
      file: 'main.tf',
      text: key(spec('"«HMAC_256»"')),
      messages: [
        'A key with the spec "HMAC_256" cannot have the usage "ENCRYPT_DECRYPT", which is what Terraform sends when there is none: KMS refuses to create it. Write "GENERATE_VERIFY_MAC".',
      ],
      fixed: key(spec('"HMAC_256"'), usage('"GENERATE_VERIFY_MAC"')),
    },
    {
      name: 'a symmetric key for signing',
      file: 'main.tf',
      text: key(usage('"«SIGN_VERIFY»"')),
      messages: [
        'A key with the spec "SYMMETRIC_DEFAULT" cannot have the usage "SIGN_VERIFY": KMS refuses to create it. Write "ENCRYPT_DECRYPT".',
      ],
      fixed: key(usage('"ENCRYPT_DECRYPT"')),
    },
    {
      name: 'a curve for encryption, in Terraform JSON',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_key": {"k": {"customer_master_key_spec": "ECC_NIST_P256", "key_usage": "«ENCRYPT_DECRYPT»"}}}}',
      messages: [
        'A key with the spec "ECC_NIST_P256" cannot have the usage "ENCRYPT_DECRYPT": KMS refuses to create it. Write "SIGN_VERIFY" or "KEY_AGREEMENT".',
      ],
    },
  ],
  good: [
    { name: 'the defaults', file: 'main.tf', text: key() },
    { name: 'an RSA key for encryption', file: 'main.tf', text: key(spec('"RSA_2048"')) },
    {
      name: 'a curve for signing',
      file: 'main.tf',
      text: key(spec('"ECC_NIST_P256"'), usage('"SIGN_VERIFY"')),
    },
    { name: 'a usage from a variable', file: 'main.tf', text: key(spec('"HMAC_256"'), usage('var.usage')) },
    {
      name: 'a spec that is not known',
      file: 'main.tf',
      text: key(spec('"FUTURE_1"'), usage('"SIGN_VERIFY"')),
    },
  ],
};
