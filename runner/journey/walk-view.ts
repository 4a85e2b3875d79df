import { join } from 'node:path';
import { emptyWay, type Way } from '../../core/journey/journey';
import { changedStacks, nextAction, stepStates } from '../../core/journey/step-states';
import { ACCOUNTS, DEPLOY_ORDER, type AccountRole } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import type { Deployment } from '../../core/deployment/schema';
import type { CdktfProject } from '../cdktf-project';
import { readJourneyFile } from './journey-file';
import { DEPLOY_LOCK } from './deploy-lock';
import { lockOwner } from './lock-file';
import { fitsDeployment } from './sandbox-fit';
import { readSynthesizedStack } from './synthesized';
import type { WalkView } from './walk-types';

export interface ViewInput {
  folder: string;
  outdir: string;
  project: CdktfProject;
  deployment: Deployment;
  target: Target;
  configuration: WalkView['configuration'];
  sandboxEndpoint: string | undefined;
}

/** Where a walk stands, from the journey and what is synthesized. */
export async function viewWalk({
  folder,
  outdir,
  project,
  deployment,
  target,
  configuration,
  sandboxEndpoint,
}: ViewInput): Promise<WalkView> {
  const [{ journey, problems }, hashes, running, fit] = await Promise.all([
    readJourneyFile(folder),
    synthesizedHashes(outdir),
    lockOwner(join(folder, DEPLOY_LOCK)),
    target.kind === 'sandbox' ? fitsDeployment(target.folder, project, deployment) : undefined,
  ]);
  const way = journey.ways[target.kind] ?? emptyWay();
  const { throughStep, accounts } = deployment;
  const steps = stepStates(way, throughStep, hashes);
  const changed = changedStacks(way, throughStep, hashes);
  return {
    configuration,
    target,
    throughStep,
    steps,
    next: nextAction(steps, way),
    stacks: DEPLOY_ORDER.map((account) => {
      const { letter, stack, holds } = ACCOUNTS[account];
      return {
        ...{ account, letter, stack, holds },
        accountId: accounts[account].id,
        record: way.stacks[account],
        changed: changed.includes(account),
      };
    }),
    costs: standing(way).flatMap(({ costs = [] }) => costs),
    buckets: standing(way).flatMap(({ buckets = {} }) => Object.values(buckets)),
    journeyProblems: problems,
    running,
    sandboxEndpoint,
    ...(fit?.status === 'refused' && { refusal: { message: fit.message, nextAction: fit.nextAction } }),
  };
}

function standing(way: Way) {
  return Object.values(way.stacks).filter(({ status }) => status !== 'destroyed');
}

async function synthesizedHashes(outdir: string): Promise<Partial<Record<AccountRole, string>>> {
  const found = await Promise.all(
    DEPLOY_ORDER.map(
      async (account) => [account, (await readSynthesizedStack(outdir, account))?.hash] as const,
    ),
  );
  return Object.fromEntries(found.filter(([, hash]) => hash !== undefined));
}
