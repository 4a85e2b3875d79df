/**
 * Commands on the Lustre client, by Systems Manager Run Command. They are made of constants and of words that are
 * quoted here; nothing else reaches the client's shell.
 * Source: Systems Manager API Reference, SendCommand and GetCommandInvocation.
 */
import { GetCommandInvocationCommand, SendCommandCommand } from '@aws-sdk/client-ssm';
import type { Evidence } from '../../core/journey/proof';
import { ask, type Asked, type Question, type Unanswered } from './ask';
import { poll } from './poll';
import { evidenceOf, type Verification } from './verification';

/** A command that has come to its end on the client, well or not. */
export interface CommandRun {
  status: 'ran';
  exitCode: number;
  stdout: string;
  stderr: string;
  /** When Systems Manager took the command, by AWS's clock, in whole seconds. */
  requestedAt: Date;
  evidence: Evidence;
}

export type RunOnClient =
  | CommandRun
  /** It was not run: no agent that answers, or not to its end. */
  | { status: 'not-run'; why: string }
  | Unanswered;

export interface ClientCommand {
  instanceId: string;
  /** One line of shell; words from elsewhere are quoted with {@link quoted}. */
  line: string;
  /** Whether what it prints may be shown: not the content of files that are not ours. */
  showsOutput?: boolean;
}

const PENDING: ReadonlySet<string | undefined> = new Set(['Pending', 'InProgress', 'Delayed', 'Cancelling']);
/** Characters of each output that GetCommandInvocation gives back. */
export const OUTPUT_CHARACTERS = 24_000;

/** A word of a shell command that stands for itself, whatever is in it. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Runs a command on the client as root, with messages in English, and waits for its end. */
export async function runOnClient(
  on: Verification,
  { instanceId, line, showsOutput = true }: ClientCommand,
): Promise<RunOnClient> {
  const question = (action: string): Question => ({ account: 'fileSystem', action, resource: instanceId });
  const sent = await ask(on, question('ssm:SendCommand'), ({ ssm }, options) =>
    ssm.send(
      new SendCommandCommand({
        DocumentName: 'AWS-RunShellScript',
        InstanceIds: [instanceId],
        Parameters: {
          commands: ['export LC_ALL=C', line],
          executionTimeout: [String(Math.ceil(on.limits.commandMs / 1000))],
        },
      }),
      options,
    ),
  );
  if (sent.status === 'missing' || (sent.status === 'error' && sent.code === 'InvalidInstanceId')) {
    return { status: 'not-run', why: `Systems Manager does not know ${instanceId}, or it is not Online.` };
  }
  if (sent.status !== 'answered') return sent;
  const { CommandId = '', RequestedDateTime = on.now() } = sent.answer.Command ?? {};
  const ended = await poll(
    on,
    { limitMs: on.limits.commandMs, say: () => undefined, firstPauseMs: 500 },
    async () => {
      const asked = await ask(on, question('ssm:GetCommandInvocation'), ({ ssm }, options) =>
        ssm.send(new GetCommandInvocationCommand({ CommandId, InstanceId: instanceId }), options),
      );
      // It is known a moment after it was sent.
      if (asked.status === 'missing') return { status: 'waiting', why: '' };
      return asked.status === 'answered' && PENDING.has(asked.answer.Status)
        ? { status: 'waiting', why: '' }
        : { status: 'done', end: asked };
    },
  );
  if (ended.status === 'cancelled') return { ...question('ssm:GetCommandInvocation'), status: 'cancelled' };
  if (ended.status === 'timed-out') return { status: 'not-run', why: `${line} had not ended in time.` };
  return runOf(on, ended.end, { line, showsOutput, requestedAt: wholeSeconds(RequestedDateTime) });
}

interface Invocation {
  Status?: string | undefined;
  StatusDetails?: string | undefined;
  ResponseCode?: number | undefined;
  StandardOutputContent?: string | undefined;
  StandardErrorContent?: string | undefined;
}

function runOf(
  on: Verification,
  asked: Asked<Invocation>,
  { line, showsOutput, requestedAt }: { line: string; showsOutput: boolean; requestedAt: Date },
): RunOnClient {
  if (asked.status !== 'answered') return asked;
  const {
    Status: status = '',
    StatusDetails: details = status,
    ResponseCode: exitCode = -1,
    StandardOutputContent: stdout = '',
    StandardErrorContent: stderr = '',
  } = asked.answer;
  // A script that ends with another status than 0 is Failed; without any status it has not been run.
  if (!['Success', 'Failed'].includes(status) || exitCode < 0)
    return { status: 'not-run', why: `${line} ended as ${details}.` };
  const shown = showsOutput ? stdout : `(${byteLength(stdout)} bytes, not shown)\n`;
  const text = [`# ${line}`, shown.trimEnd(), stderr.trimEnd(), `exit status ${exitCode}`]
    .filter((part) => part !== '')
    .join('\n');
  const evidence = evidenceOf(
    on,
    { account: 'fileSystem', action: 'ssm:SendCommand', title: `Command on the client` },
    text,
  );
  return { status: 'ran', exitCode, stdout, stderr, requestedAt, evidence };
}

export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

function wholeSeconds(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}
