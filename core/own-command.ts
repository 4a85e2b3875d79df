/**
 * A command of ours, as it is typed: a project has the package in its own node_modules, where a shell does not find it by
 * name alone. Every text that names one has it from here.
 * @param words command and arguments, quoted where a shell needs it: `deploy 4 --sandbox`
 */
export function ownCommand(words: string): string {
  return `npx fsx-lustre-kms ${words}`;
}
