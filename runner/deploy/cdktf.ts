import type { StackPlan } from '../../core/journey/plan';
import { runProcess } from '../run-process';
import { ProgressParser, type ResourceOutcome } from './progress';
import { watchTerraform, type TerraformWatch } from './terraform-watch';
import type { Workspace } from './workspace';

export type CdktfEnd =
  | { status: 'done' }
  | { status: 'failed' | 'interrupted'; output: string; changes: readonly ResourceOutcome[] };

/**
 * `cdktf deploy` or `cdktf destroy` of one stack as it is synthesized. It has ended, and Terraform below it too, when
 * this resolves.
 * @param command path of the project's cdktf
 */
export async function runCdktf(
  command: string,
  workspace: Workspace,
  verb: StackPlan['verb'],
): Promise<CdktfEnd> {
  const { run, name, outdir, folder, env, terraform, skipsProviderLock, emit } = workspace;
  const { signal, escalate, project } = run;
  const progress = new ProgressParser(name);
  const watch = watchTerraform(folder, terraform);
  // Terraform takes a second interrupt for an order to drop everything.
  const reached = new Set<number>();
  const end = await runProcess(
    command,
    [
      verb,
      name,
      '--auto-approve',
      '--no-color',
      '--skip-synth',
      ...(skipsProviderLock ? ['--skip-provider-lock'] : []),
      '--output',
      outdir,
    ],
    {
      cwd: project.folder,
      env: { ...env, ...watch.env },
      signal,
      escalate,
      receiver: () => {
        const id = watch.running();
        if (id !== undefined) reached.add(id);
        return id;
      },
      onOutput: (text, stream) => {
        progress.push(text, stream).forEach(emit);
      },
    },
  );
  progress.end().forEach(emit);
  await terraformEnded(watch, reached, workspace);
  if (end.status === 'not-started') return { status: 'failed', output: end.message, changes: [] };
  if (end.exitCode === 0) return { status: 'done' };
  return {
    status: signal?.aborted === true || escalate?.aborted === true ? 'interrupted' : 'failed',
    output: `${end.stdout}${end.stderr}`.trim(),
    changes: progress.changes,
  };
}

/**
 * Waits for a Terraform that has outlived cdktf, which was ended from outside; interrupts go on reaching it.
 * @param reached process ids that have had an interrupt
 */
async function terraformEnded(
  watch: TerraformWatch,
  reached: ReadonlySet<number>,
  { run: { signal, escalate }, emit }: Workspace,
): Promise<void> {
  const id = watch.running();
  if (id === undefined) return;
  const send = (name: 'SIGINT' | 'SIGTERM') => () => {
    if (watch.running() !== id) return;
    try {
      process.kill(id, name);
    } catch {
      // It has ended by itself in the meantime.
    }
  };
  const [interrupt, terminate] = [send('SIGINT'), send('SIGTERM')];
  signal?.addEventListener('abort', interrupt, { once: true });
  escalate?.addEventListener('abort', terminate, { once: true });
  if (signal?.aborted && !reached.has(id)) interrupt();
  emit({ kind: 'line', text: 'cdktf has ended; Terraform still works on this stack, and is waited for.' });
  await watch.ended();
  signal?.removeEventListener('abort', interrupt);
  escalate?.removeEventListener('abort', terminate);
}
