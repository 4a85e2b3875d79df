/** The deployment's values: those that are edited here, and the way to the others. */
import { html, type TemplateResult } from 'lit';
import type { BoardState, FieldState } from '../../shared/board-state';
import { button } from './controls';
import { send } from './host';
import { icon } from './icons';

export function values({ values: fields, places, run }: BoardState): TemplateResult {
  return html`<section class="card" aria-labelledby="values-title">
    <h2 id="values-title">Deployment</h2>
    <p class="quiet">
      Written to <code>cdktf.json</code> when it is right, with its comments and formatting kept. An empty
      field takes the default.
    </p>
    <div class="fields" ?inert=${run !== undefined}>${fields.map(fieldRow)}</div>
    <h3>Edited in cdktf.json itself</h3>
    <ul class="places">
      ${places.map(
        ({ place, label, value }) =>
          html`<li>
            <div>
              <p>${label}</p>
              <p class="quiet">${value}</p>
            </div>
            ${button({ message: { type: 'reveal', place }, label: 'Reveal', name: `Reveal in cdktf.json: ${label}` })}
          </li>`,
      )}
    </ul>
  </section>`;
}

function fieldRow(field: FieldState): TemplateResult {
  const { label, description, refused } = field;
  return html`<div class="field ${refused ? 'wrong' : ''}">
    <span class="field-label" aria-hidden="true">${label}</span>
    ${control(field)}
    ${
      refused
        ? html`<p class="refusal" role="alert">
            ${icon('warning', 'bad')}<span>Not written. ${refused.message}</span>
          </p>`
        : html`<p class="quiet">${description}</p>`
    }
  </div>`;
}

function control(field: FieldState): TemplateResult {
  const { field: name, label, kind, value, placeholder, choices, refused } = field;
  const shown = refused?.value ?? value;
  const changed = (event: Event) => {
    const { value: typed } = event.currentTarget as HTMLInputElement;
    send({ type: 'edit', field: name, value: typed });
  };
  switch (kind) {
    case 'text':
    case 'number':
      return html`<vscode-textfield
        data-field=${name}
        .label=${refused ? `${label}. Not written: ${refused.message}` : label}
        placeholder=${placeholder}
        .value=${shown}
        ?invalid=${refused !== undefined}
        @change=${changed}
      ></vscode-textfield>`;
    case 'choice':
      return html`<vscode-single-select
        data-field=${name}
        label=${refused ? `${label}. Not written: ${refused.message}` : label}
        .value=${shown}
        ?invalid=${refused !== undefined}
        @change=${changed}
      >
        <vscode-option value="" ?selected=${shown === ''}>Default: ${placeholder}</vscode-option>
        ${choices.map((choice) => html`<vscode-option value=${choice} ?selected=${choice === shown}>${choice}</vscode-option>`)}
      </vscode-single-select>`;
    case 'switch': {
      const isOn = (shown === '' ? placeholder : shown) === 'true';
      const toggled = () => {
        send({ type: 'edit', field: name, value: String(!isOn) });
      };
      return html`<vscode-checkbox data-field=${name} toggle ?checked=${isOn} @change=${toggled}
        ><span class="unseen">${label}: </span>${isOn ? 'On' : 'Off'}</vscode-checkbox
      >`;
    }
  }
}
