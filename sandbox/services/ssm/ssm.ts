import type { Call } from '../../gateway/call';
import { withTrail, type Outcome } from '../../gateway/outcome';
import type { JsonProtocol } from '../../gateway/protocol';
import type { StoreDocument } from '../../store/document';
import { judged } from '../authorized';
import { fsxGround } from '../fsx/ground';
import { jsonService, unknownOperation } from '../json-service';
import { passOn, shownParameters } from '../pass-on';
import { objectStore } from '../s3/internal';
import type { Operation, OperationTable, Service } from '../service';
import type { SandboxWorld } from '../../world';
import { describeInstanceInformation } from './instance-information';
import { getCommandInvocation, listCommandInvocations, listCommands } from './invocations';
import { CommandRunner } from './run-command';
import { sendCommand } from './send-command';
import { ssmDocument, type SsmState } from './state';

const PROTOCOL: JsonProtocol = { kind: 'json', version: '1.1', target: 'AmazonSSM' };

/** What Systems Manager's operations stand on. */
export interface SsmGround {
  readonly world: SandboxWorld;
  readonly document: StoreDocument<SsmState>;
  readonly runner: CommandRunner;
}

/** Systems Manager: Run Command on the clients of file systems; parameters are moto's. */
export function ssmService(world: SandboxWorld): Service {
  const document = ssmDocument(world.store);
  const ended = endInterrupted(document, world.now());
  const runner = new CommandRunner({ fsx: fsxGround(world, objectStore(world)), document });
  const ground = { world, document, runner };
  const operations: OperationTable = Object.fromEntries(
    Object.entries(OPERATIONS).map(([name, operation]): [string, Operation] => [
      name,
      async (call) =>
        withTrail(await operation(ground, call), { requestParameters: shownParameters(call.input) }),
    ]),
  );
  return jsonService(world, {
    name: 'ssm',
    protocol: PROTOCOL,
    operations,
    fallback: judged(world, 'json', (call) =>
      PARAMETER_OPERATIONS.includes(call.operation)
        ? passOn(call, world, { protocol: PROTOCOL })
        : unknownOperation(call),
    ),
    stop: async () => {
      await ended;
      await runner.stop();
    },
  });
}

const OPERATIONS: Readonly<Record<string, (ground: SsmGround, call: Call) => Promise<Outcome>>> = {
  DescribeInstanceInformation: describeInstanceInformation,
  GetCommandInvocation: getCommandInvocation,
  ListCommandInvocations: listCommandInvocations,
  ListCommands: listCommands,
  SendCommand: sendCommand,
};

/** What moto has of Systems Manager: Parameter Store, with AWS's public parameters. */
const PARAMETER_OPERATIONS = [
  'AddTagsToResource',
  'DeleteParameter',
  'DeleteParameters',
  'DescribeParameters',
  'GetParameter',
  'GetParameterHistory',
  'GetParameters',
  'GetParametersByPath',
  'ListTagsForResource',
  'PutParameter',
  'RemoveTagsFromResource',
];

/** Commands that ran when the sandbox was stopped do not go on. */
async function endInterrupted(document: StoreDocument<SsmState>, now: Date): Promise<void> {
  const interrupted = document.value.commands
    .flatMap(({ invocations }) => invocations)
    .filter(({ status }) => status === 'Pending' || status === 'InProgress');
  if (interrupted.length === 0) return;
  await document.change(() => {
    for (const invocation of interrupted) {
      invocation.status = 'Cancelled';
      invocation.endedAt = now.toISOString();
    }
  });
}
