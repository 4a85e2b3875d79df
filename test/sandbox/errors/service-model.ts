import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What AWS's model of a service says of its errors. */
export interface ServiceModel {
  /** Status by code. The models of the JSON protocols give none: their client errors come with 400. */
  readonly codes: ReadonlyMap<string, number>;
  /** Codes of each operation's errors. */
  readonly operations: ReadonlyMap<string, readonly string[]>;
  /** Codes that any operation may have. */
  readonly anywhere: ReadonlySet<string>;
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly errors?: readonly { readonly shape: string }[] }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

interface Shape {
  readonly exception?: boolean;
  readonly fault?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
  readonly members?: Readonly<Record<string, { readonly documentation?: string }>>;
}

/**
 * Reads a service's newest model.
 * @param data botocore's folder of models
 */
export function readServiceModel(data: string, service: string): ServiceModel {
  const { shapes, operations } = readModel(data, service);
  const codeOf = (shape: string) => shapes[shape]?.error?.code ?? shape;
  const modelled = Object.entries(shapes).flatMap(
    ([name, { exception, fault, error }]): [string, number][] =>
      exception ? [[codeOf(name), error?.httpStatusCode ?? (fault ? 500 : 400)]] : [],
  );
  const listed = listedCodes(shapes);
  return {
    codes: new Map([...listed, ...modelled]),
    anywhere: new Set(listed.map(([code]) => code)),
    operations: new Map(
      Object.entries(operations).map(([name, { errors = [] }]) => [
        name,
        errors.map(({ shape }) => codeOf(shape)),
      ]),
    ),
  };
}

function readModel(data: string, service: string): Model {
  const version = readdirSync(join(data, service)).sort().at(-1) ?? '';
  const text = gunzipSync(readFileSync(join(data, service, version, 'service-2.json.gz'))).toString();
  return JSON.parse(text) as Model;
}

/** S3's model has shapes for few of its errors, and lists the others in the documentation of `Error$Code`. */
function listedCodes({ Error: error }: Model['shapes']): [string, number][] {
  const [, ...entries] = (error?.members?.['Code']?.documentation ?? '').split('<i>Code:</i>');
  return entries.flatMap((entry): [string, number][] => {
    const code = /^\s*([\w.]+)/.exec(entry)?.[1];
    const status = /HTTP Status Code:<\/i>\D*?(\d{3})/.exec(entry)?.[1];
    return code !== undefined && status !== undefined ? [[code, Number(status)]] : [];
  });
}
