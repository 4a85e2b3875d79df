import { createHmac, timingSafeEqual } from 'node:crypto';

/** Of the request, in lower case as Node.js has it. */
export const SIGNATURE_HEADER = 'x-tfc-task-signature';

/**
 * Whether a request is signed with the key: the header has the HMAC-SHA-512 of the body as it was sent, in
 * hexadecimal. It takes as long for every wrong signature.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/integrations/run-tasks "Securing your run task"
 */
export function isSigned(body: Buffer, header: string | undefined, key: Buffer): boolean {
  const expected = createHmac('sha512', key).update(body).digest();
  if (header === undefined || !/^[\da-f]{128}$/i.test(header)) return false;
  return timingSafeEqual(Buffer.from(header, 'hex'), expected);
}
