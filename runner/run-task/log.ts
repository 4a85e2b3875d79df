/** A line for whoever runs the server; never a token, a body or the address of a plan. */
export type Log = (line: string) => void;

/** A log that takes a secret out of its lines, should one ever get there. */
export function withoutSecret(log: Log, secret: string): Log {
  return (line) => {
    log(line.replaceAll(secret, '(token)'));
  };
}
