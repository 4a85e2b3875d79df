/** The windows that suites run in, each a VS Code of its own. */

export interface TestWindow {
  /** Folder of its suites below `suites/`. */
  readonly name: string;
  /** False: the workspace begins in restricted mode. */
  readonly trusted: boolean;
  /** Whether VS Code is in the browser alone: the extension runs in a web worker, without Node.js. */
  readonly web: boolean;
  /** Suites of other windows that run in it too, below `suites/`. */
  readonly also?: readonly string[];
  /** Tests of those that do not run in it. */
  readonly without?: readonly string[];
  /** Runs only when it is named: it measures, and tests nothing. */
  readonly onRequest?: boolean;
}

export const WINDOWS: readonly TestWindow[] = [
  { name: 'trusted', trusted: true, web: false },
  { name: 'restricted', trusted: false, web: false },
  {
    name: 'web',
    trusted: true,
    web: true,
    // What has to be the same in a browser. The others run programs.
    also: [
      'trusted/actions.test.ts',
      'trusted/completion.test.ts',
      'trusted/configuration.test.ts',
      'trusted/deployment.test.ts',
      'trusted/diagnostics.test.ts',
      'trusted/explain.test.ts',
      'trusted/hover.test.ts',
      'trusted/virtual.test.ts',
    ],
    // They need VS Code's own Markdown and JSON extensions, which code-server has for Node.js alone.
    without: [
      'open the page of the rule',
      'is completed with the names of the rules',
      'has its properties and their values completed, with what they are',
      'is told once: nobody else complains of it',
      'is offered above a statement, and opens beside it',
    ],
  },
  { name: 'measure', trusted: true, web: false, onRequest: true },
];
