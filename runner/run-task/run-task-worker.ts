/** The thread that judges plans, one after the other, so that the server answers meanwhile. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { judgePlan, type PlanToJudge } from '../../core/run-task/judge-plan';
import { errorText } from './error-text';
import type { CompanionsMessage, FromWorker, PlanMessage, ToWorker, WorkerSettings } from './worker-messages';

if (parentPort) void judgePlans(parentPort, workerData as WorkerSettings);

async function judgePlans(port: MessagePort, settings: WorkerSettings): Promise<never> {
  for (;;) {
    const message = await next(port, 'plan');
    say(port, await answerTo(message, port, settings));
  }
}

async function answerTo(
  { workspace, json }: PlanMessage,
  port: MessagePort,
  settings: WorkerSettings,
): Promise<FromWorker> {
  try {
    const text = Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString('utf8');
    const companionsOf: PlanToJudge['companionsOf'] = async (marks) => {
      say(port, { type: 'marks', marks });
      return (await next(port, 'companions')).plans;
    };
    return { type: 'judged', judged: await judgePlan({ workspace, text, companionsOf }, settings) };
  } catch (error) {
    return { type: 'broke', error: errorText(error) };
  }
}

/** The next message. The server says nothing unasked: there is none that nobody waits for. */
async function next(port: MessagePort, type: 'plan'): Promise<PlanMessage>;
async function next(port: MessagePort, type: 'companions'): Promise<CompanionsMessage>;
async function next(port: MessagePort, type: ToWorker['type']): Promise<ToWorker> {
  const message = await new Promise<ToWorker>((resolve) => port.once('message', resolve));
  if (message.type !== type) throw new Error(`${message.type} came instead of ${type}`);
  return message;
}

function say(port: MessagePort, message: FromWorker): void {
  port.postMessage(message);
}
