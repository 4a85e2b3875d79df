import { accountAccess } from '../accounts/access';
import { checkIdentities } from '../accounts/identity';
import { deployStack } from '../deploy/deploy';
import { emptyBucket } from '../deploy/empty-bucket';
import { outdirOf } from '../deploy/outdir';
import { readOutputs } from '../deploy/outputs';
import { planStack } from '../deploy/plan';
import { synthesizeFor } from '../deploy/synthesize-for';
import { ensureSandbox, runningSandbox } from '../ensure-sandbox';
import { verifyStep } from '../verify/verify-step';
import type { WalkParts } from './parts';

/** The parts that touch the world. */
export const REAL_PARTS: WalkParts = {
  checkIdentities,
  accountAccess,
  outdirOf,
  synthesizeFor,
  planStack,
  deployStack,
  readOutputs,
  emptyBucket,
  verifyStep,
  ensureSandbox,
  runningSandbox,
  now: () => new Date(),
};
