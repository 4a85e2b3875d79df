/** Short names for what is long and comes in every other sentence of a diagnosis. */
import { parseArn } from '../facts/arns';
import type { WorldLink } from '../rehearsal/world/world';

export interface ShortName {
  name: string;
  /** What it stands for. */
  full: string;
  /** Every text that says the same, the longest first. */
  forms: readonly string[];
}

/** The file system's role, and its key where there is but one. */
export function shortNames(links: readonly WorldLink[]): ShortName[] {
  const [first] = links;
  if (!first) return [];
  const { roleArn, sessionArn } = first.fileSystem;
  const keys = [...new Set(links.flatMap(({ key }) => key?.arn ?? []))];
  const [key] = keys;
  return [
    { name: "the file system's role", full: roleArn, forms: [sessionArn, roleArn] },
    ...(key !== undefined && keys.length === 1 ? [{ name: 'the key', full: key, forms: [key] }] : []),
  ];
}

/**
 * A sentence with the short names, and without stand-ins for what nobody could see. What stands in quotes is a value of a
 * policy or a request, and stays.
 */
export function shorten(text: string, names: readonly ShortName[]): string {
  const plain = text
    // A stand-in has no colons in it.
    .replace(/\barn (aws[\w-]*) kms ([\w-]+) (\d{12}) (key\/[\w-]+)/g, 'arn:$1:kms:$2:$3:$4')
    .replace(/"?arn:[\w-]+:iam::\d{12}:\$\{administrator\}"?/g, (arn) => callerText(arn.replaceAll('"', '')))
    .replace(/The value of \$\{([^}]*)\} would settle it/g, 'The $1 would settle it')
    .replace(
      /a grant that could not be looked for depends on \$\{operations of ([^}]*)\}, whose value would settle it/g,
      'So would $1',
    )
    .replaceAll('${linked bucket}', 'the bucket that is meant');
  const short = names.reduce(
    (all, { name, forms }) =>
      forms.reduce((sentence, form) => {
        const parts = sentence.split(form);
        return parts
          .map((part, at) => {
            const next = parts[at + 1];
            if (next === undefined) return part;
            const isWhole = !/["\w:/*-]$/.test(part) && !/^(?:["\w/*-]|:\S)/.test(next);
            return part + (isWhole ? name : form);
          })
          .join('');
      }, all),
    plain,
  );
  // Only now: what a name stands for may have one of these in it.
  const once = short
    .replace(/\bthe key, the key of ([^,]+),/g, 'the key of $1')
    .replaceAll('the key (the key)', 'the key');
  return once.replace(/(?:\baccount )?\$\{(account of [^}]*)\}/g, 'the $1');
}

/** Who calls, in a sentence: an administrator's name is not in view. */
export function callerText(principal: string): string {
  return principal.includes('${administrator}')
    ? `an administrator of account ${parseArn(principal)?.account ?? 'of the caller'}`
    : principal;
}
