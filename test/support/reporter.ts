import { writeFileSync } from 'node:fs';
import { type MochaOptions, reporters, Runner } from 'mocha';
import { type Counts, counting } from './counts';

/** The usual list of tests, and the counts: in the file that FSX_LUSTRE_KMS_COUNTS names, else as a last line. */
export default class extends reporters.Spec {
  constructor(runner: Runner, options?: MochaOptions) {
    super(runner, options);
    const counts = counting(runner);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const file = process.env['FSX_LUSTRE_KMS_COUNTS'];
      if (file === undefined) process.stdout.write(lastLine(counts()));
      else writeFileSync(file, JSON.stringify(counts()));
    });
  }
}

function lastLine({ passes, failures, pending }: Counts): string {
  const skipped = pending > 0 ? `, ${pending} skipped` : '';
  return `${passes} passed, ${failures} failed${skipped}\n`;
}
