/** Small parts that the sections share. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BoardMessage } from '../../shared/board-messages';
import { send } from './host';
import { icon } from './icons';
import type { Sign } from './words';

export interface ButtonOptions {
  readonly message: BoardMessage;
  readonly label: string;
  /** What a screen reader says, where the label alone would not do. */
  readonly name?: string;
  readonly primary?: boolean;
  /** It stays in the order of the Tab key, so that the focus is not lost. */
  readonly disabled?: boolean;
}

export function button({ message, label, name, primary, disabled }: ButtonOptions): TemplateResult {
  const click = (event: Event) => {
    if (disabled) event.stopPropagation();
    else send(message);
  };
  return html`<vscode-button
    ?secondary=${!primary}
    aria-label=${name ?? nothing}
    aria-disabled=${disabled ? 'true' : nothing}
    @click=${click}
    >${label}</vscode-button
  >`;
}

/** A state: its icon and its words. */
export function sign({ icon: name, tone, words }: Sign): TemplateResult {
  return html`<span class="sign">${icon(name, tone)}<span>${words}</span></span>`;
}

/** A text that may be long: closed until somebody opens it. */
export function folded(
  summary: TemplateResult | string,
  body: TemplateResult | string,
  open = false,
): TemplateResult {
  return html`<details ?open=${open}>
    <summary>${summary}</summary>
    <div class="folded">${body}</div>
  </details>`;
}

/** What somebody else printed, as it is. It can be scrolled with the keyboard. */
export function printed(text: string, label: string): TemplateResult {
  return html`<pre tabindex="0" role="region" aria-label=${label}>${text}</pre>`;
}
