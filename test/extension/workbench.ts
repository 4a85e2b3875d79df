import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BrowserContext, Frame, FrameLocator, Page } from 'playwright-core';
import { temporaryFolder } from '../support/temporary-folder';
import { startChromium, startCodeServer, STILL, workbenchAddress } from '../vscode/host/code-server';
import { findChromium, findHost } from '../vscode/host/location';
import { pack } from '../vscode/pack';

const LIMIT_MS = 60_000;
/** How long a palette is looked at before it is opened anew: it keeps the commands that it had when it was opened. */
const PALETTE_MS = 2_000;

/** A `cdktf.json` with the sample's three accounts, at the first step. */
export const THREE_ACCOUNTS = `{
  "language": "typescript",
  "app": "node main.js",
  "context": {
    "fsxLustreKms": {
      "accounts": {
        "fileSystem": { "id": "111111111111" },
        "bucket": { "id": "222222222222" },
        "key": { "id": "333333333333" }
      },
      "region": "us-east-1",
      "keys": [{ "name": "data" }],
      "buckets": [{ "name": "data", "key": "data" }],
      "throughStep": 1
    }
  }
}
`;

/** A window of VS Code as a person has it, with the packed extension installed. */
export interface Window {
  readonly page: Page;
  /** What is in the view of the board. */
  readonly board: FrameLocator;
  /** Runs a command by its name in the palette. */
  command(name: string): Promise<void>;
}

export interface Workbench extends Window {
  /** Of the project. */
  readonly folder: string;
  /** Opens another window on the same project. */
  another(): Promise<Window>;
  stop(): Promise<void>;
}

export interface WorkbenchOptions {
  /** Of a new project with this repository's app; left out: the folder is empty. */
  readonly cdktfJson?: string;
  /** Default: Dark Modern. */
  readonly theme?: string;
  /** Beside the environment that VS Code has from here. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Opens a window on a new folder; it needs `vscode`.
 * @throws when there is no VS Code or no Chromium
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { cdktfJson, theme = 'Dark Modern', env } = options;
  const host = findHost(process.env);
  const chromium = findChromium(process.env);
  if (!host || chromium === undefined) throw new Error('there is no VS Code');
  const top = temporaryFolder();
  const [folder, userData, extensions] = ['fsx-lustre', 'user', 'extensions'].map((name) =>
    join(top, name),
  ) as [string, string, string];
  mkdirSync(folder);
  if (cdktfJson !== undefined) addProject(folder, cdktfJson);
  const install = ['--install-extension', await pack(`${top}/extension.vsix`)];
  const profile = ['--user-data-dir', userData, '--extensions-dir', extensions];
  const installed = spawnSync(host.node, [host.entry, ...install, ...profile], { encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(`${installed.stdout}${installed.stderr}`);
  const settings = {
    'workbench.colorTheme': theme,
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
  };
  const server = await startCodeServer({ host, userData, extensions, trusted: true, settings, env });
  const browser = await startChromium(chromium);
  const context = await browser.newContext({ ...STILL, viewport: { width: 1700, height: 1000 } });
  const another = () => openWindow(context, workbenchAddress(server, folder));
  return {
    ...(await another()),
    ...{ folder, another },
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

async function openWindow(context: BrowserContext, address: string): Promise<Window> {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(address);
  await page.locator('.explorer-folders-view').waitFor();
  return {
    page,
    board: page.frameLocator('iframe.webview').frameLocator('iframe#active-frame'),
    command: (name) => runCommand(page, name),
  };
}

/** The board's own frame, in which things can be looked at that are no text. */
export async function frameOf({ board }: Window): Promise<Frame> {
  const frame = await (await board.locator('#board').elementHandle()).ownerFrame();
  if (!frame) throw new Error('The board has no frame.');
  return frame;
}

function addProject(folder: string, cdktfJson: string): void {
  writeFileSync(join(folder, 'cdktf.json'), cdktfJson);
  cpSync(resolve('dist/cdktf/main.js'), join(folder, 'main.js'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
}

/** Runs a command by its name in the palette, which may not have it yet. */
export async function runCommand(page: Page, name: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
  for (const limit = Date.now() + LIMIT_MS; Date.now() < limit;) {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill(`>${name}`);
    const isThere = await row.waitFor({ timeout: PALETTE_MS }).then(
      () => true,
      () => false,
    );
    if (isThere) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Escape');
  }
  throw new Error(`There is no command "${name}".`);
}
