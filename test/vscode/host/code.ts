/**
 * Stands for the `code` executable of a desktop VS Code: takes what `runTests` of @vscode/test-electron gives it, and
 * runs the same suite in the extension host of code-server, with Chromium as its window; or, with `--web`, in Chromium
 * alone. There the workspace is an empty one in the browser's memory, and the counts of the suite are written for it.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { format, parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { remoteUri, startChromium, startCodeServer, STILL, workbenchAddress } from './code-server';
import { findChromium, findHost, type VscodeHost } from './location';
import { countsOf } from '../../support/counts';
import { serveWorkbench } from './web-workbench';

/** Exit codes beside the suite's own. A test that failed is 1; these mean the host, and the run may be repeated. */
const EXIT = { usage: 2, timedOut: 124, hostFailed: 125, interrupted: 130 } as const;
const LIMIT_MS = 8 * 60_000;
/** What the workbench itself prints. */
const NOISE =
  /^\[(AccountPolicyGate|AgentHost|reconnection|Service Worker|Extension Host)|^(Creating a socket|Ignoring (fetching|the error while validating)|Found additional builtin|Loading development extension|Request to .*\/driver\/|DialogService|Resolv(ing|ed) connection|Updating additional|The web worker|%c)|open-vsx\.org|vsda|Timed out waiting for authentication provider/;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    'extensions-dir': { type: 'string' },
    'user-data-dir': { type: 'string' },
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    'install-extension': { type: 'string' },
    'restricted-mode': { type: 'boolean' },
    web: { type: 'boolean' },
  },
});
const text = (name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

async function main(): Promise<number> {
  const host = findHost(process.env);
  const browserPath = findChromium(process.env);
  const userData = text('user-data-dir');
  const extensions = text('extensions-dir');
  if (!host || !browserPath || userData === undefined || extensions === undefined) return EXIT.usage;
  const installed = text('install-extension');
  if (installed !== undefined) {
    const args = [host.entry, '--install-extension', installed];
    const folders = ['--user-data-dir', userData, '--extensions-dir', extensions];
    return spawnSync(host.node, [...args, ...folders], { stdio: 'inherit' }).status ?? EXIT.hostFailed;
  }
  const testsPath = text('extensionTestsPath');
  if (testsPath === undefined) return EXIT.usage;
  const developed = (values['extensionDevelopmentPath'] ?? []) as readonly string[];
  const starting = startChromium(browserPath);
  const open = values['web'] === true ? openWeb : openServer;
  const window = await open({ host, userData, extensions, developed, testsPath });
  let browser: Browser | undefined;
  try {
    browser = await starting;
    const page = await (
      await browser.newContext({ ...STILL, viewport: { width: 1280, height: 800 } })
    ).newPage();
    const ended = endOf(page, window);
    await page.goto(window.page);
    return await ended;
  } finally {
    await Promise.all([browser?.close(), window.stop()]);
  }
}

/** What a window is asked for. */
interface WindowOptions {
  readonly host: VscodeHost;
  readonly userData: string;
  readonly extensions: string;
  /** Folders of the extensions that are developed; the tests belong to the first. */
  readonly developed: readonly string[];
  readonly testsPath: string;
}

/** What Chromium is shown. */
interface Window {
  readonly page: string;
  /** Resolves when what serves it ends by itself. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

async function openServer(options: WindowOptions): Promise<Window> {
  const { host, userData, extensions, developed, testsPath } = options;
  const trusted = values['restricted-mode'] !== true;
  const server = await startCodeServer({ host, userData, extensions, trusted });
  const page = workbenchAddress(server, positionals[0], [
    ...developed.map((path) => ['extensionDevelopmentPath', remoteUri(server, path)] as const),
    ['extensionTestsPath', remoteUri(server, testsPath)],
    ['skipWelcome', 'true'],
  ]);
  return { page, ended: server.ended, stop: () => server.stop() };
}

async function openWeb({ host, extensions, developed, testsPath }: WindowOptions): Promise<Window> {
  const [driver = ''] = developed;
  const workbench = await serveWorkbench({ host, extensions, driver, suites: testsPath });
  // It is served by this process.
  return { ...workbench, ended: new Promise(() => undefined) };
}

/** The suite's exit code, or why there is none. */
async function endOf(page: Page, window: Window): Promise<number> {
  const suite = new Promise<number>((done) => {
    void page.exposeFunction('codeAutomationExit', done);
  });
  // What the extension host prints arrives here, before its exit code.
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const line = format(...args);
    const counts = countsOf(line);
    const { FSX_LUSTRE_KMS_COUNTS: file } = process.env;
    if (counts !== undefined && file !== undefined) writeFileSync(file, counts);
    else if (!NOISE.test(line)) (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
  });
  const failed = (words: string, code: number) => {
    process.stderr.write(`The host of the tests ${words}.\n`);
    return code;
  };
  let isOver = false;
  const first = Promise.race([
    suite,
    window.ended.then((code) => (isOver ? 0 : failed(`ended with ${String(code)}`, EXIT.hostFailed))),
    new Promise<number>((done) => {
      page.once('crash', () => {
        done(failed('crashed', EXIT.hostFailed));
      });
      setTimeout(() => {
        done(failed('did not come to an end', EXIT.timedOut));
      }, LIMIT_MS).unref();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.once(signal, () => {
          done(EXIT.interrupted);
        });
      }
    }),
  ]);
  const code = await first;
  isOver = true;
  return code;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`The host of the tests failed: ${String(error)}\n`);
    process.exitCode = EXIT.hostFailed;
  },
);
