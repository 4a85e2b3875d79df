/** Reads HCP Terraform for the deployment as it stands now, with the token of its host. */
import { MINUTE_MS, RUN_REQUESTS_PER_MINUTE } from '../../../core/hcp/pace';
import type { Snapshot } from '../../../core/hcp/snapshot';
import { HcpClient } from '../../../runner/hcp/client';
import { RateLimit } from '../../../runner/hcp/rate-limit';
import { readWorkspaces } from '../../../runner/hcp/read-workspaces';
import { SYSTEM_CLOCK } from '../../../runner/clock';
import { findBackend, type Backend } from './backend';
import type { Tokens } from './tokens';

export class Reader {
  /** By origin: what was sent stays counted when the backend or the token changes. */
  private readonly limits = new Map<string, RateLimit>();
  /** The backend that was found last. */
  found: Backend | undefined;

  constructor(
    private readonly tokens: Tokens,
    private readonly folders: () => Promise<readonly string[]>,
    private readonly userAgent: string,
  ) {}

  async find(): Promise<Backend | undefined> {
    this.found = await findBackend(await this.folders());
    return this.found;
  }

  async read(before: Snapshot | undefined, signal: AbortSignal): Promise<Snapshot | undefined> {
    const backend = await this.find();
    if (!backend) return { status: 'no-backend' };
    const { at, organization, workspaces } = backend;
    const { host } = at;
    if (at.status === 'unusable') return { status: 'unusable-host', host, reason: at.reason };
    const kept = await this.tokens.read(host);
    if (kept.status === 'unreadable') return { status: 'token-unreadable', host };
    const { token } = kept;
    if (token === undefined) return { status: 'signed-out', host };
    const { origin } = at;
    const client = new HcpClient({
      ...{ origin, token, userAgent: this.userAgent },
      clock: SYSTEM_CLOCK,
      rateLimit: this.limitOf(origin),
    });
    return await readWorkspaces({ client, host, origin, organization, workspaces, before, signal });
  }

  private limitOf(origin: string): RateLimit {
    const known = this.limits.get(origin);
    if (known) return known;
    const limit = { requests: RUN_REQUESTS_PER_MINUTE, perMs: MINUTE_MS };
    const made = new RateLimit(SYSTEM_CLOCK, limit);
    this.limits.set(origin, made);
    return made;
  }
}
