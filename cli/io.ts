/** Where a command writes and what it stands in; tests give their own. */
export interface CommandIo {
  cwd: string;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  /** Aborted when the user interrupts the command. */
  signal?: AbortSignal;
}

/** What a command ends with: 0 fine, 1 found something wrong, 2 usage or unreadable input. */
export type ExitCode = 0 | 1 | 2;
