import type { Call } from '../../gateway/call';
import { jsonError } from '../../gateway/common-errors';
import type { AwsError } from '../../gateway/outcome';

const WINDOW_MS = 1000;
/** Source: CloudTrail API Reference, LookupEvents: two requests a second, for each account and Region. */
const MAX_CALLS = 2;

/** Counts look-ups. */
export class LookupRate {
  readonly #taken = new Map<string, number[]>();

  /** The refusal of a call above the rate, which does not count; undefined when it may go on. */
  refusal({ caller, region }: Pick<Call, 'caller' | 'region'>, now: Date): AwsError | undefined {
    const key = `${caller.kind === 'anonymous' ? '' : caller.account} ${region}`;
    const time = now.getTime();
    const recent = (this.#taken.get(key) ?? []).filter((taken) => time - taken < WINDOW_MS);
    if (recent.length >= MAX_CALLS) {
      this.#taken.set(key, recent);
      return jsonError('ThrottlingException', 'Rate exceeded');
    }
    this.#taken.set(key, [...recent, time]);
    return undefined;
  }
}
