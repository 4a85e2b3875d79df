import type { CommandIo } from './io';
import { openQuestions } from './questions';
import type { WalkCommandOptions, WalkIo } from './walk-io';

const FIRST_INTERRUPT =
  'Interrupting, and waiting for what runs to end well. Once more ends it harder: Terraform may then leave its state locked.';
const SECOND_INTERRUPT = 'Ending it. The next deploy says what is half done, and goes on.';

/** What a command of the walkthrough has of this process: its terminal, if there is one, and its signals. */
export function walkIo(
  io: CommandIo,
  { json }: WalkCommandOptions,
  openWalk: WalkIo['openWalk'],
  cli: string,
): WalkIo {
  const first = new AbortController();
  const second = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (second.signal.aborted) return;
      const message = first.signal.aborted ? SECOND_INTERRUPT : FIRST_INTERRUPT;
      (first.signal.aborted ? second : first).abort();
      io.stderr(json ? `${JSON.stringify({ event: 'interrupt', message })}\n` : `\n${message}\n`);
    });
  }
  const { stdin, stdout, stderr } = process;
  return {
    ...io,
    signal: first.signal,
    escalate: second.signal,
    colours: stdout.isTTY && !process.env['NO_COLOR'],
    liveWidth: stderr.isTTY && stdout.isTTY ? stderr.columns || undefined : undefined,
    ...(stdin.isTTY && stderr.isTTY ? { ask: (question: string) => ask(question, first.signal) } : {}),
    ...{ cli, openWalk },
    now: () => new Date(),
  };
}

/** @returns undefined when it is interrupted, or the input ends */
async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  const questions = openQuestions(process.stdin, process.stderr);
  signal.addEventListener('abort', questions.close, { once: true });
  try {
    const answer = await questions.ask(question);
    // What follows does not belong on the line of the question.
    if (answer === undefined) process.stderr.write('\n');
    return answer;
  } finally {
    signal.removeEventListener('abort', questions.close);
    questions.close();
  }
}
