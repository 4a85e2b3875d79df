import type { IncomingMessage } from 'node:http';

export type Received =
  | { readonly status: 'read'; readonly body: Buffer }
  | { readonly status: 'too-large' }
  | { readonly status: 'aborted' };

/** What is beyond the limit is read and dropped, so that whoever writes it sees the answer; up to this many times it. */
const DROPPED_TIMES = 16;

/** Reads the body of a request, up to a limit. */
export function receive(message: IncomingMessage, maxBytes: number): Promise<Received> {
  return new Promise((resolve) => {
    let pieces: Buffer[] = [];
    let size = 0;
    message.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= maxBytes) pieces.push(piece);
      else pieces = [];
      if (size > maxBytes * DROPPED_TIMES) resolve({ status: 'too-large' });
    });
    message.on('end', () => {
      resolve(size > maxBytes ? { status: 'too-large' } : { status: 'read', body: Buffer.concat(pieces) });
    });
    // Whoever sent it is gone: there is nobody to answer.
    for (const event of ['error', 'close'] as const) {
      message.on(event, () => {
        resolve({ status: 'aborted' });
      });
    }
  });
}
