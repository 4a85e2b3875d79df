import assert from 'node:assert/strict';
import type { RunEvent } from '../../core/journey/plan';
import { reportTo } from '../../cli/report';
import { StackProgress } from '../../cli/stack-progress';
import type { WalkIo } from '../../cli/walk-io';

const FILE_SYSTEM = 'aws_fsx_lustre_file_system.lustre';

/** What is printed while these things happen. */
function printed(events: readonly RunEvent[], { liveWidth }: { liveWidth?: number } = {}) {
  const written = { stdout: '', stderr: '' };
  const io: WalkIo = {
    cwd: '/',
    stdout: (text) => (written.stdout += text),
    stderr: (text) => (written.stderr += text),
    colours: false,
    liveWidth,
    cli: 'unused',
    openWalk: () => assert.fail('it opens nothing'),
    now: () => assert.fail('the time is Terraform’s'),
  };
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
