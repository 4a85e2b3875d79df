/** Types that members of requests have, as AWS's messages name them. */
export type MemberType = 'a String' | 'an Integer' | 'a Boolean' | 'a list' | 'a structure';

/**
 * What AWS's JSON services say of a value that is not of its member's type. They do not say which member it is.
 * Sources: answers of Athena and DynamoDB; of KMS for lists (github.com/erlcloud/erlcloud/issues/644).
 */
export function mistyped(given: unknown, type: MemberType): string {
  if (Array.isArray(given)) return 'Start of list found where not expected';
  if (typeof given === 'object') return 'Start of structure or map found where not expected.';
  switch (type) {
    case 'a list':
      return 'Expected list or null';
    case 'a structure':
      return 'Expected null';
    case 'a String':
    case 'an Integer':
    case 'a Boolean':
      return `${nameOf(given)}_VALUE can not be converted to ${type}`;
  }
}

function nameOf(given: unknown): string {
  if (typeof given === 'boolean') return given ? 'TRUE' : 'FALSE';
  return typeof given === 'number' ? 'NUMBER' : 'STRING';
}
