/** The account of a principal's ARN; the whole text where it is none. */
export function accountOf(principal: string): string {
  return /^arn:[^:]*:[^:]*:[^:]*:([^:]*):/.exec(principal)?.[1] ?? principal;
}
