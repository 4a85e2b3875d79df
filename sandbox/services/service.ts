import type { Call } from '../gateway/call';
import type { Outcome } from '../gateway/outcome';
import type { Protocol } from '../gateway/protocol';
import type { SandboxWorld } from '../world';

/** One AWS service. */
export interface Service {
  /** As the credential scope names it: `kms`, `s3`, `sts`. */
  readonly name: string;
  /** For example `kms.amazonaws.com`, in events. */
  readonly eventSource: string;
  readonly protocol: Protocol;
  /** Whether a request without a signature gets here: S3 alone. */
  readonly takesAnonymous?: boolean;
  /** Whether an operation changes nothing, for events; default: `Get`, `List`, `Describe`, `Head`, `Lookup`. */
  readonly isReadOnly?: (operation: string) => boolean;
  /** S3 tells the operation by method, path and query; the others' stands in the request. */
  readonly operationOf?: (call: Omit<Call, 'operation' | 'caller'>) => string | undefined;
  answer(call: Call): Promise<Outcome>;
  /** What it does by itself while the sandbox runs ends here. */
  stop?(): Promise<void>;
}

/** Makes a service on the sandbox's ground; it may look into moto first. */
export type ServiceFactory = (world: SandboxWorld) => Service | Promise<Service>;

/** One operation of a service whose parameters the gateway has read. */
export type Operation = (call: Call) => Promise<Outcome> | Outcome;

/** Operations by name. What is not in a table is answered as NotImplemented. */
export type OperationTable = Readonly<Record<string, Operation>>;
