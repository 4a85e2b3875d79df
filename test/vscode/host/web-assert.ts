/** What suites use of `node:assert/strict`, where there is no Node.js: it compares plain data and instances alike. */

class AssertionError extends Error {
  override readonly name = 'AssertionError';
  /** Mocha then shows what differs. */
  readonly showDiff = true;

  constructor(
    message: string,
    readonly actual: unknown,
    readonly expected: unknown,
  ) {
    super(message);
  }
}

function ok(value: unknown, message = 'The value is not truthy'): void {
  if (!value) throw new AssertionError(message, value, true);
}

function equal(actual: unknown, expected: unknown, message = 'The values differ'): void {
  if (!Object.is(actual, expected)) throw new AssertionError(message, actual, expected);
}

function notEqual(actual: unknown, expected: unknown, message = 'The values are the same'): void {
  if (Object.is(actual, expected)) throw new AssertionError(message, actual, expected);
}

function deepEqual(actual: unknown, expected: unknown, message = 'The values differ'): void {
  if (!isSame(actual, expected)) throw new AssertionError(message, actual, expected);
}

function match(text: string, pattern: RegExp, message = `The text does not match ${String(pattern)}`): void {
  if (!pattern.test(text)) throw new AssertionError(message, text, pattern);
}

function doesNotMatch(text: string, pattern: RegExp, message = `The text matches ${String(pattern)}`): void {
  if (pattern.test(text)) throw new AssertionError(message, text, pattern);
}

function fail(message = 'Failed'): never {
  throw new AssertionError(message, undefined, undefined);
}

async function rejects(run: () => Promise<unknown>, pattern: RegExp): Promise<void> {
  const error: unknown = await run().then(
    () => fail('Nothing was rejected'),
    (reason: unknown) => reason,
  );
  match(String(error), pattern);
}

/** What holds its content elsewhere than in its properties: two of these would always look the same. */
const OPAQUE = [Map, Set, Date, RegExp, ArrayBuffer, Promise];

function isSame(actual: unknown, expected: unknown): boolean {
  if (Object.is(actual, expected)) return true;
  if (!isObject(actual) || !isObject(expected)) return false;
  if (OPAQUE.some((type) => actual instanceof type))
    fail(`${actual.constructor.name} cannot be compared here`);
  const names = Object.keys(actual);
  return (
    Object.getPrototypeOf(actual) === Object.getPrototypeOf(expected) &&
    names.length === Object.keys(expected).length &&
    names.every((name) => name in expected && isSame(actual[name], expected[name]))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const assert = { ok, equal, notEqual, deepEqual, match, doesNotMatch, fail, rejects };

// As the module has it that it stands for.
export { assert as default };
