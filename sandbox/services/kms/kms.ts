import type { Call } from '../../gateway/call';
import type { Outcome } from '../../gateway/outcome';
import type { SandboxWorld } from '../../world';
import { answerFrom, jsonService } from '../json-service';
import type { OperationTable, Service } from '../service';
import type { KmsGround } from './ground';
import { withManagedKeys } from './managed-keys';
import { aliasOperations } from './operations/aliases';
import { createKey } from './operations/create-key';
import { decryptOperations } from './operations/decrypt';
import { describeOperations } from './operations/describe';
import { encryptOperations } from './operations/encrypt';
import { grantOperations } from './operations/grants';
import { policyOperations } from './operations/policies';
import { rotationOperations } from './operations/rotation';
import { stateOperations } from './operations/states';
import { tagOperations } from './operations/tags';
import { KmsStore } from './records';

/** Whether an operation changes nothing, as CloudTrail has it. */
export function isKmsRead(operation: string): boolean {
  return /^(Describe|Get|List|Decrypt|Encrypt|Generate|ReEncrypt|Sign|Verify|DeriveSharedSecret)/.test(
    operation,
  );
}

/**
 * KMS across the three accounts, the sandbox's own: keys, key policies, aliases, grants, and real cryptography with
 * symmetric keys.
 */
export class Kms {
  readonly #ground: KmsGround;
  readonly #operations: OperationTable;

  constructor(world: Omit<SandboxWorld, 'kms'>) {
    const ground: KmsGround = { world, store: new KmsStore(world.store) };
    this.#ground = ground;
    this.#operations = {
      CreateKey: createKey(ground),
      ...describeOperations(ground),
      ...policyOperations(ground),
      ...aliasOperations(ground),
      ...tagOperations(ground),
      ...rotationOperations(ground),
      ...stateOperations(ground),
      ...grantOperations(ground),
      ...encryptOperations(ground),
      ...decryptOperations(ground),
    };
  }

  /** Answers a call, over HTTP or of another service. */
  async answer(call: Call): Promise<Outcome> {
    await withManagedKeys(this.#ground, call);
    return answerFrom(this.#operations, call);
  }
}

/** KMS over HTTP. */
export function kmsService(kms: Kms): (world: SandboxWorld) => Service {
  return (world) =>
    jsonService(world, {
      name: 'kms',
      protocol: { kind: 'json', version: '1.1', target: 'TrentService' },
      operations: {},
      fallback: (call) => kms.answer(call),
      isReadOnly: isKmsRead,
    });
}
