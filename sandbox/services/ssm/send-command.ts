import { randomUUID } from 'node:crypto';
import type { Call } from '../../gateway/call';
import { jsonError } from '../../gateway/common-errors';
import { ok, type AwsError, type Outcome } from '../../gateway/outcome';
import { isJsonObject } from '../../json';
import { accountOf, refusal } from '../fsx/access';
import { mistyped } from '../mistyped';
import { integer, list, readInput, required, structure, text, type Member } from '../shape';
import type { SandboxWorld } from '../../world';
import { ssmError } from './errors';
import { runningInstances, type Instance } from './instances';
import type { SsmGround } from './ssm';
import type { CommandRecord } from './state';
import { commandView } from './view';

/** Texts by name, several of each. */
const parameters: Member<Readonly<Record<string, readonly string[]>> | undefined> = {
  read: (given) => {
    if (given === undefined) return { status: 'ok', value: undefined };
    if (!isJsonObject(given)) return { status: 'mistyped', message: mistyped(given, 'a structure') };
    const lists = Object.values(given);
    const noList = lists.find((values) => !Array.isArray(values));
    if (noList !== undefined) return { status: 'mistyped', message: mistyped(noList, 'a list') };
    const noText = lists.flat().find((value) => typeof value !== 'string');
    if (noText !== undefined) return { status: 'mistyped', message: mistyped(noText, 'a String') };
    return { status: 'ok', value: given as Readonly<Record<string, readonly string[]>> };
  },
};

const SHAPE = {
  DocumentName: required(text({ pattern: /^[a-zA-Z0-9_\-.:/]{3,128}$/ })),
  InstanceIds: list(text({ pattern: /(^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)/ }), { max: 50 }),
  Targets: list(
    structure({ Key: required(text({ min: 1, max: 163 })), Values: required(list(text(), { max: 50 })) }),
    { max: 5 },
  ),
  Parameters: parameters,
  TimeoutSeconds: integer(30, 2_592_000),
  Comment: text({ max: 100 }),
};

const DOCUMENT = 'AWS-RunShellScript';
const DEFAULT_TIMEOUT_S = 3600;
/** Commands that are kept, of all accounts. */
const MAX_COMMANDS = 1000;

/** SendCommand, of AWS-RunShellScript. Source: SSM API Reference, SendCommand. */
export async function sendCommand({ world, document, runner }: SsmGround, call: Call): Promise<Outcome> {
  const read = readInput(SHAPE, call.input);
  if (read.status === 'error') return read;
  const { input } = read;
  const account = accountOf(call);
  const place = { account, region: call.region };
  const name = input.DocumentName.replace(/^arn:aws:ssm:[^:]*:[^:]*:document\//, '');
  if (name !== DOCUMENT) return ssmError('InvalidDocument', `Document with name ${name} does not exist.`);
  const chosen = await chooseInstances(world, place, input.InstanceIds ?? [], input.Targets ?? []);
  if (chosen.status === 'error') return chosen;
  const denied = await refusal(world, call, [
    `arn:aws:ssm:${call.region}::document/${DOCUMENT}`,
    ...chosen.ids.map((id) => `arn:aws:ec2:${call.region}:${account}:instance/${id}`),
  ]);
  if (denied) return denied;
  if (chosen.problem) return chosen.problem;
  const given = input.Parameters ?? {};
  const unknown = Object.keys(given).find(
    (one) => !['commands', 'workingDirectory', 'executionTimeout'].includes(one),
  );
  if (unknown !== undefined) {
    return ssmError('InvalidParameters', `Parameter ${unknown} is not defined in document ${DOCUMENT}.`);
  }
  if (!given['commands']?.length) {
    return ssmError('InvalidParameters', `Document ${DOCUMENT} requires the parameter commands.`);
  }

  const timeoutSeconds = input.TimeoutSeconds ?? DEFAULT_TIMEOUT_S;
  const at = world.now();
  const command: CommandRecord = {
    id: randomUUID(),
    ...place,
    comment: input.Comment ?? '',
    requestedAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + timeoutSeconds * 1000).toISOString(),
    parameters: given,
    instanceIds: input.InstanceIds ?? [],
    targets: input.Targets ?? [],
    timeoutSeconds,
    invocations: chosen.instances.map(({ id }) => ({
      instanceId: id,
      status: 'Pending',
      responseCode: -1,
      output: '',
      errors: '',
    })),
  };
  const answer = ok({ Command: commandView(command) });
  await document.change(({ commands }) => {
    commands.push(command);
    commands.splice(0, Math.max(0, commands.length - MAX_COMMANDS));
  });
  chosen.instances.forEach((instance, index) => {
    const invocation = command.invocations[index];
    if (invocation) runner.start(command, invocation, instance);
  });
  return answer;
}

interface Chosen {
  readonly status: 'chosen';
  /** As asked for; the caller has to be allowed at all of them. */
  readonly ids: readonly string[];
  readonly instances: readonly Instance[];
  readonly problem?: AwsError;
}

async function chooseInstances(
  world: Pick<SandboxWorld, 'moto'>,
  place: Pick<Instance, 'account' | 'region'>,
  ids: readonly string[],
  targets: readonly { readonly Key: string; readonly Values: readonly string[] }[],
): Promise<Chosen | AwsError> {
  if ((ids.length === 0) === (targets.length === 0)) {
    return jsonError('ValidationException', 'Give either InstanceIds or Targets.');
  }
  const running = await runningInstances(world, place);
  if (ids.length > 0) {
    const missing = ids.filter((id) => !running.some((instance) => instance.id === id));
    const message = `Instances [[${missing.join(', ')}]] not in a valid state for account ${place.account}`;
    return {
      status: 'chosen',
      ids,
      instances: running.filter(({ id }) => ids.includes(id)),
      ...(missing.length > 0 && { problem: ssmError('InvalidInstanceId', message) }),
    };
  }
  const instances = running.filter((instance) => targets.every((target) => isTarget(instance, target)));
  return { status: 'chosen', ids: instances.map(({ id }) => id), instances };
}

function isTarget(
  { id, tags }: Instance,
  { Key: key, Values: values }: { readonly Key: string; readonly Values: readonly string[] },
): boolean {
  if (/^instanceids$/i.test(key)) return values.includes('*') || values.includes(id);
  if (!key.startsWith('tag:')) return false;
  const value = tags[key.slice('tag:'.length)];
  return value !== undefined && values.includes(value);
}
