import { INTERRUPTS_PER_WALK, interruptedWalks } from './interrupted-walks';

/** Another one each day: over time many moments are met, and each of them can be had again. */
const SEED_OF_TODAY = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));

/** Walks with so many interrupts take minutes: `test/long/interrupts.ts` has more of them. */
describe(`${INTERRUPTS_PER_WALK} deploys that are interrupted, and deployed again, in the sandbox`, () => {
  interruptedWalks({ walks: 1, seed: Number(process.env['FSX_LUSTRE_KMS_SEED'] ?? SEED_OF_TODAY) });
});
