/** Runs suites inside a VS Code that is in a browser. */
import 'mocha/mocha.js';
import type MochaClass from 'mocha';
import { counting, countsLine } from '../../support/counts';

/** A test waits for the editor to say something; this is how long at most. */
const LIMIT_MS = 30_000;

/** Defines the suites, runs them, and prints the counts. @param without titles of tests that are left out */
export async function runSuites(
  suites: readonly (() => unknown)[],
  without: readonly string[],
): Promise<void> {
  // Mocha's build for browsers exports an instance; its class is a global.
  const { Mocha } = globalThis as unknown as { readonly Mocha: typeof MochaClass };
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: LIMIT_MS, reporter: 'spec', forbidOnly: true });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const define of suites) define();
  if (without.length > 0) mocha.grep(endingWith(without)).invert();
  await new Promise<void>((done) => {
    const runner = mocha.run(() => {
      console.log(countsLine(counts()));
      done();
    });
    const counts = counting(runner);
  });
}

function endingWith(titles: readonly string[]): RegExp {
  const escaped = titles.map((title) => title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`(${escaped.join('|')})$`);
}
