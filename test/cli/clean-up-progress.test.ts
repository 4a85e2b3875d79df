import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { cleanUpProgress } from '../../cli/clean-up-progress';
import { reportTo } from '../../cli/report';
import type { AccountRole } from '../../core/journey/steps';
import { ioTo } from './support/progress-io';

const LOOKS = 'what is gone in AWS is looked for for minutes';

describe('the progress of a clean-up', () => {
  it('is that of one stack at a time, and ends with it', () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const written = { stdout: '' };
      const io = ioTo(written);
      const progress = cleanUpProgress(io, reportTo(io, false));
      const plans = (account: AccountRole) => {
        progress.onEvent({ kind: 'run', account, event: { kind: 'phase', phase: 'plan' } });
        mock.timers.tick(30_000);
      };
      plans('fileSystem');
      plans('bucket');
      // A person looks at the plans.
      progress.end();
      mock.timers.tick(90_000);
      plans('fileSystem');
      progress.onEvent({ kind: 'destroyed', account: 'fileSystem' });
      mock.timers.tick(90_000);
      assert.equal(
        written.stdout,
        `  account-a-file-system: planning, 30 s so far; ${LOOKS}
  account-b-bucket: planning, 30 s so far; ${LOOKS}
  account-a-file-system: planning, 30 s so far; ${LOOKS}
account-a-file-system is gone: nothing of it is left.
`,
      );
    } finally {
      mock.timers.reset();
    }
  });
});
