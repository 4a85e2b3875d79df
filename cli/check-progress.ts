import { printable } from '../core/lint/format/text';
import type { Report } from './report';
import type { WalkIo } from './walk-io';

const CLEAR_LINE = '\r\u001b[K';

/** Says what the checks of a step wait for: on a terminal in one line that changes, else in a line each. */
export class CheckProgress {
  readonly #said = new Map<string, string>();

  constructor(
    private readonly io: WalkIo,
    private readonly report: Report,
  ) {}

  readonly onProgress = (check: { id: string; title: string; message: string }): void => {
    this.report.event({ event: 'check', ...check });
    const before = this.#said.get(check.id);
    if (this.report.isJson || before === check.message) return;
    this.#said.set(check.id, check.message);
    // A check that just begins is not worth a line that stays; one that waits is.
    if (this.io.liveWidth === undefined && before === undefined) return;
    const text = `  ${printable(check.title)}: ${printable(check.message)}`;
    const { liveWidth } = this.io;
    if (liveWidth === undefined) this.report.say(text);
    else this.io.stderr(`${CLEAR_LINE}${text.slice(0, Math.max(liveWidth - 1, 0))}`);
  };

  end(): void {
    if (this.io.liveWidth !== undefined && !this.report.isJson) this.io.stderr(CLEAR_LINE);
  }
}
