import { flag, integer, list, required, structure, text, type Member } from '../shape';

/** Members that several requests have. Source: botocore, kms/2014-11-01, the shapes of their names. */

export const GRANT_TOKENS = list(text({ min: 1, max: 8192 }), { max: 10 });
export const DRY_RUN = flag();
export const LIMIT = integer(1, 1000);
export const MARKER = text({ min: 1, max: 1024 });
export const ALIAS_NAME: Member<string> = required(text({ min: 1, max: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ }));
export const PRINCIPAL = text({ min: 1, max: 256, pattern: /^[\w+=,.@:/-]+$/ });
export const POLICY = text({ min: 1, max: 131_072, pattern: /^[\t\n\r\u0020-\u00ff]+$/ });
export const TAGS = list(
  structure({
    TagKey: required(text({ min: 1, max: 128 })),
    TagValue: required(text({ min: 0, max: 256 })),
  }),
);
