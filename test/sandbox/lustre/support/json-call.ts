import type { RunningSandbox } from '../../../../sandbox/sandbox';
import type { Keys } from '../../clients';
import { send } from '../../signed';

const TARGETS = {
  fsx: 'AWSSimbaAPIService_v20180301',
  ssm: 'AmazonSSM',
  logs: 'Logs_20140328',
  kms: 'TrentService',
  cloudtrail: 'CloudTrail_20131101',
} as const;

export type JsonServiceName = keyof typeof TARGETS;

export interface JsonAnswer {
  status: number;
  /** `__type` of an error. */
  code: string | undefined;
  body: Record<string, unknown>;
}

/** A call of a JSON service, over HTTP and signed. */
export async function call(
  sandbox: RunningSandbox,
  keys: Keys,
  service: JsonServiceName,
  operation: string,
  input: object = {},
): Promise<JsonAnswer> {
  const response = await send(sandbox, keys, {
    service,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${TARGETS[service]}.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { status: response.status, code: body['__type'] as string | undefined, body };
}

/** A call that succeeds; its answer. @throws when it does not */
export async function expectOk<Answer = Record<string, unknown>>(
  ...request: Parameters<typeof call>
): Promise<Answer> {
  const { status, body } = await call(...request);
  if (status !== 200) throw new Error(`${request[3]}: ${status} ${JSON.stringify(body)}`);
  return body as Answer;
}
