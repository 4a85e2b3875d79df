import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { RunEvent } from '../../core/journey/plan';
import { reportTo } from '../../cli/report';
import { StackProgress } from '../../cli/stack-progress';
import { ioTo } from './support/progress-io';

const FILE_SYSTEM = 'aws_fsx_lustre_file_system.lustre';

/** What is printed while these things happen. */
function printed(events: readonly RunEvent[], { liveWidth }: { liveWidth?: number } = {}) {
  const written = { stdout: '', stderr: '' };
  const io = ioTo(written, liveWidth);
  const progress = new StackProgress('account-a-file-system', io, reportTo(io, false));
  events.forEach(progress.onEvent);
  progress.end();
  return written;
}

/** Terraform says every ten seconds that it still works on a resource. */
function running(address: string, action: 'create' | 'delete', seconds: number): RunEvent[] {
  return [
    { kind: 'resource', address, action, state: 'begun' },
    ...Array.from({ length: Math.floor(seconds / 10) }, (_, index): RunEvent => {
      return { kind: 'resource', address, action, state: 'running', seconds: (index + 1) * 10 };
    }),
  ];
}

describe('the progress of a stack', () => {
  it('says every 30 s what is waited for, and how long that takes', () => {
    const { stdout, stderr } = printed([
      { kind: 'phase', phase: 'apply' },
      ...running(FILE_SYSTEM, 'delete', 125),
      { kind: 'resource', address: FILE_SYSTEM, action: 'delete', state: 'done', seconds: 625 },
    ]);
    const more = 'it takes more than 10 min, since Terraform looks no earlier, and it waits for up to 60';
    assert.equal(
      stdout,
      `  ${FILE_SYSTEM} is being destroyed, 30 s so far; ${more}
  ${FILE_SYSTEM} is being destroyed, 1 min so far; ${more}
  ${FILE_SYSTEM} is being destroyed, 1 min 30 s so far; ${more}
  ${FILE_SYSTEM} is being destroyed, 2 min so far; ${more}
  destroyed ${FILE_SYSTEM} (625 s)
`,
    );
    assert.equal(stderr, '');
  });

  it('says every 30 s that it still plans, and no longer than it does', () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const written = { stdout: '' };
      const io = ioTo(written);
      const progress = new StackProgress('account-c-key', io, reportTo(io, false));
      progress.onEvent({ kind: 'phase', phase: 'plan' });
      mock.timers.tick(65_000);
      progress.onEvent({ kind: 'phase', phase: 'apply' });
      mock.timers.tick(65_000);
      progress.onEvent({ kind: 'phase', phase: 'outputs' });
      mock.timers.tick(30_000);
      progress.end();
      mock.timers.tick(65_000);
      const more = 'what is gone in AWS is looked for for minutes';
      assert.equal(
        written.stdout,
        `  account-c-key: planning, 30 s so far; ${more}\n  account-c-key: planning, 1 min so far; ${more}\n  account-c-key: reading outputs, 30 s so far\n`,
      );
    } finally {
      mock.timers.reset();
    }
  });

  it('says no time for what is not known to take long', () => {
    assert.equal(
      printed(running('aws_instance.client', 'create', 30)).stdout,
      '  aws_instance.client is being created, 30 s so far\n',
    );
  });

  it('is silent about what takes less', () => {
    assert.equal(printed(running(FILE_SYSTEM, 'create', 20)).stdout, '');
  });

  it('counts each resource on its own', () => {
    const { stdout } = printed([...running('aws_a.x', 'create', 30), ...running('aws_b.x', 'delete', 30)]);
    assert.equal(
      stdout,
      '  aws_a.x is being created, 30 s so far\n  aws_b.x is being destroyed, 30 s so far\n',
    );
  });

  it('shows the same in one line that changes, on a terminal', () => {
    const { stdout, stderr } = printed(running(FILE_SYSTEM, 'delete', 60), { liveWidth: 200 });
    assert.equal(stdout, '');
    assert.deepEqual(stderr.split('\r\u001b[K').slice(-2), [
      `  account-a-file-system: destroying ${FILE_SYSTEM} (60 s) …`,
      '',
    ]);
  });
});
