import assert from 'node:assert/strict';
import { runProcess } from '../../runner/run-process';
import { temporaryFolder } from '../support/temporary-folder';

const node = (code: string, options: Partial<Parameters<typeof runProcess>[2]> = {}) =>
  runProcess(process.execPath, ['-e', code], { cwd: temporaryFolder(), ...options });

/** Stays until it is told to go. */
const WAITS = 'setInterval(() => {}, 1000);';

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

  it('says which of the two outputs a piece comes from', async () => {
    const heard: string[][] = [];
    await node('console.log("out"); console.error("err")', {
      onOutput: (text, stream) => heard.push([stream, text]),
    });
    assert.deepEqual(heard.sort(), [
      ['stderr', 'err\n'],
      ['stdout', 'out\n'],
    ]);
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
    const grandchild = `process.on("SIGINT", () => { console.log("interrupted"); process.exit(); }); console.log("up"); ${WAITS}`;
    const child = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" }); ${WAITS}`;
    const end = await node(child, {
      signal: cancel.signal,
      onOutput: (text) => {
        heard.push(text.trim());
        cancel.abort();
      },
    });
    // It ends once both have closed their output.
    assert.deepEqual(end, {
      status: 'cancelled',
      exitCode: null,
      stdout: 'up\ninterrupted\n',
      stderr: '',
    });
    assert.deepEqual(heard, ['up', 'interrupted']);
  });

  it('starts nothing when the signal was there before', async () => {
    const end = await node('console.log("up")', { signal: AbortSignal.abort() });
    assert.deepEqual(end, { status: 'cancelled', exitCode: null, stdout: '', stderr: '' });
  });

  it('gives what a command prints while it ends in order, and its exit code', async () => {
    const cancel = new AbortController();
    const end = await node(
      `process.on("SIGINT", () => { console.log("saved"); process.exit(4); }); console.log("up"); ${WAITS}`,
      {
        signal: cancel.signal,
        onOutput: () => {
          cancel.abort();
        },
      },
    );
    assert.deepEqual(end, { status: 'cancelled', exitCode: 4, stdout: 'up\nsaved\n', stderr: '' });
  });

  it('escalates to SIGTERM when a command goes on after SIGINT', async () => {
    const [cancel, escalate] = [new AbortController(), new AbortController()];
    const end = await node(
      `process.on("SIGINT", () => { console.log("no"); }); process.on("SIGTERM", () => { console.log("yes"); process.exit(5); }); console.log("up"); ${WAITS}`,
      {
        signal: cancel.signal,
        escalate: escalate.signal,
        onOutput: (text) => {
          if (text.includes('up')) cancel.abort();
          if (text.includes('no')) escalate.abort();
        },
      },
    );
    assert.deepEqual(end, { status: 'cancelled', exitCode: 5, stdout: 'up\nno\nyes\n', stderr: '' });
  });

  it('sends signals to the receiver alone, where there is one', async () => {
    const cancel = new AbortController();
    let id: number | undefined;
    const receiver = `process.on("SIGINT", () => { console.log("got it"); process.exit(); }); console.log(process.pid); ${WAITS}`;
    const parent = `process.on("SIGINT", () => { console.log("not me"); }); require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(receiver)}], { stdio: "inherit" }).on("exit", () => process.exit(0));`;
    const end = await node(parent, {
      signal: cancel.signal,
      receiver: () => id,
      onOutput: (text) => {
        if (id !== undefined) return;
        id = Number(text);
        cancel.abort();
      },
    });
    assert.deepEqual(end, {
      status: 'cancelled',
      exitCode: 0,
      stdout: `${id ?? ''}\ngot it\n`,
      stderr: '',
    });
  });
});
