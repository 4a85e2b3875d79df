/** The view of an explanation: its links lead to places in the editor. */
import type { ExplainMessage } from '../shared/explain-messages';

declare function acquireVsCodeApi(): { postMessage(message: ExplainMessage): void };

/** As in `REFERENCE_LINK`, which is not imported: the checks of messages stay out of this bundle. */
const LINK = /^#reference-(\d+)$/;

const host = acquireVsCodeApi();

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const reference = LINK.exec(link?.getAttribute('href') ?? '')?.[1];
  if (reference === undefined) return;
  event.preventDefault();
  host.postMessage({ type: 'reveal', reference: Number(reference) });
});
