import type { AccountIds } from './accounts';
import type { Authorize } from './authorize/authorization';
import type { EventLog } from './events/event-log';
import type { Faults } from './faults';
import type { Credentials } from './identity/credentials';
import type { IamDirectory } from './identity/directory';
import type { Log } from './log';
import type { MotoClient } from './moto/client';
import type { KmsForServices } from './services/kms/for-services';
import type { Store } from './store/store';

/** What services stand on: everything that one sandbox has. */
export interface SandboxWorld {
  readonly accounts: AccountIds;
  /** Region of the project, for example `us-east-1`; requests may name others. */
  readonly region: string;
  readonly partition: 'aws';
  /** Time now; tests may set it. */
  readonly now: () => Date;
  readonly log: Log;
  readonly store: Store;
  readonly moto: MotoClient;
  /** Users, roles, groups and their policies, as IAM has them now. */
  readonly directory: IamDirectory;
  readonly credentials: Credentials;
  readonly authorize: Authorize;
  readonly events: EventLog;
  /** KMS as S3 and FSx call it for a principal. */
  readonly kms: KmsForServices;
  readonly faults: Faults;
}
