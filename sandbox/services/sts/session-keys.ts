import { queryError } from '../../gateway/common-errors';
import type { AwsError } from '../../gateway/outcome';
import type { SessionKey } from '../../identity/credentials';
import { textIn, type JsonObject } from '../../json';

/** The `Credentials` element of STS's answers. */
export function keysAnswer(key: SessionKey): JsonObject {
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: key.expires.replace(/\.\d+Z$/, 'Z'),
    },
  };
}

/** Reads DurationSeconds. */
export function readDuration(
  input: JsonObject,
  limits: { readonly least: number; readonly most: number; readonly default: number },
): { readonly status: 'ok'; readonly seconds: number } | AwsError {
  const given = textIn(input, 'DurationSeconds');
  if (given === undefined) return { status: 'ok', seconds: limits.default };
  const seconds = Number(given);
  if (!Number.isInteger(seconds)) {
    return validation(
      `Value '${given}' at 'durationSeconds' failed to satisfy constraint: Member must be an integer`,
    );
  }
  if (seconds < limits.least) {
    return validation(
      `Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to ${limits.least}`,
    );
  }
  if (seconds > limits.most) {
    return validation(
      `Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to ${limits.most}`,
    );
  }
  return { status: 'ok', seconds };
}

export function validation(what: string): AwsError {
  return queryError('ValidationError', `1 validation error detected: ${what}`);
}
