/** Proves a step: looks at what is really there, and keeps what was seen. */
import { resolveDeployment } from '../../core/deployment/resolve';
import type { Deployment } from '../../core/deployment/schema';
import { statusOfChecks, type Check, type Proof } from '../../core/journey/proof';
import { STEPS, type AccountRole, type StepId } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import type { AccountAccess } from '../accounts/access';
import { accountClients, type AccountClients, type OpenClients } from './clients';
import { pause } from './poll';
import { proveBucketPolicy } from './steps/bucket-policy';
import { proveDefaultEncryption } from './steps/default-encryption';
import { proveExport } from './steps/export';
import { proveGrant } from './steps/grant';
import { proveKeyPolicy } from './steps/key-policy';
import { proveReadFails } from './steps/read-fails';
import { proveUploadAndMount } from './steps/upload-and-mount';
import { LIMITS, type Limits, type ProveStep, type StackOutputs, type Verification } from './verification';

const PROVE_STEP: Readonly<Record<StepId, ProveStep>> = {
  'bucket-policy': proveBucketPolicy,
  'key-policy': proveKeyPolicy,
  'default-encryption': proveDefaultEncryption,
  'upload-and-mount': proveUploadAndMount,
  'read-fails': proveReadFails,
  grant: proveGrant,
  export: proveExport,
};

export interface VerifyOptions {
  deployment: Deployment;
  target: Target;
  /** Outputs of the stacks that are deployed. */
  outputs: StackOutputs;
  access: (account: AccountRole) => AccountAccess;
  signal?: AbortSignal;
  onProgress?: (check: { id: string; title: string; message: string }) => void;
  /** How long to wait, where not as {@link LIMITS} say. */
  limits?: Partial<Limits>;
  /** For tests. Default: clients of the AWS SDK with `access`. */
  clients?: (account: AccountRole) => AccountClients;
  now?: () => Date;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Takes the checks of a step, one after another. What could not be looked at is unknown, with its reason; when the
 * signal is raised, so is what is left.
 * @param step 1 to 7
 */
export async function verifyStep(step: number, options: VerifyOptions): Promise<Proof> {
  const found = STEPS.find(({ number }) => number === step);
  if (!found) throw new RangeError(`There is no step ${step}.`);
  const made = new Map<AccountRole, OpenClients>();
  const clientsOf = (account: AccountRole): AccountClients => {
    const clients = made.get(account) ?? accountClients(options.access(account));
    made.set(account, clients);
    return clients;
  };
  const on = verificationOf(options, options.clients ?? clientsOf);
  try {
    const checks: Check[] = await PROVE_STEP[found.id](on);
    return { step, status: statusOfChecks(checks), at: on.now().toISOString(), checks };
  } finally {
    for (const clients of made.values()) clients.destroy();
  }
}

function verificationOf(options: VerifyOptions, clients: Verification['clients']): Verification {
  const { deployment, target, outputs, limits, onProgress, now = () => new Date(), sleep = pause } = options;
  const signal = options.signal ?? new AbortController().signal;
  return {
    deployment: resolveDeployment(deployment),
    target,
    outputs,
    clients,
    profileOf: (account) => (target.kind === 'sandbox' ? undefined : deployment.accounts[account].profile),
    signal,
    limits: { ...LIMITS, ...limits },
    now,
    sleep: (ms) => sleep(ms, signal),
    progress: ({ id, title }, message) => onProgress?.({ id, title, message }),
  };
}
