import type { RuleCases } from '../case';

const key = (...lines: readonly string[]) => `resource "aws_kms_key" "key" {
${lines.map((line) => `  ${line}\n`).join('')}}
`;
const ROTATION = 'enable_key_rotation = true';
const RSA = 'customer_master_key_spec = "RSA_2048"';
const STORE = 'custom_key_store_id = "cks-1234567890abcdef0"';
const message = (reason: string) =>
  `The key ${reason}, which KMS does not rotate: EnableKeyRotation ends in UnsupportedOperationException. Leave enable_key_rotation out.`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'an RSA key',
      file: 'main.tf',
      text: key(RSA, 'enable_key_rotation = «true»'),
      messages: [message('is an asymmetric key for encryption')],
      fixed: key(RSA),
    },
    {
      name: 'a key in a custom key store',
      file: 'main.tf',
      text: key(STORE, 'enable_key_rotation = «true»'),
      messages: [message('is in a custom key store')],
      fixed: key(STORE),
    },
    {
      name: 'an HMAC key, in Terraform JSON',
      file: 'cdk.tf.json',
      text: '{"resource": {"aws_kms_key": {"k": {"customer_master_key_spec": "HMAC_256", "key_usage": "GENERATE_VERIFY_MAC", "enable_key_rotation": «true»}}}}',
      messages: [message('is an HMAC key')],
      fixed:
        '{"resource": {"aws_kms_key": {"k": {"customer_master_key_spec": "HMAC_256", "key_usage": "GENERATE_VERIFY_MAC"}}}}',
    },
  ],
  good: [
    { name: 'a symmetric key', file: 'main.tf', text: key(ROTATION) },
    { name: 'an RSA key without rotation', file: 'main.tf', text: key(RSA) },
    { name: 'rotation turned off', file: 'main.tf', text: key(RSA, 'enable_key_rotation = false') },
    {
      name: 'a spec from a variable',
      file: 'main.tf',
      text: key('customer_master_key_spec = var.spec', ROTATION),
    },
    {
      name: 'a key store from a variable',
      file: 'main.tf',
      text: key('custom_key_store_id = var.store', ROTATION),
    },
  ],
};
