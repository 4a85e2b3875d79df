import { formatProblems } from '../../core/deployment/format';
import { parseDeployment } from '../../core/deployment/parse';
import type { Deployment } from '../../core/deployment/schema';
import { readCdktfProject, type CdktfProject } from '../cdktf-project';

export type ReadConfiguration =
  | { status: 'valid'; project: CdktfProject; deployment: Deployment }
  | { status: 'invalid'; message: string; nextAction: string };

/** Reads the project and the deployment of a folder's cdktf.json. */
export function readConfiguration(folder: string): ReadConfiguration {
  const read = readCdktfProject(folder);
  if (read.status !== 'read') {
    const nextAction =
      read.status === 'missing' ? 'Go to a folder with a cdktf.json.' : 'Correct cdktf.json.';
    return { status: 'invalid', message: read.message, nextAction };
  }
  const { project } = read;
  const input = project.context['fsxLustreKms'];
  if (input === undefined) {
    return {
      status: 'invalid',
      message: 'cdktf.json has no deployment in context.fsxLustreKms.',
      nextAction: 'Write one there: accounts, region, keys and buckets; the README has an example.',
    };
  }
  const parsed = parseDeployment(input);
  if (parsed.status === 'valid') return { status: 'valid', project, deployment: parsed.deployment };
  return {
    status: 'invalid',
    message: formatProblems(parsed.problems),
    nextAction: 'Correct cdktf.json, and try again.',
  };
}
