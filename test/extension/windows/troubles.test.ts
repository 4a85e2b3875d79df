import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNEY_FILE } from '../../../core/journey/target';
import { needs } from '../../support/requirements';
import { accessKeyOf, EXPIRED_ACCESS_KEY, startStsStub, type StsStub } from '../../support/sts-stub';
import { temporaryFolder } from '../../support/temporary-folder';
import { openWorkbench, type Workbench } from '../workbench';

const PROFILES = { fileSystem: 'a', bucket: 'b', key: 'c' } as const;
const IDS = { fileSystem: '111111111111', bucket: '222222222222', key: '333333333333' } as const;

function cdktfJson(sts: string): string {
  const account = (role: keyof typeof IDS) => ({
    id: IDS[role],
    profile: PROFILES[role],
    endpoints: { sts },
  });
  const fsxLustreKms = {
    accounts: { fileSystem: account('fileSystem'), bucket: account('bucket'), key: account('key') },
    region: 'us-east-1',
    keys: [{ name: 'data' }],
    buckets: [{ name: 'data', key: 'data' }],
    throughStep: 1,
  };
  return `${JSON.stringify({ language: 'typescript', app: 'node main.js', context: { fsxLustreKms } }, null, 2)}\n`;
}

/** What the board says to who has not everything yet that a walk needs: on a machine without moto and Terraform. */
describe('the board where something is missing', function () {
  this.timeout(180_000);
  let sts: StsStub;
  let bench: Workbench;
  let credentials: string;

  before(async function () {
    needs(this, 'vscode');
    sts = await startStsStub();
    const folder = temporaryFolder();
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, 'node'));
    credentials = join(folder, 'credentials');
    const config = join(folder, 'config');
    writeFileSync(config, '');
    // VS Code takes the environment that a login shell has.
    writeFileSync(join(folder, '.bash_profile'), `export PATH='${bin}'\n`);
    bench = await openWorkbench({
      cdktfJson: cdktfJson(sts.url),
      env: {
        HOME: folder,
        SHELL: '/bin/bash',
        AWS_SHARED_CREDENTIALS_FILE: credentials,
        AWS_CONFIG_FILE: config,
      },
    });
    await bench.command('FSx Lustre KMS: Open Walkthrough');
    await bench.board.getByRole('heading', { level: 1 }).waitFor();
  });
  after(async () => {
    await (bench as Workbench | undefined)?.stop();
    (sts as StsStub | undefined)?.close();
  });

  function signIn(accessKeys: Readonly<Record<keyof typeof IDS, string>>): void {
    const profile = (role: keyof typeof IDS) =>
      `[${PROFILES[role]}]\naws_access_key_id = ${accessKeys[role]}\naws_secret_access_key = x\n`;
    writeFileSync(credentials, [profile('fileSystem'), profile('bucket'), profile('key')].join('\n'));
  }

  const own = {
    fileSystem: accessKeyOf(IDS.fileSystem),
    bucket: accessKeyOf(IDS.bucket),
    key: accessKeyOf(IDS.key),
  };

  /** Clicks what deploys step 1, and waits until the board says what is wrong. */
  async function isRefused(words: RegExp): Promise<void> {
    await bench.board.locator('section.banner.next').getByRole('button', { name: 'Deploy step 1' }).click();
    await bench.board.getByRole('alert').filter({ hasText: words }).waitFor();
  }

  function nothingHasChanged(): void {
    assert.equal(readFileSync(join(bench.folder, 'cdktf.json'), 'utf8'), cdktfJson(sts.url));
    assert.equal(existsSync(join(bench.folder, JOURNEY_FILE)), false);
  }

  it('names the account whose credentials have expired, and the command that renews them', async () => {
    signIn({ ...own, bucket: EXPIRED_ACCESS_KEY });
    await isRefused(
      /Account B: The security token included in the request is expired\s+Sign in again: `aws sso login --profile b`/,
    );
    await bench.board.getByText('Credentials expired').waitFor();
    nothingHasChanged();
  });

  it('names the account that is another one than cdktf.json says', async () => {
    signIn({ ...own, key: accessKeyOf(IDS.bucket) });
    await isRefused(
      /The credentials for account C are arn:aws:iam::222222222222:user\/administrator, of account 222222222222 instead of 333333333333\.\s+Set accounts\.key\.profile/,
    );
    await bench.board.getByText('Another account').waitFor();
    nothingHasChanged();
  });

  it('says that Terraform is missing, once everybody is who they should be', async () => {
    signIn(own);
    await isRefused(/Terraform could not be started: it is not on the PATH\./);
    assert.equal(await bench.board.getByText('This account').count(), 3);
    nothingHasChanged();
  });

  it('says how to get moto, which the sandbox needs', async () => {
    await bench.board.getByRole('radio', { name: 'Sandbox' }).click();
    await bench.board
      .getByRole('alert')
      .filter({ hasText: /pipx install 'moto\[server\]/ })
      .waitFor();
    await bench.board.getByRole('button', { name: 'Start sandbox' }).waitFor();
  });
});
