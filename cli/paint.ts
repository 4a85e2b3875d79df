import type { CheckStatus } from '../core/journey/proof';
import type { StepState } from '../core/journey/step-states';

export type Paint = (text: string, style: Style) => string;

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
export type Style = keyof typeof STYLES;

/** Paints texts for a terminal, or leaves them as they are. */
export function painter(colours: boolean): Paint {
  return (text, style) => (colours ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
}

export const CHECK_STYLE: Readonly<Record<CheckStatus, Style>> = {
  passed: 'green',
  failed: 'red',
  unknown: 'yellow',
};

export const STATE_STYLE: Readonly<Record<StepState, Style>> = {
  proved: 'green',
  failed: 'red',
  unproved: 'yellow',
  outdated: 'yellow',
  next: 'cyan',
  later: 'dim',
};
