/** Drawn here: a font of icons would be ten times as large as all of them. */
import { svg, type TemplateResult } from 'lit';

export type IconName =
  'pass' | 'fail' | 'unknown' | 'next' | 'later' | 'outdated' | 'deployed' | 'warning' | 'arrow';

const SHAPES: Readonly<Record<IconName, TemplateResult>> = {
  pass: svg`<circle cx="8" cy="8" r="7" fill="currentColor"/><path class="cut" d="M4.6 8.3 7 10.7l4.6-5.1"/>`,
  fail: svg`<circle cx="8" cy="8" r="7" fill="currentColor"/><path class="cut" d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4"/>`,
  unknown: svg`<circle cx="8" cy="8" r="6.3" class="line"/><path class="line" d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.9c-.6.2-.8.6-.8 1.3"/><circle cx="8" cy="11.6" r=".9" fill="currentColor"/>`,
  next: svg`<circle cx="8" cy="8" r="6.3" class="line"/><path class="line" d="M5 8h5.4M8.2 5.4 10.8 8l-2.6 2.6"/>`,
  later: svg`<circle cx="8" cy="8" r="6.3" class="line faint"/>`,
  outdated: svg`<circle cx="8" cy="8" r="6.3" class="line"/><path class="line" d="M8 4.4V8l2.4 1.6"/>`,
  deployed: svg`<circle cx="8" cy="8" r="6.3" class="line"/><circle cx="8" cy="8" r="3.2" fill="currentColor"/>`,
  warning: svg`<path class="line" d="M8 1.9 15 14H1z"/><path class="line" d="M8 6.2v3.6"/><circle cx="8" cy="11.9" r=".9" fill="currentColor"/>`,
  arrow: svg`<path class="line" d="M1.5 8h12M9.5 4l4 4-4 4"/>`,
};

/** Beside words that say the same: a screen reader passes over it. */
export function icon(name: IconName, tone = ''): TemplateResult {
  return svg`<svg class="icon ${tone}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;
}
