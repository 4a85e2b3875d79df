/** Where the extension writes what it does: the output channel of its name. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
