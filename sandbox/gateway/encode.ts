import type { JsonObject } from '../json';
import type { HttpResponse } from './http';
import type { AwsError, Outcome, Success } from './outcome';
import type { Protocol } from './protocol';
import { toXml, type XmlContent } from './xml';

/** What every answer carries of its request. */
export interface AnswerFrame {
  readonly requestId: string;
  readonly operation: string;
  /** For S3's errors. */
  readonly path: string;
}

const XML_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Writes an outcome as the service does. Source: Smithy's AWS protocols; S3 API Reference, "Error responses". */
export function encodeOutcome(outcome: Outcome, protocol: Protocol, frame: AnswerFrame): HttpResponse {
  switch (outcome.status) {
    case 'ok':
      return encodeSuccess(outcome, protocol, frame);
    case 'raw':
      return {
        ...outcome.response,
        headers: { ...outcome.response.headers, ...idHeaders(protocol, frame.requestId) },
      };
    case 'error':
      return encodeError(outcome, protocol, frame);
  }
}

function encodeSuccess({ output }: Success, protocol: Protocol, frame: AnswerFrame): HttpResponse {
  const { requestId, operation } = frame;
  switch (protocol.kind) {
    case 'json':
      return json(200, output, protocol, requestId);
    case 'query': {
      const result = `<${operation}Result>${toXml(output as XmlContent)}</${operation}Result>`;
      const metadata = toXml({ ResponseMetadata: { RequestId: requestId } });
      return xml(
        200,
        `<${operation}Response xmlns="${protocol.namespace}">${result}${metadata}</${operation}Response>`,
        protocol,
        requestId,
      );
    }
    case 'ec2':
      return xml(
        200,
        `<${operation}Response xmlns="${protocol.namespace}">${toXml({ requestId, ...output })}</${operation}Response>`,
        protocol,
        requestId,
      );
    case 'rest-xml':
      return xml(200, toXml(output as XmlContent), protocol, requestId);
  }
}

function encodeError(error: AwsError, protocol: Protocol, frame: AnswerFrame): HttpResponse {
  const { code, message, httpStatus, fields = {} } = error;
  const { requestId } = frame;
  switch (protocol.kind) {
    case 'json': {
      const answer = json(httpStatus, { __type: code, ...named(message), ...fields }, protocol, requestId);
      return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': code } };
    }
    case 'query': {
      const body = {
        Error: {
          Type: httpStatus < 500 ? 'Sender' : 'Receiver',
          Code: code,
          Message: message,
          ...fields,
        },
        RequestId: requestId,
      };
      return xml(
        httpStatus,
        `<ErrorResponse xmlns="${protocol.namespace}">${toXml(body)}</ErrorResponse>`,
        protocol,
        requestId,
      );
    }
    case 'ec2': {
      const body = { Errors: { Error: { Code: code, Message: message, ...fields } }, RequestID: requestId };
      return xml(httpStatus, toXml({ Response: body }), protocol, requestId);
    }
    case 'rest-xml': {
      const body = {
        Code: code,
        Message: message,
        Resource: frame.path,
        ...fields,
        RequestId: requestId,
        HostId: requestId,
      };
      return xml(httpStatus, toXml({ Error: body }), protocol, requestId);
    }
  }
}

/** Some errors have no message at all, for example InvalidCiphertextException. */
function named(message: string): JsonObject {
  return message === '' ? {} : { message };
}

function json(
  status: number,
  body: JsonObject,
  protocol: Protocol & { kind: 'json' },
  requestId: string,
): HttpResponse {
  return {
    status,
    headers: {
      'content-type': `application/x-amz-json-${protocol.version}`,
      ...idHeaders(protocol, requestId),
    },
    body: Buffer.from(JSON.stringify(body)),
  };
}

function xml(status: number, body: string, protocol: Protocol, requestId: string): HttpResponse {
  return {
    status,
    headers: {
      'content-type': protocol.kind === 'rest-xml' ? 'application/xml' : 'text/xml;charset=UTF-8',
      ...idHeaders(protocol, requestId),
    },
    body: Buffer.from(body === '' ? '' : `${XML_PROLOG}${body}`),
  };
}

function idHeaders({ kind }: Protocol, requestId: string): Record<string, string> {
  return kind === 'rest-xml'
    ? { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId }
    : { 'x-amzn-requestid': requestId };
}
