import { createHash } from 'node:crypto';

/** A token that says where the next page begins, for the same question alone. */
export function pageToken(place: number, fingerprint: string): string {
  return Buffer.from(`${fingerprint}:${place}`).toString('base64url');
}

/** The place; undefined when the token is none, or another question's. */
export function readPageToken(token: string, fingerprint: string): number | undefined {
  const [given, place = ''] = Buffer.from(token, 'base64url').toString().split(':');
  return given === fingerprint && /^\d{1,15}$/.test(place) ? Number(place) : undefined;
}

/** What makes two questions the same. */
export function fingerprintOf(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 16);
}
