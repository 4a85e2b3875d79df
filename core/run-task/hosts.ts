/** Which addresses a run task's URLs may lead to: what is in a request decides where a token and a plan go. */

/** A host, and its port where that is not the scheme's own. */
export interface AllowedHost {
  readonly hostname: string;
  readonly port: string;
}

export type ParsedHost =
  | { readonly status: 'valid'; readonly host: AllowedHost }
  | { readonly status: 'invalid'; readonly problem: string };

const HCP_TERRAFORM: AllowedHost = { hostname: 'app.terraform.io', port: '' };
/** Where HCP Terraform keeps plans: the address of a plan leads there. */
const ARCHIVIST: AllowedHost = { hostname: 'archivist.terraform.io', port: '' };

/** The hosts of each kind of URL. */
export interface AllowedHosts {
  /** Of the callback and of the plan's own URL: these are given the token. */
  readonly api: readonly AllowedHost[];
  /** That a plan's URL may lead to. */
  readonly redirect: readonly AllowedHost[];
}

/** HCP Terraform's own hosts and some more, which count for every kind of URL. */
export function allowedHosts(more: readonly AllowedHost[] = []): AllowedHosts {
  return { api: [HCP_TERRAFORM, ...more], redirect: [HCP_TERRAFORM, ARCHIVIST, ...more] };
}

/** Reads `HOST` or `HOST:PORT`. */
export function parseHost(text: string): ParsedHost {
  const problem = 'it is HOST or HOST:PORT, without scheme and path';
  if (!/^(\[[\da-f:]+\]|[\w.-]+)(:\d{1,5})?$/i.test(text)) return { status: 'invalid', problem };
  const url = parseUrl(`https://${text}`);
  if (!url) return { status: 'invalid', problem };
  return { status: 'valid', host: { hostname: url.hostname, port: url.port } };
}

export type CheckedUrl =
  { readonly status: 'allowed'; readonly url: URL } | { readonly status: 'refused'; readonly reason: string };

/**
 * Whether a URL leads to an allowed host: https, or http on this machine itself; host and port to the letter; nobody's
 * name and password in it.
 * @param base for a URL that stands in a redirect, which may be relative
 */
export function checkUrl(text: string, hosts: readonly AllowedHost[], base?: URL): CheckedUrl {
  const url = parseUrl(text, base);
  if (!url) return { status: 'refused', reason: 'it is no URL' };
  if (url.username !== '' || url.password !== '') {
    return { status: 'refused', reason: 'it holds a user name or password' };
  }
  const isPlain = url.protocol === 'http:' && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !isPlain) return { status: 'refused', reason: 'it is not https' };
  const isAllowed = hosts.some(({ hostname, port }) => hostname === url.hostname && port === url.port);
  return isAllowed
    ? { status: 'allowed', url }
    : { status: 'refused', reason: `${url.host} is not an allowed host` };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function parseUrl(text: string, base?: URL): URL | undefined {
  return URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
}
