import type { Protocol } from '../../../sandbox/gateway/protocol';
import { botocoreData } from '../../support/requirements';
import { COMMON_ERRORS, SERVICE_ERRORS, type Documented } from './documented';
import { readServiceModel, type ServiceModel } from './service-model';

/** An error as the sandbox answers it, or as one of its tables has it. */
export interface AnsweredError {
  readonly service: string;
  readonly protocol: Protocol['kind'];
  /** Without it, any operation of the service may have it. */
  readonly operation?: string;
  readonly code: string;
  readonly status: number;
}

/** What is wrong with an error by AWS's model of its service and by what AWS documents beside; undefined: nothing. */
export function problemOf(answered: AnsweredError, model: ServiceModel): string | undefined {
  const { service, protocol, operation, code, status } = answered;
  const expected = documentedOf(answered)?.status ?? modelledStatus(model, code, operation);
  const name = `${service} ${operation ?? '(any operation)'} ${status} ${code}`;
  if (expected === undefined) return `${name}: neither the model nor documented.ts has it (${protocol})`;
  return expected === status ? undefined : `${name}: AWS answers with status ${expected}`;
}

/** The entry of an error in documented.ts. */
export function documentedOf({ service, protocol, operation, code }: AnsweredError): Documented | undefined {
  const own = SERVICE_ERRORS[service]?.[code];
  const isOfOperation =
    operation === undefined || own?.operations === undefined || own.operations.includes(operation);
  return own && isOfOperation ? own : COMMON_ERRORS[protocol][code];
}

function modelledStatus(
  { codes, operations, anywhere }: ServiceModel,
  code: string,
  operation: string | undefined,
): number | undefined {
  const hasIt = operation === undefined || anywhere.has(code) || operations.get(operation)?.includes(code);
  return hasIt ? codes.get(code) : undefined;
}

const PROTOCOLS: Readonly<Record<string, Protocol['kind']>> = {
  cloudtrail: 'json',
  fsx: 'json',
  iam: 'query',
  kms: 'json',
  s3: 'rest-xml',
  ssm: 'json',
  sts: 'query',
};

/** The error that a line of the sandbox's log tells of: `kms Decrypt 400 DisabledException`. */
export function answeredIn(line: string): AnsweredError | undefined {
  const [, service = '', operation = '', status, code = ''] =
    /^(\w+) ([\w.:-]+) (\d{3}) ([\w.]+)$/.exec(line) ?? [];
  const protocol = PROTOCOLS[service];
  if (protocol === undefined) return undefined;
  return {
    service,
    protocol,
    code,
    status: Number(status),
    ...(operation === 'Unknown' ? {} : { operation }),
  };
}

/** What is wrong with the errors that lines of the sandbox's log tell of; nothing where botocore is not here. */
export function problemsIn(lines: ReadonlySet<string>): string[] {
  const errors = [...lines].flatMap((line) => answeredIn(line) ?? []);
  const data = errors.length === 0 ? undefined : botocoreData();
  if (data === undefined) return [];
  const services = [...new Set(errors.map(({ service }) => service))];
  return services.flatMap((service) => {
    const model = readServiceModel(data, service);
    return errors
      .filter((error) => error.service === service)
      .flatMap((error) => problemOf(error, model) ?? []);
  });
}
