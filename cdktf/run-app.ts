import type { App } from 'cdktf';
import { InvalidDeploymentError } from './app';

/**
 * Makes an app and synthesizes it. Mistakes in the deployment are the user's and not ours: they are printed without a
 * stack trace, and the process ends with 1.
 *
 * @example
 * runApp(() => new FsxLustreKmsApp());
 */
export function runApp(makeApp: () => App): void {
  try {
    makeApp().synth();
  } catch (error) {
    if (!(error instanceof InvalidDeploymentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
