import { applyEdits } from 'jsonc-parser';
import { DEPLOYMENT_CONTEXT_PATH } from '../deployment/format';
import { setValue } from '../deployment/json-edit';
import { valueAt } from '../json-value';
import { STEPS } from './steps';

export type ThroughStepEdit =
  | { status: 'edited'; text: string; from: number }
  /** It says so already. */
  | { status: 'kept'; throughStep: number }
  | { status: 'refused'; message: string };

const PATH = [...DEPLOYMENT_CONTEXT_PATH, 'throughStep'];
const BOM = '\uFEFF';

/**
 * Sets `throughStep` in the text of a cdktf.json, and leaves everything else as it is: formatting, line ends, a byte
 * order mark. CDKTF reads the file as JSON to the letter, so one with comments is refused, as a synth of it would be.
 * @param choose the new value, from the one that counts now
 */
export function editThroughStep(text: string, choose: (now: number) => number): ThroughStepEdit {
  const mark = text.startsWith(BOM) ? BOM : '';
  const body = text.slice(mark.length);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    return { status: 'refused', message: `cdktf.json is not JSON: ${(error as Error).message}` };
  }
  const deployment = valueAt(json, DEPLOYMENT_CONTEXT_PATH);
  if (typeof deployment !== 'object' || deployment === null || Array.isArray(deployment)) {
    return { status: 'refused', message: 'cdktf.json has no deployment in context.fsxLustreKms' };
  }
  const value = valueAt(json, PATH);
  const now = value === undefined ? STEPS.length : value;
  if (typeof now !== 'number') {
    return { status: 'refused', message: 'cdktf.json: context.fsxLustreKms.throughStep is no number' };
  }
  const throughStep = choose(now);
  if (throughStep === now) return { status: 'kept', throughStep };
  const edited = applyEdits(body, setValue(body, PATH, throughStep));
  // Of a name that stands twice, JSON takes the last one and the edit may have met the first.
  if (valueAt(JSON.parse(edited), PATH) !== throughStep) {
    return { status: 'refused', message: 'cdktf.json: a name stands twice on the way to throughStep' };
  }
  return { status: 'edited', text: mark + edited, from: now };
}
