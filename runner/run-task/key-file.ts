import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { reasonAgainstReading } from '../file-reasons';

export type ReadKey =
  | { readonly status: 'read'; readonly key: Buffer }
  | { readonly status: 'unusable'; readonly message: string };

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Reads the HMAC key of the run task. The newline that editors put at the end is no part of it. */
export function readKeyFile(path: string): ReadKey {
  let key: Buffer;
  try {
    key = readFileSync(path);
  } catch (error) {
    const message = `The key file ${path} cannot be read: ${reasonAgainstReading(error, resolve(path))}.`;
    return { status: 'unusable', message };
  }
  if (key.at(-1) === LINE_FEED) key = key.subarray(0, key.at(-2) === CARRIAGE_RETURN ? -2 : -1);
  if (key.length > 0) return { status: 'read', key };
  const message = `The key file ${path} is empty. Put the HMAC key of the run task into it.`;
  return { status: 'unusable', message };
}
