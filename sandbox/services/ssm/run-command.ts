import { Budget } from '../../lustre/shell/budget';
import { runScript } from '../../lustre/shell/run-script';
import { clientOf, refreshMounts, type ClientsGround } from './clients';
import type { Instance } from './instances';
import type { CommandRecord, InvocationRecord } from './state';

/** Commands that have been sent, and what still runs. Commands of one instance run one after the other. */
export class CommandRunner {
  readonly #ground: ClientsGround;
  readonly #ending: AbortController;
  readonly #queues = new Map<string, Promise<void>>();

  constructor(ground: Omit<ClientsGround, 'signal'>) {
    this.#ending = new AbortController();
    this.#ground = { ...ground, signal: this.#ending.signal };
  }

  /** Runs a command on one of its instances, when those before it are done. */
  start(command: CommandRecord, invocation: InvocationRecord, instance: Instance): void {
    const before = this.#queues.get(instance.id) ?? Promise.resolve();
    const running = before.then(() => this.#run(command, invocation, instance));
    this.#queues.set(instance.id, running);
  }

  /** Ends what is running, and waits for that. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#queues.values());
  }

  #isEnding(): boolean {
    return this.#ending.signal.aborted;
  }

  async #run(command: CommandRecord, invocation: InvocationRecord, instance: Instance): Promise<void> {
    const { document, fsx } = this.#ground;
    const { now, log } = fsx.world;
    if (this.#isEnding()) return;
    const update = (change: Partial<InvocationRecord>) =>
      document.change(() => {
        Object.assign(invocation, change);
      });
    await update({ status: 'InProgress', startedAt: now().toISOString() });
    try {
      const machine = await clientOf(this.#ground, instance);
      await refreshMounts(this.#ground, instance);
      const budget = new Budget(this.#ending.signal, executionTimeoutMs(command));
      const name = `/var/lib/amazon/ssm/${instance.id}/document/orchestration/${command.id}/awsrunShellScript/0.awsrunShellScript/_script.sh`;
      const { status, output, errors } = await runScript(scriptOf(command), machine, { name, budget });
      if (this.#isEnding()) return;
      const failure = status === 0 ? '' : `failed to run commands: exit status ${status}`;
      await update({
        status: status === 0 ? 'Success' : budget.isSpent ? 'TimedOut' : 'Failed',
        responseCode: status,
        endedAt: now().toISOString(),
        output: output.toString('utf8').slice(0, MAX_OUTPUT),
        errors: `${errors.toString('utf8')}${failure}`.slice(0, MAX_ERRORS),
      });
    } catch (error) {
      log(`Run Command failed: ${String(error)}`);
      await update({
        status: 'Failed',
        endedAt: now().toISOString(),
        errors: 'The sandbox failed; its log says why.',
      });
    }
  }
}

/** Characters that are kept. Source: SSM API Reference, GetCommandInvocation. */
const MAX_OUTPUT = 24_000;
const MAX_ERRORS = 8000;
/** What AWS-RunShellScript takes when nothing is given, and at most. */
const DEFAULT_TIMEOUT_S = 3600;
const MAX_TIMEOUT_S = 172_800;

function executionTimeoutMs({ parameters }: CommandRecord): number {
  const seconds = Number(parameters['executionTimeout']?.[0] ?? DEFAULT_TIMEOUT_S);
  return (
    Math.min(Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_TIMEOUT_S, MAX_TIMEOUT_S) * 1000
  );
}

/** The commands as one script, in the directory that was asked for. */
function scriptOf({ parameters }: CommandRecord): string {
  const [directory = ''] = parameters['workingDirectory'] ?? [];
  const lines = parameters['commands'] ?? [];
  const enter = directory === '' ? [] : [`cd '${directory.replaceAll("'", "'\\''")}' || exit 1`];
  return [...enter, ...lines].map((line) => `${line}\n`).join('');
}
