import { join } from 'node:path';
import { liveEvidence } from '../../runner/live/diagnose';
import { readSandboxProfile } from '../../runner/accounts/sandbox-profile';
import type { LiveCommandOptions, LiveIo } from '../../cli/live-options';
import type { RunningSandbox } from '../../sandbox/sandbox';
import { ready } from '../sandbox/clients';
import { LiveSetUp } from '../runner/live/planted';
import { temporaryFolder } from '../support/temporary-folder';

/** Live accounts in a sandbox, with the profiles that its files hold. */
export interface LiveAccounts {
  setUp: LiveSetUp;
  sandbox: RunningSandbox;
  options: LiveCommandOptions;
  stop: () => Promise<void>;
}

export async function liveAccounts(): Promise<LiveAccounts> {
  const sandbox = await ready({ faults: { lifecycleDelayMs: 0 } });
  const setUp = await LiveSetUp.make(sandbox);
  const [a, b, c] = (['fileSystem', 'bucket', 'key'] as const).map((account) =>
    readSandboxProfile(sandbox.folder, account),
  );
  if (!a || !b || !c) throw new Error('no profiles');
  const before = { ...process.env };
  process.env['AWS_CONFIG_FILE'] = a.configFile;
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = a.credentialsFile;
  return {
    setUp,
    sandbox,
    options: {
      fileSystem: setUp.fileSystem.id,
      profile: a.profile,
      bucketProfile: b.profile,
      keyProfile: c.profile,
      region: sandbox.region,
      endpointUrl: sandbox.endpoint,
      events: false,
    },
    stop: async () => {
      for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
      setUp.destroy();
      await sandbox.stop();
    },
  };
}

/** A command's io in a folder of its own, and what it wrote. */
export function liveTestIo(cwd = temporaryFolder()) {
  const written = { stdout: '', stderr: '' };
  const io: LiveIo = {
    cwd,
    collect: liveEvidence,
    stdout: (text) => (written.stdout += text),
    stderr: (text) => (written.stderr += text),
  };
  return { io, written, cwd, path: (name: string) => join(cwd, name) };
}
