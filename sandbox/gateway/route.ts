import { parseJsonObject, type JsonObject } from '../json';
import type { Service } from '../services/service';
import type { Scope } from '../signature/parse';
import { ec2Error, jsonError, queryError } from './common-errors';
import { queryPairs, type HttpRequest } from './http';
import type { AwsError } from './outcome';

/** Finds the service of a request: by its credential scope, and without one by how it asks. */
export function serviceOf(
  request: HttpRequest,
  scope: Scope | undefined,
  services: ReadonlyMap<string, Service>,
): Service | undefined {
  if (scope) return services.get(scope.service);
  const { target } = targetOf(request);
  if (target !== undefined) {
    return [...services.values()].find(
      ({ protocol }) => protocol.kind === 'json' && protocol.target === target,
    );
  }
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const version = isForm ? formOf(request.body)['Version'] : undefined;
  const asked = [...services.values()].find(
    ({ protocol }) =>
      typeof version === 'string' && 'namespace' in protocol && protocol.namespace.endsWith(`/${version}/`),
  );
  return asked ?? services.get('s3');
}

/** X-Amz-Target: `TrentService.Decrypt`; some clients write a package's name in front. */
function targetOf({ headers }: HttpRequest): { target: string | undefined; operation: string | undefined } {
  const parts = headers['x-amz-target']?.split('.') ?? [];
  return { target: parts.at(-2), operation: parts.at(-1) };
}

/** The parameters of a request, and the operation that it names. */
export type Asked =
  { readonly status: 'ok'; readonly operation: string | undefined; readonly input: JsonObject } | AwsError;

export function readParameters(request: HttpRequest, payload: Buffer, { protocol, name }: Service): Asked {
  switch (protocol.kind) {
    case 'json': {
      const { target, operation } = targetOf(request);
      if (target !== protocol.target || !operation) {
        return jsonError('UnknownOperationException', '');
      }
      const input = payload.length === 0 ? {} : parseJsonObject(payload.toString('utf8'));
      return input ? { status: 'ok', operation, input } : jsonError('SerializationException', '');
    }
    case 'query':
    case 'ec2': {
      const input = { ...Object.fromEntries(queryPairs(request.query)), ...formOf(payload) };
      const { Action: operation } = input as Record<string, string>;
      return operation
        ? { status: 'ok', operation, input }
        : (protocol.kind === 'ec2' ? ec2Error : queryError)(
            'MissingAction',
            `${name} requires the parameter Action`,
          );
    }
    case 'rest-xml':
      return { status: 'ok', operation: undefined, input: {} };
  }
}

/** A form's fields; the last of a name counts. */
function formOf(body: Buffer): JsonObject {
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

/** `bucket.localhost:4566`, or as AWS's endpoints have it: `bucket.s3.us-east-1.amazonaws.com`. */
const VIRTUAL_HOSTS = [
  /^(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.localhost(?::\d+)?$/,
  /^(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3(?:[.-][a-z0-9-]+)?\.(?:amazonaws\.com|localhost)(?::\d+)?$/,
];

/** The bucket that a request names by its host; undefined when it stands in the path. */
export function virtualHostBucket(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  const name = host.toLowerCase();
  const match = VIRTUAL_HOSTS.toReversed().flatMap((pattern) => pattern.exec(name)?.groups?.['bucket'] ?? []);
  return match[0] === 's3' ? undefined : match[0];
}
