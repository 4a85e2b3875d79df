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

/**
 * Puts statements into a policy as it is, in the place of those that allow under the same Sid, and shows what changes. One
 * that denies stays, and the new one gets another name.
 */
export function mergeCommands(
  { file, read, write }: { file: string; read: string; write: (policyFile: string) => string },
  statements: readonly PolicyStatement[],
): string {
  const [now, next] = [`${file}.json`, `new-${file}.json`];
  return [
    `${read} > ${now}`,
    `cat > statements.json <<'JSON'\n${JSON.stringify(statements, null, 2)}\nJSON`,
    `jq --slurpfile new statements.json '.Statement = ([.Statement] | flatten | map(select((.Effect == "Allow" and (.Sid as $sid | any($new[0][]; .Sid == $sid))) | not)) | . + (map(.Sid) as $taken | $new[0] | map(if .Sid | IN($taken[]) then .Sid += "2" else . end)))' ${now} > ${next}`,
    `jq . ${now} | diff - ${next}`,
    write(`file://${next}`),
  ].join('\n');
}
