import assert from 'node:assert/strict';
import type { WalkIo } from '../../../cli/walk-io';

/** A terminal for what is said in the meantime, and for nothing else. */
export function ioTo(written: { stdout: string; stderr?: string }, liveWidth?: number): WalkIo {
  return {
    cwd: '/',
    stdout: (text) => (written.stdout += text),
    stderr: (text) => (written.stderr = `${written.stderr ?? ''}${text}`),
    colours: false,
    liveWidth,
    cli: 'unused',
    openWalk: () => assert.fail('it opens nothing'),
    now: () => assert.fail('the time is Terraform’s'),
  };
}
