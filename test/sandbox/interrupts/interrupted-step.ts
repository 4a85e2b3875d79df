import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEPLOY_LOCK } from '../../../runner/journey/deploy-lock';
import { readJourneyFile } from '../../../runner/journey/journey-file';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import type { DeployDocument, TerminalProject } from '../story/project';
import { interruptedCommand, type InterruptedEnd } from './interrupted-command';
import type { Moment } from './moment';
import { standingIn, standingInState } from './standing';
import { takeIn } from './take-in';

export interface InterruptedStep {
  interrupts: number;
  /** What the interrupted deploy said last. */
  said: string;
  /** Addresses that were in an account and in no state, and were taken in as the message says. */
  takenIn: string[];
}

/**
 * Deploys a step, interrupts that, does what the message says, and deploys it again without an interrupt.
 * @throws when anything is left behind, does not converge, or is there twice
 */
export async function interruptStep(
  sandbox: RunningSandbox,
  project: TerminalProject,
  step: number,
  moment: Moment,
): Promise<InterruptedStep> {
  const cli = join(process.cwd(), 'dist', 'cli.js');
  const command = ['deploy', String(step), '--yes', '--sandbox', sandbox.folder];
  const end = await interruptedCommand([cli, ...command], project.folder, moment);
  const said = saidIn(end);
  assert.deepEqual(end.left, [], 'no process is left');
  hasEndedWell(end);
  await isTidy(project.folder, sandbox.folder);

  const takenIn = await takeIn(said, await standing(sandbox));
  const again = await project.run<DeployDocument>(...command.slice(0, 3));
  assert.equal(again.exitCode, 0, `${said}\n${again.printed}`);
  await isTidy(project.folder, sandbox.folder);
  const { accounts, states } = await standing(sandbox);
  assert.deepEqual(accounts, states, 'what stands is what the states have, and nothing else');
  return { interrupts: end.interrupts, said, takenIn };
}

/** Deploys a step once more, which changes nothing, and proves it. @returns the stacks that were looked at */
export async function hasSettled(project: TerminalProject, step: number): Promise<string[]> {
  const { document, printed } = await project.run<DeployDocument>('deploy', String(step), '--yes');
  for (const { status } of document.stacks) assert.equal(status, 'unchanged', printed);
  const { status, seen } = await project.verify(step);
  assert.equal(status, 'passed', JSON.stringify(seen, null, 2));
  return document.stacks.map(({ stack }) => stack);
}

function saidIn({ document, log, endedBy }: InterruptedEnd): string {
  if (endedBy !== null) return `Ended by ${endedBy}, before it could take it.`;
  const problem = document?.stacks?.at(-1)?.problem ?? document?.problem;
  return problem ? `${problem.message} ${problem.nextAction}` : (log.at(-1) ?? '');
}

/** With 1 and a message, unless the interrupt came before the program could take it, or when all was done. */
function hasEndedWell(end: InterruptedEnd): void {
  const { exitCode, endedBy, document, interrupts } = end;
  const told = `${saidIn(end)}\n${end.log.join('\n')}`;
  if (endedBy !== null) {
    assert.deepEqual([endedBy, end.log, document], ['SIGINT', [], undefined], told);
    return;
  }
  if (exitCode === 0) {
    assert.equal(document?.status, 'deployed', told);
    return;
  }
  assert.ok(interrupts > 0, told);
  assert.equal(exitCode, 1, told);
  assert.equal(document?.status, 'interrupted', told);
  assert.match(saidIn(end), /[Ii]nterrupted/, told);
  for (const line of end.log) assert.doesNotThrow(() => JSON.parse(line) as unknown, line);
}

/** No lock is held, no half of a file lies there, and journey and state can be read. */
async function isTidy(folder: string, sandboxFolder: string): Promise<void> {
  assert.equal(existsSync(join(folder, DEPLOY_LOCK)), false, 'the deploy lock is released');
  const own = existsSync(join(folder, '.fsx-lustre-kms')) ? readdirSync(join(folder, '.fsx-lustre-kms')) : [];
  assert.deepEqual(
    own.filter((name) => name !== '.gitignore' && name !== 'journey.json'),
    [],
  );
  const { status, problems } = await readJourneyFile(folder);
  assert.deepEqual([status, problems], ['good', []]);
  JSON.parse(readFileSync(join(folder, 'cdktf.json'), 'utf8'));
  const outdir = join(sandboxFolder, 'cdktf.out');
  const runs = existsSync(outdir) ? readdirSync(outdir).filter((name) => name.startsWith('run-')) : [];
  assert.deepEqual(runs, [], 'our folders of this run are gone');
}

async function standing(sandbox: RunningSandbox) {
  const accounts = await standingIn(sandbox);
  return { accounts, states: standingInState(sandbox.folder, Object.keys(accounts)) };
}
