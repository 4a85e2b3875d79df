import { randomInt } from 'node:crypto';
import { INTERRUPTS_PER_WALK, interruptedWalks } from '../sandbox/interrupts/interrupted-walks';
import { IN_THE_FILE_SYSTEM, IN_THE_NETWORK } from '../sandbox/interrupts/moment';

/** Interrupts, at least. */
const COUNT = Number(process.env['FSX_LUSTRE_KMS_INTERRUPTS'] ?? 21);
/** Gives the same moments again; it stands in the names of the tests. */
const SEED = Number(process.env['FSX_LUSTRE_KMS_SEED'] ?? randomInt(1_000_000));

describe('deploys that are interrupted, and deployed again, in the sandbox', () => {
  interruptedWalks({
    walks: Math.ceil(COUNT / INTERRUPTS_PER_WALK),
    seed: SEED,
    inStep4: IN_THE_NETWORK,
  });
});

describe('a deploy that is interrupted while the file system is made', () => {
  interruptedWalks({ walks: 1, seed: SEED, inStep4: IN_THE_FILE_SYSTEM });
});
