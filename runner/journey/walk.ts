import { resolve } from 'node:path';
import { partitionOfRegion } from '../../core/facts/regions';
import { SANDBOX_FOLDER, type Target } from '../../core/journey/target';
import { readConfiguration } from './configuration';
import { makeStateFolder, readJourneyFile } from './journey-file';
import type { WalkParts } from './parts';
import { fitsDeployment, takeSandbox } from './sandbox-fit';
import { REAL_PARTS } from './real-parts';
import { StackWalk } from './stack-walk';
import type { OpenWalk, OpenWalkOptions } from './walk-types';

/**
 * Opens the walk through a project's stacks: what the editor and the terminal both call. In the sandbox it starts one
 * where none runs, which ends with the walk.
 */
export async function openWalk(options: OpenWalkOptions, parts: WalkParts = REAL_PARTS): Promise<OpenWalk> {
  const { folder, cli, signal, viewOnly = false, by = 'The terminal', onMessage = () => undefined } = options;
  const read = readConfiguration(folder);
  if (read.status === 'invalid') return { ...read, status: 'refused' };
  const journey = await readJourneyFile(folder);
  if (journey.status === 'newer') {
    return {
      status: 'refused',
      message: `The journey file cannot be used. ${journey.problems.join(' ')}`,
      nextAction: 'Update fsx-lustre-kms.',
    };
  }
  const target: Target =
    options.target === 'aws'
      ? { kind: 'aws' }
      : { kind: 'sandbox', folder: resolve(folder, options.sandboxFolder ?? SANDBOX_FOLDER) };
  let stop = async () => {
    // Nothing was started.
  };
  if (target.kind === 'sandbox') {
    const { region } = read.deployment;
    if (partitionOfRegion(region) !== 'aws') {
      return {
        status: 'refused',
        message: `cdktf.json: region is ${region}, and the sandbox has the partition aws alone.`,
        nextAction: 'Take a Region of that partition, such as us-east-1.',
      };
    }
    if (!viewOnly) {
      const fit = await fitsDeployment(target.folder, read.project, read.deployment);
      if (fit.status === 'refused') return fit;
      await makeStateFolder(folder); // With its .gitignore: the sandbox's own keys come to lie in there.
      const sandbox = await parts.ensureSandbox({
        ...{ folder: target.folder, project: folder, cli, signal, onMessage },
      });
      if (sandbox.status !== 'running') return sandbox;
      stop = sandbox.stop;
      const taken = await takeSandbox(target.folder, read.project);
      if (taken.status === 'refused') {
        await stop();
        return taken;
      }
    }
  }
  const { project, deployment } = read;
  return {
    status: 'open',
    walk: new StackWalk({ folder, project, deployment, target, by, parts, onMessage, stop }),
  };
}
