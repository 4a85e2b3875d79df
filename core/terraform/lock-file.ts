/** Terraform's dependency lock file, `.terraform.lock.hcl`, as far as it says whether it fits a configuration. */
import type { RequiredProvider } from './committed-form';

/** Name of the file, beside the configuration. */
export const LOCK_FILE = '.terraform.lock.hcl';

export type LockState =
  | { status: 'fits' }
  | {
      status: 'stale';
      /** What is wrong, continuing "it …". */
      problem: string;
    };

/**
 * Whether a lock file was made for these providers and constraints.
 * Source: Terraform documentation, "Dependency lock file".
 * @param text undefined: there is none
 */
export function lockState(text: string | undefined, providers: readonly RequiredProvider[]): LockState {
  if (text === undefined) return { status: 'stale', problem: 'is missing' };
  for (const { address, constraints } of providers) {
    const block = blockOf(text, address);
    if (block === undefined) return { status: 'stale', problem: `does not have ${address}` };
    if (!/\bhashes\s*=\s*\[\s*"/.test(block))
      return { status: 'stale', problem: `has no hashes for ${address}` };
    const locked = /^\s*constraints\s*=\s*"([^"]*)"/m.exec(block)?.[1] ?? '';
    if (normal(locked) !== normal(constraints)) {
      return {
        status: 'stale',
        problem: `was made for ${address} "${locked}", and the stack asks for "${constraints}"`,
      };
    }
  }
  return { status: 'fits' };
}

function blockOf(text: string, address: string): string | undefined {
  const start = text.indexOf(`provider "${address}" {`);
  if (start < 0) return undefined;
  const end = text.indexOf('\n}', start);
  return end < 0 ? undefined : text.slice(start, end);
}

/** Constraints in one form: Terraform writes versions out in full, in an order of its own. */
function normal(constraints: string): string {
  return constraints
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, operator = '', version = ''] = /^([<>=!~]*)\s*(.*)$/.exec(part) ?? [];
      // With ~> the number of parts has a meaning.
      return `${operator === '=' ? '' : operator} ${operator === '~>' ? version : inFull(version)}`.trim();
    })
    .sort()
    .join(', ');
}

function inFull(version: string): string {
  const parts = version.split('.');
  return /^[\d.]+$/.test(version)
    ? [...parts, '0', '0'].slice(0, Math.max(3, parts.length)).join('.')
    : version;
}
