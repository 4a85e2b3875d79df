import type { Deployment } from '../../core/deployment/schema';
import type { RunEvent } from '../../core/journey/plan';
import type { AccountRole } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import type { CdktfProject } from '../cdktf-project';

/** One stack that is planned, deployed or destroyed: always alone, in a process group of its own. */
export interface StackRun {
  project: CdktfProject;
  deployment: Deployment;
  target: Target;
  account: AccountRole;
  /** Interrupts Terraform, which ends what it is in the middle of and writes down what there is. */
  signal?: AbortSignal;
  /** For a Terraform that goes on in spite of `signal`: it then ends at once, and may leave its lock behind. */
  escalate?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
}
