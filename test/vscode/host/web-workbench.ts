/**
 * A VS Code that is in the browser alone, as vscode.dev is: the workbench of code-server without its server. Extensions
 * run in a web worker, and the workspace is in the browser's memory.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { QUIET_SETTINGS } from './code-server';
import type { VscodeHost } from './location';
import { serveSite } from './static-server';

export interface WebWorkbenchOptions {
  readonly host: VscodeHost;
  /** Folder of installed extensions, each in a folder of its own. */
  readonly extensions: string;
  /** Folder of the extension that the tests belong to; it has a `browser` entry. */
  readonly driver: string;
  /** The bundle of suites: a file that exports `run`. */
  readonly suites: string;
}

export interface WebWorkbench {
  /** Page that runs the suites. */
  readonly page: string;
  stop(): Promise<void>;
}

const PAGE = 'out/vs/code/browser/workbench/workbench.html';
const SCRIPT = 'out/vs/code/browser/workbench/workbench.js';
const MESSAGES = 'out/nls.messages.js';

/** What binds code-server's workbench to its server, and how it is in a VS Code that has none. */
const BINDINGS: readonly (readonly [bound: RegExp, free: string])[] = [
  [/,remoteAuthority:location\.host\}/g, '}'],
  [/(userRoamingDataHome\(\)\{[^{}]*\{scheme:)\w+\.vscodeRemote(?=\})/g, '$1"vscode-userdata"'],
];

/** Serves it on a free port of this machine. @throws when the workbench is not as we know it */
export async function serveWorkbench(options: WebWorkbenchOptions): Promise<WebWorkbench> {
  const { host, extensions, driver, suites } = options;
  const read = (name: string) => readFileSync(join(host.vscode, name), 'utf8');
  const script = unbind(read(SCRIPT));
  const installed = readdirSync(extensions, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `/extensions/${name}`);
  const server = await serveSite({
    folders: { '/static': host.vscode, '/extensions': extensions, '/driver': driver },
    texts: {
      '/': (site) => fill(read(PAGE), configuration(site, installed)),
      [`/static/${SCRIPT}`]: () => script,
      // Suites run where the extension does whose folder they are in.
      '/driver/suites.js': () => readFileSync(suites, 'utf8'),
    },
  });
  const { address } = server;
  const payload = [
    ['extensionDevelopmentPath', `${address}/driver`],
    ['extensionTestsPath', `${address}/driver/suites.js`],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  return { page: `${address}/?${query.toString()}`, stop: () => server.stop() };
}

function unbind(script: string): string {
  return BINDINGS.reduce((text, [bound, free]) => {
    const count = text.match(bound)?.length ?? 0;
    if (count !== 1) throw new Error(`The workbench has ${count} times what ${String(bound)} finds.`);
    return text.replace(bound, free);
  }, script);
}

/** What a page tells its workbench: `IWorkbenchConstructionOptions` of VS Code, and what code-server's asks for besides. */
function configuration(address: string, installed: readonly string[]): object {
  const { protocol, host } = new URL(address);
  const uri = (path: string) => ({ scheme: protocol.slice(0, -1), authority: host, path });
  return {
    // In the browser's memory.
    folderUri: { scheme: 'tmp', path: '/workspace' },
    additionalBuiltinExtensions: installed.map(uri),
    developmentOptions: { enableSmokeTestDriver: true, extensions: [uri('/driver')] },
    enableWorkspaceTrust: false,
    configurationDefaults: QUIET_SETTINGS,
    userDataPath: '/user',
    isEnabledFileDownloads: false,
    isEnabledFileUploads: false,
    isEnabledCoderGettingStarted: false,
  };
}

/** Puts values where the page of the workbench has their names. */
function fill(page: string, settings: object): string {
  const values: Readonly<Record<string, string>> = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(settings).replace(/&/g, '&amp;').replace(/"/g, '&quot;'),
    WORKBENCH_WEB_BASE_URL: '/static',
    WORKBENCH_NLS_URL: `/static/${MESSAGES}`,
    WORKBENCH_NLS_FALLBACK_URL: `/static/${MESSAGES}`,
  };
  return page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
