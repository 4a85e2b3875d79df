/** Where HCP Terraform is: of the deployment's backend, and of nothing that HCP Terraform answers. */
import { TERRAFORM_CLOUD_HOST } from '../facts/terraform-cloud';
import { checkUrl, parseHost } from '../run-task/hosts';
import type { CloudBackend } from '../deployment/sections/backend';

export type CheckedHost =
  | {
      readonly status: 'usable';
      /** HOST or HOST:PORT: what a token is kept for. */
      readonly host: string;
      /** Scheme, host and port, without a slash at the end. */
      readonly origin: string;
    }
  | { readonly status: 'unusable'; readonly host: string; readonly reason: string };

/** The host of a backend: by https, or by plain http on this machine itself. */
export function hostOf({ hostname = TERRAFORM_CLOUD_HOST }: Pick<CloudBackend, 'hostname'>): CheckedHost {
  const host = hostname.toLowerCase();
  const parsed = parseHost(host);
  if (parsed.status === 'invalid') return { status: 'unusable', host, reason: parsed.problem };
  for (const scheme of ['http', 'https']) {
    // Plain http is refused everywhere but on this machine.
    const checked = checkUrl(`${scheme}://${host}/`, [parsed.host]);
    if (checked.status === 'allowed') return { status: 'usable', host, origin: checked.url.origin };
  }
  return { status: 'unusable', host, reason: 'it is not reached by https' };
}

/** Page where a user makes a token. */
export function tokenPage(origin: string): string {
  return `${origin}/app/settings/tokens`;
}

/** Page of a workspace, or of one of its runs. */
export function pageOf(
  origin: string,
  { organization, workspace, run }: { organization: string; workspace: string; run?: string },
): string {
  const parts = ['app', organization, 'workspaces', workspace, ...(run === undefined ? [] : ['runs', run])];
  return [origin, ...parts.map(encodeURIComponent)].join('/');
}

/** A link that came with an answer, if it is one that may be opened. */
export function linkOf(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' ? href : undefined;
}
