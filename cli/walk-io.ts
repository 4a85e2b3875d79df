import type { OpenWalk, OpenWalkOptions } from '../runner/journey/walk-types';
import type { CommandIo } from './io';

/** What the commands of the walkthrough touch of the world. */
export interface WalkIo extends CommandIo {
  /** Asks the person at the terminal; undefined is an interrupt. Left out where nobody is there, as in CI. */
  ask?: (question: string) => Promise<string | undefined>;
  /** Whether standard output shows colours. */
  colours: boolean;
  /** Columns of the terminal on standard error, where there is one: then a line of it shows what is going on. */
  liveWidth: number | undefined;
  /** Aborted at the second interrupt. */
  escalate?: AbortSignal;
  /** Path of this program, which has the sandbox. */
  cli: string;
  openWalk: (options: OpenWalkOptions) => Promise<OpenWalk>;
  now: () => Date;
}

/** Options that all commands of the walkthrough take. */
export interface WalkCommandOptions {
  /** Folder of a sandbox, or `true` for the project's own; left out: AWS. */
  sandbox?: string | true;
  /** One JSON document on standard output, and one JSON object a line on standard error for what is going on. */
  json?: boolean;
}
