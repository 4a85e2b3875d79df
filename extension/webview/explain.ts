/** The view of an explanation: its links lead to places in the editor, and its blocks of code can be copied. */
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

const { copy = '', copied = '' } = document.querySelector('main')?.dataset ?? {};
for (const code of document.querySelectorAll('pre > code')) addCopyButton(code);

function addCopyButton(code: Element): void {
  const pre = code.parentElement;
  if (!pre) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = copy;
  button.ariaLive = 'polite';
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(code.textContent.trimEnd()).then(() => {
      button.textContent = copied;
    });
  });
  // What is wider than the view is scrolled to by the keyboard as well.
  pre.tabIndex = 0;
  const block = document.createElement('div');
  block.className = 'block';
  pre.replaceWith(block);
  block.append(pre, button);
}
