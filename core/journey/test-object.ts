/** The object that the walkthrough uploads, and reads through the file system. */
export const TEST_OBJECT = {
  name: 'test.txt',
  content: 'Encrypted in account B with the key of account C.\n',
} as const;

/** Key of the test object in a bucket. @param prefix the part of the bucket that is linked; empty for all of it */
export function testObjectKey({ prefix }: { prefix: string }): string {
  return `${prefix}${prefix === '' || prefix.endsWith('/') ? '' : '/'}${TEST_OBJECT.name}`;
}
