import { randomUUID } from 'node:crypto';
import type { Call } from '../../gateway/call';
import { eventOf } from '../../gateway/event-of';
import type { HttpRequest } from '../../gateway/http';
import type { AwsError } from '../../gateway/outcome';
import { textIn, type JsonObject } from '../../json';
import type { Caller } from '../../identity/caller';
import type { SandboxWorld } from '../../world';
import { isKmsRead, type Kms } from './kms';

/** A call that another service makes to KMS for a principal: the key's policy sees `kms:ViaService`. */
export interface ServiceKmsCall {
  /** For whom: whose policies and grants decide. */
  readonly caller: Caller;
  /** Region of the key. */
  readonly region: string;
  /** For example `s3.us-east-1.amazonaws.com`. */
  readonly viaService: string;
  /** Default: a new one. */
  readonly requestId?: string;
}

export type DataKey =
  | {
      readonly status: 'ok';
      readonly keyArn: string;
      readonly plaintext: Buffer;
      readonly ciphertextBlob: Buffer;
    }
  | AwsError;

export type Plaintext =
  { readonly status: 'ok'; readonly keyArn: string; readonly plaintext: Buffer } | AwsError;

/**
 * KMS as other services call it. Each call is authorized and recorded like one over HTTP; an error is KMS's own
 * (AccessDeniedException, DisabledException, NotFoundException …), for the service to answer in its words.
 */
export interface KmsForServices {
  generateDataKey(
    call: ServiceKmsCall,
    key: { keyId: string; encryptionContext: Readonly<Record<string, string>> },
  ): Promise<DataKey>;
  decrypt(
    call: ServiceKmsCall,
    data: { ciphertextBlob: Buffer; encryptionContext: Readonly<Record<string, string>> },
  ): Promise<Plaintext>;
  /** Any operation, for example DescribeKey or CreateGrant, with the members of its request shape. */
  invoke(
    call: ServiceKmsCall,
    operation: string,
    input: JsonObject,
  ): Promise<{ readonly status: 'ok'; readonly output: JsonObject } | AwsError>;
}

/** KMS of a sandbox for its other services. */
export function kmsForServices(kms: Kms, world: Omit<SandboxWorld, 'kms'>): KmsForServices {
  const invoke: KmsForServices['invoke'] = async (
    { caller, region, viaService, requestId = randomUUID() },
    operation,
    input,
  ) => {
    const call: Call = {
      requestId,
      service: 'kms',
      operation,
      region,
      caller,
      input,
      request: noRequest(requestId),
      payload: Buffer.alloc(0),
      trailers: {},
      viaService,
    };
    const outcome = await kms.answer(call);
    const kind = { eventSource: 'kms.amazonaws.com', isReadOnly: isKmsRead };
    world.events.record(eventOf(call, kind, outcome, world.now()));
    if (outcome.status === 'raw') throw new Error('KMS answers in its own words only');
    return outcome;
  };
  return {
    invoke,
    generateDataKey: async (call, { keyId, encryptionContext }) => {
      const input = { KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: encryptionContext };
      const outcome = await invoke(call, 'GenerateDataKey', input);
      if (outcome.status === 'error') return outcome;
      const { output } = outcome;
      return {
        status: 'ok',
        keyArn: textIn(output, 'KeyId') ?? '',
        plaintext: bytesIn(output, 'Plaintext'),
        ciphertextBlob: bytesIn(output, 'CiphertextBlob'),
      };
    },
    decrypt: async (call, { ciphertextBlob, encryptionContext }) => {
      const input = {
        CiphertextBlob: ciphertextBlob.toString('base64'),
        EncryptionContext: encryptionContext,
      };
      const outcome = await invoke(call, 'Decrypt', input);
      if (outcome.status === 'error') return outcome;
      const { output } = outcome;
      return { status: 'ok', keyArn: textIn(output, 'KeyId') ?? '', plaintext: bytesIn(output, 'Plaintext') };
    },
  };
}

function bytesIn(output: JsonObject, name: string): Buffer {
  return Buffer.from(textIn(output, name) ?? '', 'base64');
}

/** Services call KMS within AWS, not over the gateway. */
function noRequest(id: string): HttpRequest {
  return { id, method: 'POST', path: '/', query: '', headers: {}, body: Buffer.alloc(0), sourceIp: '' };
}
