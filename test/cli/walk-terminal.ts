import assert from 'node:assert/strict';
import type { ExitCode } from '../../cli/io';
import type { WalkIo } from '../../cli/walk-io';
import { openWalk } from '../../runner/journey/walk';
import { FakeWorld, walkProject } from '../runner/journey/fake-parts';

/** A command of the walkthrough in a terminal of the test, with accounts in memory. */
export class WalkTerminal {
  readonly world = new FakeWorld();
  readonly folder: string;
  /** What the person types, in order; without, nobody is there. */
  answers: (string | undefined)[] | undefined;
  questions: string[] = [];
  liveWidth: number | undefined;
  colours = false;
  signal: AbortSignal | undefined;

  constructor(deployment: Record<string, unknown> = {}) {
    this.folder = walkProject(deployment);
  }

  /** Runs a command to its end. */
  async run(
    command: (io: WalkIo) => Promise<ExitCode>,
  ): Promise<{ exitCode: ExitCode; stdout: string; stderr: string }> {
    const printed = { stdout: '', stderr: '' };
    const { answers } = this;
    const exitCode = await command({
      cwd: this.folder,
      stdout: (text) => (printed.stdout += text),
      stderr: (text) => (printed.stderr += text),
      signal: this.signal,
      ...(answers && {
        ask: (question) => {
          this.questions.push(question);
          assert.notEqual(answers.length, 0, `nobody answers: ${question}`);
          return Promise.resolve(answers.shift());
        },
      }),
      colours: this.colours,
      liveWidth: this.liveWidth,
      cli: 'unused',
      openWalk: (options) => openWalk(options, this.world.parts),
      now: this.world.parts.now,
    });
    return { exitCode, ...printed };
  }

  /** What a command prints with --json: the document, and the events. */
  async runJson(command: (io: WalkIo) => Promise<ExitCode>) {
    const { exitCode, stdout, stderr } = await this.run(command);
    const events = stderr
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { exitCode, document: JSON.parse(stdout) as Record<string, unknown>, events };
  }

  /** Addresses that stand in an account. */
  standing(account: 'key' | 'bucket' | 'fileSystem'): string[] {
    return [...this.world.stands[account].keys()];
  }
}
