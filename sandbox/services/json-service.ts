import type { Call } from '../gateway/call';
import { awsError, type AwsError, type Outcome } from '../gateway/outcome';
import type { SandboxWorld } from '../world';
import type { Operation, OperationTable, Service } from './service';

export interface JsonServiceOptions {
  /** As the credential scope names it. */
  readonly name: string;
  readonly version: '1.0' | '1.1';
  /** In front of the operation in X-Amz-Target. */
  readonly target: string;
  readonly operations: OperationTable;
  /** For operations that are not in the table; default: NotImplemented. */
  readonly fallback?: Operation;
  readonly isReadOnly?: (operation: string) => boolean;
  readonly stop?: () => Promise<void>;
}

/** A service of a JSON protocol, as a table of operations. */
export function jsonService(
  world: SandboxWorld,
  { name, version, target, operations, fallback, isReadOnly, stop }: JsonServiceOptions,
): Service {
  return {
    name,
    eventSource: `${name}.amazonaws.com`,
    protocol: { kind: 'json', version, target },
    ...(isReadOnly && { isReadOnly }),
    ...(stop && { stop }),
    answer: async (call) => answerFrom(operations, call, world, fallback),
  };
}

/** Answers a call by its table, what is not in it by the fallback or as NotImplemented. */
export async function answerFrom(
  operations: OperationTable,
  call: Call,
  world: Pick<SandboxWorld, 'log'>,
  fallback?: Operation,
): Promise<Outcome> {
  const operation = Object.hasOwn(operations, call.operation) ? operations[call.operation] : fallback;
  return operation ? operation(call) : notImplemented(call, world);
}

/** The answer for an operation that the sandbox does not have, which is also in the log. */
export function notImplemented(call: Call, { log }: Pick<SandboxWorld, 'log'>): AwsError {
  const name = `${call.service}:${call.operation.replace(/[^\w.-]/g, '?').slice(0, 80)}`;
  log(`NotImplemented: ${name}`);
  return awsError('NotImplemented', `The sandbox does not have ${name}.`, 501);
}
