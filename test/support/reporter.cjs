const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

/** The usual list of tests, and the counts: in the file that FSX_LUSTRE_KMS_COUNTS names, else as a last line. */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.FSX_LUSTRE_KMS_COUNTS;
      if (file) return writeFileSync(file, JSON.stringify({ passes, failures, pending }));
      const skipped = pending ? `, ${pending} skipped` : '';
      process.stdout.write(`${passes} passed, ${failures} failed${skipped}\n`);
    });
  }
};
