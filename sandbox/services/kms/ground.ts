import type { SandboxWorld } from '../../world';
import type { KmsStore } from './records';

/** What KMS's operations stand on. */
export interface KmsGround {
  readonly world: Omit<SandboxWorld, 'kms'>;
  readonly store: KmsStore;
}
