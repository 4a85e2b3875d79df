/** Commands of the AWS CLI, for a POSIX shell. */
import type { PolicyStatement } from '../../policies/document';

/** One word of a command. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command of one line. */
export function command(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** The same, with one option a line where it is long. */
export function longCommand(head: readonly string[], options: readonly (readonly string[])[]): string {
  return [command(...head), ...options.map((option) => command(...option))].join(' \\\n  ');
}

/** How statements come into a policy that has statements of its own. */
export type Merging =
  /** In the place of those that allow under the same Sid. One that denies stays, and the new one gets another name. */
  | 'replace'
  /** Beside all that are there, under a name that is free; not again where the same is there. */
  | 'add';

/** Puts statements into a policy as it is, and shows what changes. */
export function mergeCommands(
  { file, read, write }: { file: string; read: string; write: (policyFile: string) => string },
  statements: readonly PolicyStatement[],
  merging: Merging = 'replace',
): string {
  const [now, next] = [`${file}.json`, `new-${file}.json`];
  return [
    `${read} > ${now}`,
    `cat > statements.json <<'JSON'\n${JSON.stringify(statements, null, 2)}\nJSON`,
    `jq --slurpfile new statements.json '${FILTERS[merging]}' ${now} > ${next}`,
    `jq . ${now} | diff - ${next}`,
    write(`file://${next}`),
  ].join('\n');
}

const FILTERS: Readonly<Record<Merging, string>> = {
  replace:
    '.Statement = ([.Statement] | flatten | map(select((.Effect == "Allow" and (.Sid as $sid | any($new[0][]; .Sid == $sid))) | not)) | . + (map(.Sid) as $taken | $new[0] | map(if .Sid | IN($taken[]) then .Sid += "2" else . end)))',
  add: '.Statement = ([.Statement] | flatten | . as $now | . + ($new[0] | map(select((del(.Sid) as $one | any($now[]; del(.Sid) == $one)) | not) | .Sid as $sid | .Sid = first(("", range(2; 100)) | $sid + tostring | select(IN($now[].Sid) | not)))))',
};
