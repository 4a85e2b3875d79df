/** A line for whoever runs the sandbox; never a secret, never a body. */
export type Log = (line: string) => void;
