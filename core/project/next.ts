/** What to type once files of a project are written. */
import type { ByHand } from './plan';

/** A path in a command; in double quotes, which every shell takes, where it has blanks. */
function pathWord(path: string): string {
  return /\s/.test(path) ? `"${path}"` : path;
}

/** Writes the other files of a project. @param folder from where the user stands; empty for there */
export function initCommand(folder: string): string {
  return `npx fsx-lustre-kms init${folder === '' ? '' : ` ${pathWord(folder)}`}`;
}

export interface Written {
  /** From where the user stands; empty for there. */
  readonly folder: string;
  /** Step that the deployment has come to, 1 to 7. */
  readonly throughStep: number;
  /** Whether the file system was there first: what others have made is not in the stacks, and is read from the accounts. */
  readonly hasFileSystem: boolean;
  /** Whether its packages are there. */
  readonly isInstalled: boolean;
  readonly byHand: readonly ByHand[];
}

/** The commands that follow `init`. A package.json that was there has its own command, in what is added by hand. */
export function nextCommands({ folder, throughStep, hasFileSystem, isInstalled, byHand }: Written): string[] {
  const hasOwnFiles = byHand.some(({ file }) => file === 'package.json');
  return [
    ...(folder === '' ? [] : [`cd ${pathWord(folder)}`]),
    ...(isInstalled || hasOwnFiles ? [] : ['npm install']),
    'npx fsx-lustre-kms synth',
    `npx fsx-lustre-kms rehearse ${hasFileSystem ? '--live' : `--through-step ${throughStep}`}`,
    'npx fsx-lustre-kms deploy 1',
  ];
}
