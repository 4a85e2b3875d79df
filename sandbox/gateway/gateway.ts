import { authenticate } from '../identity/authenticate';
import { ANONYMOUS, type Caller } from '../identity/caller';
import type { Service } from '../services/service';
import { parseSignature } from '../signature/parse';
import type { SandboxWorld } from '../world';
import type { Call } from './call';
import { ec2Error, jsonError, queryError, restXmlError } from './common-errors';
import { encodeOutcome } from './encode';
import { eventOf } from './event-of';
import type { HttpRequest, HttpResponse } from './http';
import { notImplemented } from './not-implemented';
import type { AwsError, Outcome } from './outcome';
import { readParameters, serviceOf, virtualHostBucket } from './route';
import { Throttle } from './throttle';

/** What answers a request whose service is not known. */
const UNKNOWN_SERVICE_PROTOCOL = { kind: 'json', version: '1.1', target: '' } as const;

const FAILED = 'The sandbox failed; its log says why.';

/** Answers HTTP requests: who calls, which service, what it says. */
export class Gateway {
  readonly #world: SandboxWorld;
  readonly #services: ReadonlyMap<string, Service>;
  readonly #throttle: Throttle;

  constructor(world: SandboxWorld, services: readonly Service[]) {
    this.#world = world;
    this.#services = new Map(services.map((service) => [service.name, service]));
    this.#throttle = new Throttle(world.faults.requestsPerSecond);
  }

  /** Never throws: what goes wrong here is answered as AWS's InternalFailure and logged. */
  async answer(request: HttpRequest): Promise<HttpResponse> {
    const signature = parseSignature(request);
    const scope = signature.status === 'signed' ? signature.given.scope : undefined;
    const service = serviceOf(request, scope, this.#services);
    if (!service) {
      const name = scope?.service ?? 'unknown';
      const refusal = notImplemented(`The sandbox has no service ${printable(name)}.`);
      this.#world.log(`NotImplemented: ${refusal.message}`);
      const frame = { requestId: request.id, operation: 'Unknown', path: request.path };
      return encodeOutcome(refusal, UNKNOWN_SERVICE_PROTOCOL, frame);
    }
    const { operation, outcome } = await this.#handle(request, service).catch((error: unknown) => {
      this.#world.log(`InternalFailure in ${service.name}: ${String(error)}`);
      return { operation: 'Unknown', outcome: failed(service) };
    });
    const answer = encodeOutcome(outcome, service.protocol, {
      requestId: request.id,
      operation,
      path: request.path,
    });
    this.#world.log(`${service.name} ${printable(operation)} ${answer.status}${codeOf(outcome)}`);
    if (outcome.status === 'error' && outcome.code === 'NotImplemented') {
      this.#world.log(`NotImplemented: ${outcome.message}`);
    }
    return answer;
  }

  async #handle(request: HttpRequest, service: Service): Promise<{ operation: string; outcome: Outcome }> {
    const { credentials, directory, now } = this.#world;
    const signature = parseSignature(request);
    const known = await authenticate(request, signature, {
      credentials,
      directory,
      protocol: service.protocol,
      takesAnonymous: service.takesAnonymous ?? false,
      now: now(),
    });
    if (known.status === 'error') return { operation: 'Unknown', outcome: known };
    const { caller, payload, trailers } = known;
    const asked = readParameters(request, payload, service);
    if (asked.status === 'error') return { operation: 'Unknown', outcome: asked };
    const bucket = virtualHostBucket(request.headers['host']);
    const frame = {
      requestId: request.id,
      service: service.name,
      region: signature.status === 'signed' ? signature.given.scope.region : this.#world.region,
      input: asked.input,
      request,
      payload,
      trailers,
      ...(bucket === undefined ? {} : { virtualHostBucket: bucket }),
    };
    const operation = asked.operation ?? service.operationOf?.(frame) ?? 'Unknown';
    const call: Call = { ...frame, operation, caller };
    const outcome = this.#throttle.takes(accountOf(caller), service.name, now())
      ? await service.answer(call)
      : throttled(service);
    this.#world.events.record(eventOf(call, service, outcome, now()));
    return { operation, outcome };
  }
}

/** What callers send comes into the log on one line, and not at any length. */
function printable(text: string): string {
  return text.replace(/[^\w.:-]/g, '?').slice(0, 80);
}

function throttled({ protocol }: Service): AwsError {
  switch (protocol.kind) {
    case 'json':
      return jsonError('ThrottlingException', 'Rate exceeded');
    case 'query':
      return queryError('Throttling', 'Rate exceeded');
    case 'ec2':
      return ec2Error('RequestLimitExceeded', 'Request limit exceeded.');
    case 'rest-xml':
      return restXmlError('SlowDown', 'Please reduce your request rate.');
  }
}

/** The answer when the sandbox itself is at fault. */
function failed({ protocol }: Service): AwsError {
  switch (protocol.kind) {
    case 'json':
      return jsonError('InternalFailure', FAILED);
    case 'query':
      return queryError('InternalFailure', FAILED);
    case 'ec2':
      return ec2Error('InternalFailure', FAILED);
    case 'rest-xml':
      return restXmlError('InternalError', FAILED);
  }
}

function accountOf(caller: Caller): string {
  return caller.kind === ANONYMOUS.kind ? '*' : caller.account;
}

function codeOf(outcome: Outcome): string {
  if (outcome.status === 'error') return ` ${outcome.code}`;
  return outcome.status === 'raw' && outcome.error ? ` ${outcome.error.code}` : '';
}
