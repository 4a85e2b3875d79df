import { awsError, type AwsError } from './outcome';

/** The codes that a service's errors have, each with its HTTP status. */
export type ErrorCodes = Readonly<Record<string, number>>;

/** Makes an error of a service. A code that is not in the service's table does not compile. */
export type MakeError<Codes extends ErrorCodes> = (
  code: keyof Codes & string,
  message: string,
  /** Members of the error's shape beside the message. */
  fields?: Readonly<Record<string, string>>,
) => AwsError;

/** @param codes one table a service, so that all it can answer with stands in one place */
export function errorsOf<Codes extends ErrorCodes>(codes: Codes): MakeError<Codes> {
  return (code, message, fields) => awsError(code, message, codes[code], fields);
}
