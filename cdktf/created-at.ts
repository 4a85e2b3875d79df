import type { IConstruct } from 'constructs';

/** Metadata type under which a construct keeps the stack trace of its creation. */
export const CREATED_AT = 'created-at';

/**
 * Records where a construct was created, so that a finding about it can be put on that line of source.
 * CDKTF itself keeps no trace for resources.
 * @param constructor the construct's class: frames from it inwards are left out
 */
export function recordCreation(construct: IConstruct, constructor: unknown): void {
  construct.node.addMetadata(CREATED_AT, '', { stackTrace: true, traceFromFunction: constructor });
}
