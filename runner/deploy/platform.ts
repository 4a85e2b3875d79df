import type { RunProblem } from '../../core/journey/plan';

/**
 * Why nothing can be deployed from this platform; undefined where it can. Windows has no signal that lets Terraform end
 * in order, so that an interrupt there would lose what is being made.
 */
export function platformProblem(platform: NodeJS.Platform = process.platform): RunProblem | undefined {
  if (platform !== 'win32') return undefined;
  return {
    kind: 'unsupported-platform',
    message:
      'Deploying works on macOS, Linux and WSL, not on Windows itself: there an interrupt cannot reach Terraform.',
    nextAction:
      'Open the project in WSL (in VS Code: "WSL: Reopen Folder in WSL"), with Node.js and Terraform installed there.',
    output: '',
  };
}
