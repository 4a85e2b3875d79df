/**
 * Address of a rule's page on the web.
 * @param homepage package.json's; of a GitHub repository its front page will do
 * @returns undefined where there is no homepage
 */
export function pageAddress(homepage: string | undefined, rule: string): string | undefined {
  if (!homepage) return undefined;
  const folder = homepage.replace(/#.*$/, '').replace(/\/+$/, '');
  const isRepository = /^https:\/\/github\.com\/[^/]+\/[^/]+$/.test(folder);
  return `${folder}/${isRepository ? 'blob/HEAD/' : ''}docs/rules/${rule}.md`;
}
