import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** moto, an emulator of AWS's storage of things: it keeps policies and grants but enforces none. */
export interface Moto {
  url: string;
  close: () => Promise<void>;
}

/** Starts moto on a free port, and waits until it says that it listens. */
export async function startMoto(): Promise<Moto> {
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) =>
    server.once('exit', () => {
      resolve();
    }),
  );
  const lines: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    lines.push(line);
    const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (url === undefined) continue;
    server.stderr.resume(); // It logs each request; nobody reads on.
    return {
      url,
      close: async () => {
        server.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error(`moto_server ended before it listened:\n${lines.join('\n')}`);
}
