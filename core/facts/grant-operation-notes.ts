/**
 * What to know of each grant operation, for hover and completion. Written for this project; facts from the KMS
 * API Reference and the S3 User Guide.
 */
import type { AnyGrantOperation } from './grant-operations';

export interface GrantOperationNote {
  /** What the grantee can then do. */
  what: string;
  /** What it means for a file system that is linked to an encrypted bucket, or what goes wrong with it. */
  trap: string;
}

export const GRANT_OPERATION_NOTES: Readonly<Record<AnyGrantOperation, GrantOperationNote>> = {
  CreateGrant: {
    what: 'Pass on some or all of the operations of this grant in grants of its own.',
    trap: "AWS's example for FSx has it, reading and exporting do not need it. Without it the role cannot pass its rights on.",
  },
  Decapsulate: {
    what: 'Open a shared secret that was sealed for an ML-KEM key.',
    trap: 'ML-KEM keys only, and not in China. S3 and FSx use symmetric keys.',
  },
  Decrypt: {
    what: 'Decrypt what the key encrypted; through S3, read objects.',
    trap: 'Without it cat says "No data available". Large files need it for export too: multipart uploads decrypt.',
  },
  DeriveSharedSecret: {
    what: 'Derive a shared secret from the own private and a foreign public key.',
    trap: 'Keys for key agreement only. S3 and FSx use symmetric keys.',
  },
  DescribeKey: {
    what: "Look at the key's state, spec and usage.",
    trap: 'It has no encryption context, so that a constraint of the grant does not limit it.',
  },
  Encapsulate: {
    what: 'Make a shared secret and seal it for an ML-KEM key.',
    trap: 'ML-KEM keys only, and not in China. S3 and FSx use symmetric keys.',
  },
  Encrypt: {
    what: 'Encrypt up to 4 KB with the key itself.',
    trap: 'S3 does not use it: exports need GenerateDataKey. Having Encrypt alone, hsm_archive still fails, silently.',
  },
  GenerateDataKey: {
    what: 'Have a new data key made, in plain and encrypted; through S3, write objects.',
    trap: 'Without it hsm_archive reports no error, and the object never appears in the bucket.',
  },
  GenerateDataKeyPair: {
    what: 'Have a new key pair made, the private key in plain and encrypted.',
    trap: 'Symmetric keys outside custom key stores only. S3 and FSx do not use it.',
  },
  GenerateDataKeyPairWithoutPlaintext: {
    what: 'Have a new key pair made, the private key encrypted only.',
    trap: 'Symmetric keys outside custom key stores only. S3 and FSx do not use it.',
  },
  GenerateDataKeyWithoutPlaintext: {
    what: 'Have a new data key made, encrypted only.',
    trap: 'Needed on the key of the file system itself; for objects in a linked bucket S3 asks for GenerateDataKey.',
  },
  GenerateMac: {
    what: 'Make an authentication code.',
    trap: 'HMAC keys only. S3 and FSx use symmetric encryption keys.',
  },
  GetPublicKey: {
    what: 'Download the public half of the key.',
    trap: 'Asymmetric keys only: on a symmetric key AWS refuses the whole grant.',
  },
  ReEncryptFrom: {
    what: 'Move data from this key to another without showing it.',
    trap: 'Write ReEncryptFrom and ReEncryptTo, not ReEncrypt* as in a policy. The other key must allow ReEncryptTo.',
  },
  ReEncryptTo: {
    what: 'Move data from another key to this one without showing it.',
    trap: 'Write ReEncryptFrom and ReEncryptTo, not ReEncrypt* as in a policy. The other key must allow ReEncryptFrom.',
  },
  RetireGrant: {
    what: 'End this grant.',
    trap: 'A file system whose role retires the grant can no longer read. In a key policy kms:RetireGrant does nothing.',
  },
  Sign: {
    what: 'Sign messages.',
    trap: 'Keys for signing only: on a symmetric key AWS refuses the whole grant.',
  },
  Verify: {
    what: 'Check signatures.',
    trap: 'Keys for signing only: on a symmetric key AWS refuses the whole grant.',
  },
  VerifyMac: {
    what: 'Check authentication codes.',
    trap: 'HMAC keys only. S3 and FSx use symmetric encryption keys.',
  },
};
