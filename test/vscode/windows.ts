/** The windows that suites run in, each a VS Code of its own. */

export interface TestWindow {
  /** Folder of its suites below `suites/`. */
  readonly name: string;
  /** False: the workspace begins in restricted mode. */
  readonly trusted: boolean;
}

export const WINDOWS: readonly TestWindow[] = [
  { name: 'trusted', trusted: true },
  { name: 'restricted', trusted: false },
];
