import { errorsOf } from '../../gateway/error-codes';

/** Systems Manager's errors. Source: Systems Manager API Reference, "Errors" of each operation. */
export const SSM_ERRORS = {
  InvalidDocument: 400,
  InvalidFilterKey: 400,
  InvalidInstanceId: 400,
  InvalidNextToken: 400,
  InvalidParameters: 400,
  InvalidPluginName: 400,
  InvocationDoesNotExist: 400,
} as const;

export const ssmError = errorsOf(SSM_ERRORS);
