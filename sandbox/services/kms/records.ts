import type { AnyGrantOperation, KeySpec, KeyUsage } from '../../../core/facts/grant-operations';
import type { StoreDocument } from '../../store/document';
import type { Store } from '../../store/store';
import type { PinnedPolicy } from '../../identity/pinned-policy';

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport';

/** A KMS key. Times are ISO texts. */
export interface KeyRecord {
  readonly id: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly created: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly origin: 'AWS_KMS' | 'EXTERNAL';
  readonly multiRegion: boolean;
  readonly manager: 'CUSTOMER' | 'AWS';
  description: string;
  state: KeyState;
  deletion: string | undefined;
  policy: PinnedPolicy;
  tags: Record<string, string>;
  rotation: { readonly periodDays: number; readonly since: string } | undefined;
  /** Key material, newest last; older ones still decrypt. Empty for keys whose cryptography is not there. */
  materials: KeyMaterial[];
}

export interface KeyMaterial {
  /** 32 bytes, base64. */
  readonly bytes: string;
  readonly since: string;
  readonly rotated: 'AUTOMATIC' | 'ON_DEMAND' | undefined;
}

export interface AliasRecord {
  /** `alias/…` */
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly created: string;
  updated: string;
  keyArn: string;
}

export interface GrantRecord {
  readonly id: string;
  readonly keyArn: string;
  readonly name: string | undefined;
  readonly created: string;
  readonly grantee: GrantPrincipal;
  readonly retiring: GrantPrincipal | undefined;
  readonly operations: readonly AnyGrantOperation[];
  readonly constraint: GrantConstraint | undefined;
  /** Account whose identity made it. */
  readonly issuingAccount: string;
  /** Each answer of CreateGrant gave one. */
  tokens: string[];
}

/** Who is named, and the unique id that it had then: one made again under the same name is somebody else. */
export interface GrantPrincipal {
  readonly arn: string;
  readonly id: string | undefined;
}

export interface GrantConstraint {
  readonly kind: 'EncryptionContextEquals' | 'EncryptionContextSubset';
  readonly pairs: Readonly<Record<string, string>>;
}

interface KmsRecords {
  keys: KeyRecord[];
  aliases: AliasRecord[];
  grants: GrantRecord[];
}

/** Everything that KMS has, in all accounts and Regions. */
export class KmsStore {
  readonly #document: StoreDocument<KmsRecords>;

  constructor(store: Store) {
    this.#document = store.document('kms', () => ({ keys: [], aliases: [], grants: [] }));
  }

  get keys(): readonly KeyRecord[] {
    return this.#document.value.keys;
  }

  get aliases(): readonly AliasRecord[] {
    return this.#document.value.aliases;
  }

  get grants(): readonly GrantRecord[] {
    return this.#document.value.grants;
  }

  key(arn: string): KeyRecord | undefined {
    return this.keys.find((key) => key.arn === arn);
  }

  alias(arn: string): AliasRecord | undefined {
    return this.aliases.find((alias) => alias.arn === arn);
  }

  grantsOn(keyArn: string): GrantRecord[] {
    return this.grants.filter((grant) => grant.keyArn === keyArn);
  }

  /** Changes the records and writes them. */
  change<Result>(make: (records: KmsRecords) => Result): Promise<Result> {
    return this.#document.change(make);
  }

  /** Drops the keys whose waiting time is over, with their aliases and grants. */
  async deleteDueKeys(now: Date): Promise<void> {
    const due = this.keys.filter(
      ({ state, deletion }) => state === 'PendingDeletion' && (deletion ?? '') <= now.toISOString(),
    );
    if (due.length === 0) return;
    const gone = new Set(due.map(({ arn }) => arn));
    await this.change((records) => {
      records.keys = records.keys.filter(({ arn }) => !gone.has(arn));
      records.aliases = records.aliases.filter(({ keyArn }) => !gone.has(keyArn));
      records.grants = records.grants.filter(({ keyArn }) => !gone.has(keyArn));
    });
  }
}
