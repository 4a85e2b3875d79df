/** The code of what went wrong on the network; its text can hold an address. */
export function networkReason(error: unknown): string {
  const { cause, code, name } = error as { cause?: { code?: unknown }; code?: unknown; name?: unknown };
  const found = [cause?.code, code, name].find((one) => typeof one === 'string');
  return typeof found === 'string' ? found : 'unknown';
}
