import assert from 'node:assert/strict';
import { runProcess } from '../../runner/run-process';
import { temporaryFolder } from '../support/temporary-folder';

const node = (code: string, options: Partial<Parameters<typeof runProcess>[2]> = {}) =>
  runProcess(process.execPath, ['-e', code], { cwd: temporaryFolder(), ...options });

describe('runProcess', () => {
  it('says when there is no such command', async () => {
    const end = await runProcess('no-such-command', [], { cwd: temporaryFolder() });
    assert.deepEqual(end, {
      status: 'not-started',
      message: 'no-such-command could not be started: spawn no-such-command ENOENT',
    });
  });

  it('gives exit code and both outputs', async () => {
    const end = await node('console.log("out"); console.error("err"); process.exitCode = 3');
    assert.deepEqual(end, { status: 'ended', exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('passes no argument through a shell', async () => {
    const end = await runProcess(process.execPath, ['-e', 'console.log(process.argv[1])', '$HOME; echo x'], {
      cwd: temporaryFolder(),
    });
    assert.equal(end.status === 'ended' && end.stdout, '$HOME; echo x\n');
  });

  it('interrupts what the command has started too', async () => {
    const cancel = new AbortController();
    const heard: string[] = [];
    const grandchild =
      'process.on("SIGINT", () => { console.log("interrupted"); process.exit(); }); console.log("up"); setInterval(() => {}, 1000)';
    const child = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" }); setInterval(() => {}, 1000)`;
    const end = await node(child, {
      signal: cancel.signal,
      onOutput: (text) => {
        heard.push(text.trim());
        cancel.abort();
      },
    });
    // It ends once both have closed their output.
    assert.deepEqual(end, { status: 'cancelled' });
    assert.deepEqual(heard, ['up', 'interrupted']);
  });
});
