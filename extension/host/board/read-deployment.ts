import { formatProblem } from '../../../core/deployment/format';
import { parseDeployment } from '../../../core/deployment/parse';
import type { Deployment } from '../../../core/deployment/schema';
import type { Problem } from '../../shared/board-state';
import { deploymentIn } from './edit-deployment';

export type ReadDeployment =
  /** `input` is the deployment as it stands. */
  | { readonly status: 'valid'; readonly input: unknown; readonly deployment: Deployment }
  | { readonly status: 'invalid' | 'missing'; readonly input: unknown; readonly problem: Problem };

/** @param text of cdktf.json; undefined where there is none */
export function readDeployment(text: string | undefined): ReadDeployment {
  const input = text === undefined ? undefined : deploymentIn(text);
  if (input === undefined) {
    const message =
      text === undefined ? 'There is no cdktf.json.' : 'cdktf.json is not JSON, or holds no deployment.';
    const nextAction = 'Write the deployment into context.fsxLustreKms of cdktf.json.';
    return { status: 'missing', input, problem: { message, nextAction, output: '' } };
  }
  const parsed = parseDeployment(input);
  if (parsed.status === 'valid') return { status: 'valid', input, deployment: parsed.deployment };
  const { problems } = parsed;
  const message = `cdktf.json: ${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'} in the deployment.`;
  const nextAction = 'Mend it in cdktf.json: each is marked on its line.';
  const output = problems.map((problem) => formatProblem(problem)).join('\n');
  return { status: 'invalid', input, problem: { message, nextAction, output } };
}
