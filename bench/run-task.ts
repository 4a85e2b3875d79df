import { createHmac } from 'node:crypto';
import { resolve } from 'node:path';
import { NO_CONFIG } from '../core/lint/config';
import { judgePlan } from '../core/run-task/judge-plan';
import { allowedHosts, parseHost, type AllowedHost } from '../core/run-task/hosts';
import { SYSTEM_CLOCK } from '../runner/clock';
import { HEALTH_PATH, RUN_TASK_PATH } from '../runner/run-task/answer';
import { taskChecker, type CheckTaskOptions } from '../runner/run-task/check-task';
import { Companions } from '../runner/run-task/companions';
import { startRunTaskServer } from '../runner/run-task/server';
import { workerFile } from '../runner/run-task/worker-file';
import { startHcpTerraform, type HcpTerraform } from '../test/runner/run-task/hcp-terraform';
import { planOfPolicies } from '../test/runner/run-task/many-policies';
import { median } from './measure';

const POLICIES = 2000;
const KEY = Buffer.from('key');
/** A connection that stays open is given up by a server that does not answer for some seconds. */
const ONE_TIME = { connection: 'close' };
const TOOL = { name: 'fsx-lustre-kms', version: '0.0.0' };

/** Checks a plan where it is asked to, and answers nothing meanwhile: to compare with. */
const IN_THIS_PROCESS: CheckTaskOptions['judge'] = async ({ workspace, json, companionsOf }) =>
  await judgePlan(
    {
      workspace,
      text: Buffer.from(json).toString('utf8'),
      companionsOf: (marks) => Promise.resolve(companionsOf(marks)),
    },
    { config: NO_CONFIG, tool: TOOL },
  );

/** What whoever asks the run task server waits for while it checks a large plan: with and without its thread. */
export async function benchRunTask(print: (line: string) => void): Promise<void> {
  print(`run task, while ${POLICIES} policies are checked`);
  await measure('in the process that answers', print, IN_THIS_PROCESS);
  await measure('in a thread', print);
}

async function measure(
  name: string,
  print: (line: string) => void,
  judge?: CheckTaskOptions['judge'],
): Promise<void> {
  const hcp = await startHcpTerraform();
  const hosts = [hcp.api, hcp.archive].map(hostOf);
  const log = () => undefined;
  const opened = Companions.open({ log });
  if (opened.status !== 'open') throw new Error(opened.message);
  const { companions } = opened;
  const outgoing = {
    clock: SYSTEM_CLOCK,
    random: Math.random,
    log,
    userAgent: `${TOOL.name}/${TOOL.version}`,
  };
  const server = await startRunTaskServer({
    ...{ port: 0, host: '127.0.0.1', key: KEY, allowedHosts: hosts, companions, tool: TOOL, log },
    worker: workerFile(resolve('dist')),
    ...(judge && { check: taskChecker({ ...outgoing, hosts: allowedHosts(hosts), companions, judge }) }),
  });
  if (server.status !== 'listening') throw new Error(server.message);
  try {
    const { checkMs, health, accept } = await probe(`http://127.0.0.1:${server.port}`, hcp);
    print(
      [
        name.padEnd(28),
        `check ${(checkMs / 1000).toFixed(1)} s`,
        `${HEALTH_PATH} ${shown(health)}`,
        `a new task's 200 ${shown(accept)}`,
      ].join('  '),
    );
  } finally {
    await server.stop();
    hcp.close();
  }
}

interface Probed {
  readonly checkMs: number;
  /** Milliseconds that each waited for its answer. */
  readonly health: readonly number[];
  readonly accept: readonly number[];
}

/** Sends the large plan, and asks until its result has come. */
async function probe(url: string, hcp: HcpTerraform): Promise<Probed> {
  hcp.plans.set('large', planOfPolicies(POLICIES));
  const health: number[] = [];
  const accept: number[] = [];
  const large = { hasEnded: false };
  const begin = performance.now();
  await send(url, hcp.payload('large'));
  const ended = hcp.final('large').then(({ status, message }) => {
    large.hasEnded = true;
    if (status !== 'passed') throw new Error(message);
    return performance.now() - begin;
  });
  for (let asked = 0; !large.hasEnded; asked++) {
    // Before a plan there is nothing to check.
    const small = hcp.payload(`small-${asked}`, { stage: 'pre_plan' });
    const [ofHealth, ofTask] = await Promise.all([
      timed(() => fetch(`${url}${HEALTH_PATH}`, { headers: ONE_TIME })),
      timed(() => send(url, small)),
    ]);
    health.push(ofHealth);
    accept.push(ofTask);
  }
  return { checkMs: await ended, health, accept };
}

async function send(url: string, payload: unknown): Promise<Response> {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha512', KEY).update(body).digest('hex');
  const headers = { ...ONE_TIME, 'x-tfc-task-signature': signature };
  return await fetch(`${url}${RUN_TASK_PATH}`, { method: 'POST', body, headers });
}

async function timed(ask: () => Promise<Response>): Promise<number> {
  const begin = performance.now();
  const response = await ask();
  await response.text();
  if (response.status !== 200) throw new Error(`answered ${response.status}`);
  return performance.now() - begin;
}

function shown(waits: readonly number[]): string {
  return `${median(waits).toFixed(1)} ms, at most ${Math.max(...waits).toFixed(0)} ms (${waits.length} times)`;
}

function hostOf(text: string): AllowedHost {
  const parsed = parseHost(text);
  if (parsed.status !== 'valid') throw new Error(parsed.problem);
  return parsed.host;
}
