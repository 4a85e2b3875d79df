/** Starts the VS Code of the tests, and opens it in a browser without a screen. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import type { VscodeHost } from './location';

export interface ServerOptions {
  readonly host: VscodeHost;
  /** Folder for user data and extensions; it may be kept between starts. */
  readonly userData: string;
  readonly extensions: string;
  /** False: the workspace begins in restricted mode. */
  readonly trusted: boolean;
  /** Settings of the user, beside those that keep tests quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
}

export interface CodeServer {
  /** `127.0.0.1:PORT` */
  readonly authority: string;
  /** Ends it with all of its processes. */
  stop(): Promise<void>;
  /** Resolves when it ends by itself. */
  readonly ended: Promise<number | null>;
}

/** Settings that keep a VS Code from doing or showing what no test asks for. */
export const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'git.enabled': false,
};
const STARTUP_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;
const POLL_MS = 50;

/** Starts code-server on a free port of this machine; rejects when it does not come up. */
export async function startCodeServer(options: ServerOptions): Promise<CodeServer> {
  const { host, userData, extensions } = options;
  writeSettings(userData, options.settings ?? {});
  mkdirSync(extensions, { recursive: true });
  const config = join(userData, 'code-server.yaml');
  writeFileSync(config, '');
  const authority = `127.0.0.1:${await freePort()}`;
  const args = [
    ...[host.entry, '--config', config, '--auth', 'none', '--bind-addr', authority],
    ...['--user-data-dir', userData, '--extensions-dir', extensions],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...['--ignore-last-opened', ...(options.trusted ? ['--disable-workspace-trust'] : [])],
    // Without it a built VS Code takes no extension tests from outside.
    ...['--vscode-option', 'enable-smoke-test-driver'],
  ];
  const child = spawn(host.node, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...withoutVscode(process.env), ...options.env },
  });
  const log = createWriteStream(join(userData, 'server.log'));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const server = { authority, ended, stop: () => stop(child, ended) };
  try {
    await healthy(authority, child);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** What a page of the tests has: progress that moves would keep a processor busy for as long as a deploy takes. */
export const STILL = { reducedMotion: 'reduce' } as const;

/** Opens a Chromium without a screen. */
export async function startChromium(executablePath: string): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    headless: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
}

/** Address of a workspace in the browser. @param payload what the workbench is told, as `code` is by its options */
export function workbenchAddress(
  { authority }: Pick<CodeServer, 'authority'>,
  target: string | undefined,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const query = new URLSearchParams();
  if (target === undefined) query.set('ew', 'true');
  else query.set(target.endsWith('.code-workspace') ? 'workspace' : 'folder', resolve(target));
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${authority}/?${query.toString()}`;
}

/** How the workbench names a file of the machine that code-server runs on. */
export function remoteUri({ authority }: Pick<CodeServer, 'authority'>, path: string): string {
  return `vscode-remote://${authority}${encodeURI(resolve(path))}`;
}

function writeSettings(userData: string, settings: Readonly<Record<string, unknown>>): void {
  const file = join(userData, 'User', 'settings.json');
  mkdirSync(join(userData, 'User'), { recursive: true });
  const own: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...(own as object), ...settings }, null, 2));
}

/** A VS Code that this runs in must not be taken for the one to talk to. */
function withoutVscode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^VSCODE_(IPC|PID|CWD|NLS)/.test(name)));
}

async function freePort(): Promise<number> {
  return await new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        done(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}

async function healthy(authority: string, child: ChildProcess): Promise<void> {
  const limit = Date.now() + STARTUP_LIMIT_MS;
  while (Date.now() < limit) {
    if (child.exitCode !== null) throw new Error(`code-server ended with ${child.exitCode}`);
    const answer = await fetch(`http://${authority}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  throw new Error(`code-server did not start within ${STARTUP_LIMIT_MS / 1000} s`);
}

async function stop({ pid }: ChildProcess, ended: Promise<number | null>): Promise<void> {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => {
    signalGroup(pid, 'SIGKILL');
  }, STOP_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
