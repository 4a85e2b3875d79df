import { ACCOUNTS, DEPLOY_ORDER, STEPS, type AccountRole, type Step } from '../core/journey/steps';

/** The step with a number, `1` to `7`, or an id such as `key-policy`. */
export function stepNamed(text: string): Step | undefined {
  return STEPS.find(({ number, id }) => text === String(number) || text === id);
}

/** The account whose stack has this name. */
export function stackNamed(text: string): AccountRole | undefined {
  return DEPLOY_ORDER.find((account) => ACCOUNTS[account].stack === text);
}
