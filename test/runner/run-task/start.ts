import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHost } from '../../../core/run-task/hosts';
import { Companions, type CompanionOptions } from '../../../runner/run-task/companions';
import {
  startRunTaskServer,
  type RunTaskServer,
  type RunTaskServerOptions,
} from '../../../runner/run-task/server';
import { builtWorker } from './built-worker';
import { startHcpTerraform, TOKEN, type Callback, type HcpTerraform } from './hcp-terraform';
import { RANDOM, TestClock } from './test-clock';

export const KEY = Buffer.from('the key of the run task');

export interface Setting {
  readonly hcp: HcpTerraform;
  readonly server: RunTaskServer;
  readonly clock: TestClock;
  readonly logged: string[];
  readonly url: string;
  /** Sends a run task, signed. */
  send(payload: unknown): Promise<number>;
  /** Sends a task for a plan, and resolves with its final result. */
  run(plan: string, text: string, changes?: Record<string, unknown>): Promise<Callback>;
  /** Stops the server and checks what was logged and sent. */
  close(): Promise<void>;
}

type Changes = Partial<Omit<RunTaskServerOptions, 'companions'>> & {
  companions?: Omit<CompanionOptions, 'log'>;
};

/** A server that may call a stub of HCP Terraform, with a clock of the test's own. */
export async function start({ companions = {}, ...changes }: Changes = {}): Promise<Setting> {
  const hcp = await startHcpTerraform();
  const clock = new TestClock();
  const logged: string[] = [];
  const log = (line: string) => void logged.push(line);
  const opened = Companions.open({ ...companions, log });
  assert.equal(opened.status, 'open');
  const server = await startRunTaskServer({
    port: 0,
    host: '127.0.0.1',
    key: KEY,
    allowedHosts: [hcp.api, hcp.archive].map(hostOf),
    companions: opened.companions,
    tool: { name: 'fsx-lustre-kms', version: '1.2.3', homepage: 'https://example.com/pages' },
    log,
    clock,
    random: () => RANDOM,
    worker: builtWorker(),
    ...changes,
  });
  assert.equal(server.status, 'listening');
  const url = `http://127.0.0.1:${server.port}/run-task`;
  const send = (payload: unknown) => post(url, JSON.stringify(payload));
  return {
    ...{ hcp, server, clock, logged, url, send },
    run: async (plan, text, payload = {}) => {
      hcp.plans.set(plan, text);
      assert.equal(await send(hcp.payload(plan, payload)), 200);
      const { task_result_id: task = plan } = payload;
      assert.equal(typeof task, 'string');
      return await hcp.final(task as string);
    },
    close: async () => {
      await server.stop();
      hcp.close();
      assert.deepEqual(hcp.violations, []);
      assert.equal(logged.join('\n').includes(TOKEN), false);
    },
  };
}

function hostOf(text: string) {
  const parsed = parseHost(text);
  assert.equal(parsed.status, 'valid');
  return parsed.host;
}

export function signatureOf(body: string, key = KEY): string {
  return createHmac('sha512', key).update(body).digest('hex');
}

async function post(url: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-tfc-task-signature': signatureOf(body) };
  const response = await fetch(url, { method: 'POST', body, headers });
  await response.text();
  return response.status;
}

const PLANS = join('test', 'core', 'rehearsal', 'plans');

/** A plan that real Terraform made: `literals/a`, `one-plan/plan`, `modules/plan`. */
export function planText(name: string): string {
  return readFileSync(join(PLANS, `${name}.json`), 'utf8');
}

/** The same plan with texts replaced, each of which must be there. */
export function edited(name: string, ...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `${from} is not in ${name}`);
    return text.replaceAll(from, to);
  }, planText(name));
}
