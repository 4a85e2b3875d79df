import { createHash } from 'node:crypto';
import type { AwsError } from '../../gateway/outcome';
import type { JsonObject } from '../../json';
import { list, readInput, required, structure, text, type Input, type Shape } from '../shape';
import { badRequest, incompatibleParameter } from './errors';

/** Reads a request by its shape. FSx answers BadRequest where other services answer ValidationException. */
export function readRequest<Members extends Shape>(
  shape: Members,
  input: JsonObject,
): { readonly status: 'ok'; readonly input: Input<Members> } | AwsError {
  const read = readInput(shape, input);
  return read.status === 'error' && read.code === 'ValidationException' ? badRequest(read.message) : read;
}

export const FILE_SYSTEM_ID = text({ min: 11, max: 21, pattern: /^(fs-[0-9a-f]{8,})$/ });
export const ASSOCIATION_ID = text({ min: 13, max: 23, pattern: /^(dra-[0-9a-f]{8,})$/ });
export const CLIENT_TOKEN = text({ min: 1, max: 63, pattern: /^[A-Za-z0-9_.-]{0,63}$/ });
export const NEXT_TOKEN = text({
  min: 1,
  max: 255,
  pattern: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
});

const TAG_TEXT = /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u;
export const TAG_KEY = text({ min: 1, max: 128, pattern: TAG_TEXT });
export const TAGS = list(
  structure({ Key: required(TAG_KEY), Value: required(text({ max: 256, pattern: TAG_TEXT })) }),
  { min: 1, max: 50 },
);

/** What stands for a request, so that the same one can be told from another with its token. */
export function digestOf({ ClientRequestToken: _, ...request }: JsonObject): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}

interface Made {
  readonly account: string;
  readonly region: string;
  readonly token: string | undefined;
  readonly request: string;
}

/**
 * What an earlier request with the same token made; an error when that one was another request.
 * Source: FSx API Reference, ClientRequestToken of the Create operations.
 */
export function madeBefore<Kind extends Made>(
  records: readonly Kind[],
  { account, region, token, request }: Made,
): { readonly status: 'new' } | { readonly status: 'made'; readonly record: Kind } | AwsError {
  const record =
    token === undefined
      ? undefined
      : records.find((one) => one.token === token && one.account === account && one.region === region);
  if (!record) return { status: 'new' };
  if (record.request === request) return { status: 'made', record };
  return incompatibleParameter(
    'ClientRequestToken',
    'A request with the same ClientRequestToken and other parameters was made before.',
  );
}
