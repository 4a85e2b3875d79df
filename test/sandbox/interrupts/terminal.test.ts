import assert from 'node:assert/strict';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { DEPLOY_LOCK } from '../../../runner/journey/deploy-lock';
import { cdktfProject } from '../../support/project';
import { needs } from '../../support/requirements';
import { CTRL_C, openTerminal, type Terminal } from './terminal';

/** What takes the line of what is going on away. */
const CLEAR_LINE = '\r\u001b[K';
const QUESTION = 'Type yes to deploy account-b-bucket: ';

/** Whether a text has escape sequences that paint. */
function isPainted(text: string): boolean {
  const [, ...sequences] = text.split('\u001b[');
  return sequences.some((sequence) => /^\d+m/.test(sequence));
}

/** Somebody at a keyboard, with the sandbox that `deploy` starts itself. Each test stands on the one before. */
describe('deploy in a terminal, with a person in front of it', function () {
  this.timeout(5 * 60_000);
  let folder = '';
  let hasFailed = false;

  before(function () {
    needs(this, 'terraform', 'provider', 'moto');
    folder = cdktfProject({ throughStep: 1 });
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  });
  beforeEach(function () {
    if (hasFailed) this.skip();
  });
  afterEach(function () {
    hasFailed ||= this.currentTest?.state === 'failed';
  });

  function deployStep1(env: Record<string, string> = {}): Terminal {
    const cli = join(process.cwd(), 'dist', 'cli.js');
    return openTerminal([process.execPath, cli, 'deploy', '1', '--sandbox'], { cwd: folder, env });
  }

  /** The end of a command that has left neither a process (its sandbox is one) nor a lock. */
  async function endOf({
    ended,
  }: Terminal): Promise<{ exitCode: number | null; shown: string; text: string }> {
    const { exitCode, shown, left } = await ended;
    assert.deepEqual(left, []);
    assert.equal(existsSync(join(folder, DEPLOY_LOCK)), false);
    const text = stripVTControlCharacters(shown.replaceAll(CLEAR_LINE, '\n')).replaceAll('\r', '');
    return { exitCode, shown, text };
  }

  it('Ctrl+C at the question changes nothing; without colours where NO_COLOR says so', async () => {
    const terminal = deployStep1({ NO_COLOR: '1' });
    await terminal.shows(QUESTION);
    terminal.type(CTRL_C);
    const { exitCode, shown, text } = await endOf(terminal);
    assert.equal(exitCode, 1, text);
    assert.equal(isPainted(shown), false);
    assert.match(
      text,
      /Type yes to deploy account-b-bucket: \n+account-b-bucket was not deployed\. Nothing of it was changed\.\nWhat to do: Deploy it again when you are ready\.\n$/,
    );
  });

  it('Ctrl+C while it deploys ends it well, with the sandbox last, and says where it stands', async () => {
    const terminal = deployStep1();
    await terminal.shows(QUESTION);
    terminal.type('yes\r');
    await terminal.shows('account-b-bucket: deploying …');
    terminal.type(CTRL_C);
    const { exitCode, text } = await endOf(terminal);
    assert.equal(exitCode, 1, text);
    assert.match(text, /\nInterrupting, and waiting for what runs to end well\. /);
    assert.match(
      text,
      /\nInterrupted before anything was changed\.\n[^]*What to do: Deploy account-b-bucket again: it goes on from what is there\.\n$/,
    );
  });

  it('yes deploys the rest of it, in colours, and says what is next', async () => {
    const terminal = deployStep1();
    await terminal.shows(QUESTION);
    terminal.type('yes\r');
    const { exitCode, shown, text } = await endOf(terminal);
    assert.equal(exitCode, 0, text);
    assert.equal(isPainted(shown), true);
    assert.match(text, /\naccount-b-bucket is deployed: .*\.\n/);
    assert.match(text, /\nNext: npx fsx-lustre-kms verify 1 --sandbox {3}\(.*\)\n$/);
  });

  it('asks nothing when nothing changes', async () => {
    const { exitCode, text } = await endOf(deployStep1());
    assert.equal(exitCode, 0, text);
    assert.match(text, /\naccount-b-bucket, account B \(222222222222\): nothing changes\n/);
    assert.doesNotMatch(text, /Type yes/);
  });
});
