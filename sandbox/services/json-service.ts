import type { Call } from '../gateway/call';
import { notImplemented } from '../gateway/not-implemented';
import type { AwsError, Outcome } from '../gateway/outcome';
import type { JsonProtocol } from '../gateway/protocol';
import type { SandboxWorld } from '../world';
import type { Operation, OperationTable, Service } from './service';

export interface JsonServiceOptions {
  /** As the credential scope names it. */
  readonly name: string;
  readonly protocol: JsonProtocol;
  readonly operations: OperationTable;
  /** For operations that are not in the table; default: NotImplemented. */
  readonly fallback?: Operation;
  readonly isReadOnly?: (operation: string) => boolean;
  readonly stop?: () => Promise<void>;
}

/** A service of a JSON protocol, as a table of operations. */
export function jsonService(
  world: SandboxWorld,
  { name, protocol, operations, fallback, isReadOnly, stop }: JsonServiceOptions,
): Service {
  return {
    name,
    eventSource: `${name}.amazonaws.com`,
    protocol,
    ...(isReadOnly && { isReadOnly }),
    ...(stop && { stop }),
    answer: async (call) => answerFrom(operations, call, fallback),
  };
}

/** Answers a call by its table, what is not in it by the fallback or as NotImplemented. */
export async function answerFrom(
  operations: OperationTable,
  call: Call,
  fallback?: Operation,
): Promise<Outcome> {
  const operation = Object.hasOwn(operations, call.operation) ? operations[call.operation] : fallback;
  return operation ? operation(call) : unknownOperation(call);
}

/** The answer for an operation that the sandbox does not have. */
export function unknownOperation({ service, operation }: Call): AwsError {
  const name = operation.replace(/[^\w.-]/g, '?').slice(0, 80);
  return notImplemented(`The sandbox does not have ${service}:${name}.`);
}
