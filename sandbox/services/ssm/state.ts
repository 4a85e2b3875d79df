import type { MountRecord } from '../../lustre/client-machine';
import type { LocalDisk } from '../../lustre/local-files';
import type { StoreDocument } from '../../store/document';
import type { Store } from '../../store/store';

/** What Systems Manager keeps of all accounts. Times are ISO texts. */
export interface SsmState {
  readonly clients: ClientRecord[];
  readonly commands: CommandRecord[];
}

/** An instance that has booted. */
export interface ClientRecord {
  readonly account: string;
  readonly region: string;
  readonly instanceId: string;
  readonly disk: LocalDisk;
  mounts: readonly MountRecord[];
}

export type InvocationStatus = 'Pending' | 'InProgress' | 'Success' | 'Failed' | 'TimedOut' | 'Cancelled';

export interface CommandRecord {
  /** A UUID. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly comment: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
  /** As they were given: commands, workingDirectory, executionTimeout. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly instanceIds: readonly string[];
  readonly targets: readonly { readonly Key: string; readonly Values: readonly string[] }[];
  readonly timeoutSeconds: number;
  readonly invocations: InvocationRecord[];
}

export interface InvocationRecord {
  readonly instanceId: string;
  status: InvocationStatus;
  /** Status of the script; -1 until it has ended. */
  responseCode: number;
  startedAt?: string;
  endedAt?: string;
  output: string;
  errors: string;
}

/** Systems Manager's document of a sandbox. */
export function ssmDocument(store: Store): StoreDocument<SsmState> {
  return store.document<SsmState>('ssm', () => ({ clients: [], commands: [] }));
}
