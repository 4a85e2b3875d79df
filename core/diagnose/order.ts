/** Which diagnosis is the one to begin with. */
import { STEPS } from '../journey/steps';
import type { Confidence } from './diagnosis';
import type { Found } from './found';

const CONFIDENCE: readonly Confidence[] = ['certain', 'likely', 'open'];

/**
 * The file system's own refusals first; then what is surest; then what was seen of a file before what the kernel says of
 * the whole client, at whatever time; then in the order of the steps.
 * @param titles of the file system's own refusals, and of what the kernel says
 */
export function ordered(
  all: readonly Found[],
  titles: Record<'own' | 'kernel', ReadonlySet<string>>,
): Found[] {
  const { own, kernel } = titles;
  const rank = ({ title, confidence, step }: Found): number[] => [
    own.has(title) ? 0 : 1,
    CONFIDENCE.indexOf(confidence),
    kernel.has(title) ? 1 : 0,
    STEPS.find(({ id }) => id === step)?.number ?? STEPS.length + 1,
  ];
  return [...all].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
  });
}
