/** What to do about a sandbox, in words. */
import { shellWord } from '../core/diagnose/changes/shell';
import { ownCommand } from '../core/own-command';

/** The command that starts a sandbox. @param folder its folder, as it is typed */
export function sandboxCommand(folder: string, more = ''): string {
  return ownCommand(`sandbox --data ${shellWord(folder)}${more}`);
}

/** Where a sandbox does not run, or has other keys than its files say. */
export function startSandboxAdvice(folder: string): string {
  return `Start the sandbox: \`${sandboxCommand(folder)}\`. It writes its address and keys anew.`;
}

/** Where a sandbox has other accounts than the project. */
export function resetSandboxAdvice(folder: string): string {
  return `End that sandbox where it runs, and start it in this folder with --reset: \`${sandboxCommand(folder, ' --reset')}\`. It then has the accounts of cdktf.json, and nothing in them.`;
}
