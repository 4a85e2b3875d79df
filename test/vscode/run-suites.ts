/** Runs suites inside VS Code. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { counting } from '../support/counts';

/** A test waits for the editor to say something; this is how long at most. */
const LIMIT_MS = 30_000;

/** Defines the suites, runs them, and writes the counts where the runner looks for them. */
export async function runSuites(suites: readonly (() => unknown)[]): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: LIMIT_MS, forbidOnly: true });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const define of suites) define();
  await new Promise<void>((done) => {
    const runner = mocha.run(() => {
      const file = process.env['FSX_LUSTRE_KMS_COUNTS'];
      if (file !== undefined) writeFileSync(file, JSON.stringify(counts()));
      done();
    });
    const counts = counting(runner);
  });
}
