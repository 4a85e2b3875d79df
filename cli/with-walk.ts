import type { Walk } from '../runner/journey/walk-types';
import type { ExitCode } from './io';
import { reportTo, type Report } from './report';
import type { WalkCommandOptions, WalkIo } from './walk-io';

/**
 * Opens the walk of the folder's project for a command, and closes it after.
 * @returns what the command returns; 1 when it was interrupted before, 2 when cdktf.json or the sandbox cannot be used
 */
export async function withWalk(
  options: WalkCommandOptions & { viewOnly?: boolean },
  io: WalkIo,
  run: (walk: Walk, report: Report) => Promise<ExitCode>,
): Promise<ExitCode> {
  const report = reportTo(io, options.json === true);
  const { sandbox, viewOnly = false } = options;
  const opened = await io.openWalk({
    folder: io.cwd,
    target: sandbox === undefined ? 'aws' : 'sandbox',
    ...(typeof sandbox === 'string' ? { sandboxFolder: sandbox } : {}),
    cli: io.cli,
    viewOnly,
    signal: io.signal,
    onMessage: report.note,
  });
  switch (opened.status) {
    case 'cancelled':
      report.note('Interrupted. Nothing was changed.');
      report.finish({ status: 'interrupted' });
      return 1;
    case 'refused':
      report.problem(opened);
      report.finish({ status: 'refused', message: opened.message, nextAction: opened.nextAction });
      return 2;
    case 'open':
      try {
        return await run(opened.walk, report);
      } finally {
        await opened.walk.close();
      }
  }
}
