/** What to type once files of a project are written. */
import { shellWord } from '../diagnose/changes/shell';
import { ownCommand } from '../own-command';
import type { ByHand } from './plan';

/** Writes the other files of a project. @param folder from where the user stands; empty for there */
export function initCommand(folder: string): string {
  return ownCommand(`init${folder === '' ? '' : ` ${shellWord(folder)}`}`);
}

export interface Written {
  /** From where the user stands; empty for there. */
  readonly folder: string;
  /** Step that the deployment has come to, 1 to 7. */
  readonly throughStep: number;
  /** Whether the file system was there first: what others have made is not in the stacks, and is read from the accounts. */
  readonly hasFileSystem: boolean;
  /** Stacks that make something, where `adopt` has written the deployment; null where it is walked step by step. */
  readonly making: readonly string[] | null;
  /** Whether its packages are there. */
  readonly isInstalled: boolean;
  readonly byHand: readonly ByHand[];
}

/** The commands that follow `init`. A package.json that was there has its own command, in what is added by hand. */
export function nextCommands(written: Written): string[] {
  const { folder, throughStep, hasFileSystem, making, isInstalled, byHand } = written;
  const hasOwnFiles = byHand.some(({ file }) => file === 'package.json');
  return [
    ...(folder === '' ? [] : [`cd ${shellWord(folder)}`]),
    ...(isInstalled || hasOwnFiles ? [] : ['npm install']),
    ownCommand('synth'),
    ownCommand(`rehearse ${hasFileSystem ? '--live' : `--through-step ${throughStep}`}`),
    // What is there already is looked at first, and each plan before its deploy.
    ...(making === null
      ? [ownCommand('deploy 1')]
      : making.flatMap((stack) => [`npx cdktf diff ${stack}`, ownCommand(`deploy ${stack}`)])),
  ];
}
