/** Runs suites inside a VS Code that is in a browser. */
import 'mocha/mocha.js';
import type MochaClass from 'mocha';
import { countsLine } from './web-counts';

/** A test waits for the editor to say something; this is how long at most. */
const LIMIT_MS = 30_000;

/** Defines the suites, runs them, and prints the counts. */
export async function runSuites(suites: readonly (() => unknown)[]): Promise<void> {
  // Mocha's build for browsers exports an instance; its class is a global.
  const { Mocha } = globalThis as unknown as { readonly Mocha: typeof MochaClass };
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: LIMIT_MS, reporter: 'spec', forbidOnly: true });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const define of suites) define();
  await new Promise<void>((done) => {
    const runner = mocha.run(() => {
      console.log(countsLine(runner.stats ?? { passes: 0, failures: 1, pending: 0 }));
      done();
    });
  });
}
