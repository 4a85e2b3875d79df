import { TerraformElement } from 'cdktf';
import { Node, type IConstruct } from 'constructs';
import { TRACES_VARIABLE } from '../core/synth-report/traces-variable';
import { CREATED_AT } from './created-at';

/** What CDKTF notes on every element that is created, without saying where. */
const NOTED_BY_CDKTF = 'stacktrace';

/** Whether whoever synthesizes wants to know where constructs were made. */
export function areTracesKept(): boolean {
  return process.env[TRACES_VARIABLE] === '1';
}

/**
 * From now on every Terraform element keeps the stack trace of its creation, where the environment asks for it. It is
 * kept apart from what CDKTF notes itself: that would go into the Terraform, with this machine's paths.
 */
export function keepTraces(): void {
  if (!areTracesKept()) return;
  const prototype: Pick<Node, 'addMetadata'> = Node.prototype;
  const addMetadata = Reflect.get(prototype, 'addMetadata');
  prototype.addMetadata = function (this: Node, ...[type, data, options]: Parameters<Node['addMetadata']>) {
    addMetadata.call(this, type, data, options);
    if (type !== NOTED_BY_CDKTF) return;
    addMetadata.call(this, CREATED_AT, '', { stackTrace: true, traceFromFunction: TerraformElement });
  };
}

/** Stack trace of a construct's creation, else of that of the nearest one around it that has one. */
export function creationTrace(construct: IConstruct): string[] | undefined {
  const { scopes } = construct.node;
  for (const { node } of [...scopes].reverse()) {
    const entry = node.metadata.find(({ type, trace }) => type === CREATED_AT && trace && trace.length > 0);
    if (entry) return entry.trace;
  }
  return undefined;
}
