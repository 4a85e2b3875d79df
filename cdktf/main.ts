/** The CDKTF app of this repository: what cdktf.json's `app` runs. */
import { FsxLustreKmsApp, InvalidDeploymentError } from './app';

try {
  new FsxLustreKmsApp().synth();
} catch (error) {
  if (!(error instanceof InvalidDeploymentError)) throw error;
  // The user's mistake, not ours: the message without a stack trace.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
