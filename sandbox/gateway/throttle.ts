/** Counts the requests of each account to each service in the current second. */
export class Throttle {
  readonly #limit: number | undefined;
  readonly #counts = new Map<string, { second: number; count: number }>();

  /** @param requestsPerSecond undefined: no limit */
  constructor(requestsPerSecond: number | undefined) {
    this.#limit = requestsPerSecond;
  }

  /** Whether one more request is within the limit; it counts when it is. */
  takes(account: string, service: string, now: Date): boolean {
    if (this.#limit === undefined) return true;
    const key = `${account} ${service}`;
    const second = Math.floor(now.getTime() / 1000);
    const current = this.#counts.get(key);
    const count = current?.second === second ? current.count : 0;
    if (count >= this.#limit) return false;
    this.#counts.set(key, { second, count: count + 1 });
    return true;
  }
}
