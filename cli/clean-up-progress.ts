import { ACCOUNTS, type AccountRole } from '../core/journey/steps';
import { printable } from '../core/lint/format/text';
import type { CleanUpEvent } from '../runner/journey/clean-up';
import type { Report } from './report';
import { StackProgress } from './stack-progress';
import type { WalkIo } from './walk-io';

/** What is said while stacks are planned and destroyed, one after another. */
export function cleanUpProgress(
  io: WalkIo,
  report: Report,
): { onEvent: (event: CleanUpEvent) => void; end: () => void } {
  let current: { account: AccountRole; progress: StackProgress } | undefined;
  const end = () => {
    current?.progress.end();
  };
  const onEvent = (event: CleanUpEvent): void => {
    switch (event.kind) {
      case 'run': {
        const { account } = event;
        if (current?.account !== account) {
          end();
          current = { account, progress: new StackProgress(ACCOUNTS[account].stack, io, report) };
        }
        current.progress.onEvent(event.event);
        return;
      }
      case 'emptying': {
        const { versions, deleteMarkers } = event.deleted;
        report.event({ event: 'emptying', bucket: event.bucket, deleted: event.deleted });
        report.say(
          `  ${printable(event.bucket)}: ${versions} versions and ${deleteMarkers} delete markers are gone`,
        );
        return;
      }
      case 'destroying':
      case 'checking':
        end();
        report.event({ event: event.kind, stack: ACCOUNTS[event.account].stack });
        if (event.kind === 'checking')
          report.say(`  looking whether anything of ${ACCOUNTS[event.account].stack} is left`);
        return;
      case 'destroyed':
        end();
        report.event({ event: 'destroyed', stack: ACCOUNTS[event.account].stack });
        report.say(report.paint(`${ACCOUNTS[event.account].stack} is gone: nothing of it is left.`, 'green'));
    }
  };
  return { onEvent, end };
}
