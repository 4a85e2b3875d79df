/** What is walked through, where the walk goes, what goes on, and what is next. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BoardMessage } from '../../shared/board-messages';
import type { BoardState, NextAction, Problem, RunState } from '../../shared/board-state';
import { button, folded, printed } from './controls';
import { send } from './host';
import { icon } from './icons';

export function header(state: BoardState): TemplateResult {
  return html`<header class="top">
    <div class="title">
      <h1>Walkthrough <span class="project">${state.project}</span></h1>
      ${target(state)}
    </div>
    ${state.run ? running(state.run) : state.problem ? problem(state.problem) : nothing}
    ${state.notices.map((notice) => html`<p class="banner">${notice}</p>`)}
    ${!state.run && state.next ? next(state.next) : nothing}
    <p class="unseen" role="status">${state.run ? `${state.run.title}. ${state.run.detail}` : state.said}</p>
  </header>`;
}

const SANDBOX_WORDS = {
  stopped: 'Three accounts on this machine; no AWS account is needed.',
  starting: 'The sandbox is starting.',
  running: 'The sandbox is running on this machine; no AWS account is touched.',
} as const;

function target({ target: chosen, sandbox, run }: BoardState): TemplateResult {
  const choose = (wanted: 'aws' | 'sandbox') => () => {
    if (wanted !== chosen || (wanted === 'sandbox' && sandbox === 'stopped'))
      send({ type: 'target', target: wanted });
  };
  // Not the library's own, which a screen reader takes for checkboxes.
  const radio = (value: 'aws' | 'sandbox', label: string) =>
    html`<label>
      <input
        type="radio"
        name="target"
        value=${value}
        .checked=${chosen === value}
        @change=${choose(value)}
      />${label}
    </label>`;
  const words = chosen === 'aws' ? 'Real accounts: what is made costs money.' : SANDBOX_WORDS[sandbox];
  const isBusy = run !== undefined;
  return html`<div class="target">
    <fieldset ?inert=${isBusy}>
      <legend class="unseen">Where the walk goes</legend>
      ${radio('aws', 'AWS')} ${radio('sandbox', 'Sandbox')}
    </fieldset>
    ${
      chosen === 'sandbox'
        ? button({
            message: { type: 'do', action: sandbox === 'stopped' ? 'startSandbox' : 'stopSandbox' },
            label: sandbox === 'stopped' ? 'Start sandbox' : 'Stop sandbox',
            disabled: isBusy,
          })
        : nothing
    }
    <p class="quiet">${words}</p>
  </div>`;
}

function running({ title, detail, interrupted, escalated }: RunState): TemplateResult {
  return html`<section class="banner" aria-label="What goes on">
    <div>
      <p class="lead">${title}</p>
      <p class="quiet">${detail}</p>
    </div>
    ${button({
      message: { type: 'do', action: 'interrupt' },
      label: interrupted ? 'End at once…' : 'Interrupt',
      disabled: escalated,
    })}
    <vscode-progress-bar indeterminate aria-label=${title}></vscode-progress-bar>
  </section>`;
}

function problem({ message, nextAction, output }: Problem): TemplateResult {
  return html`<section class="banner wrong" aria-label="What is wrong">
    ${icon('warning', 'bad')}
    <div role="alert">
      <p class="lead">${message}</p>
      <p>${nextAction}</p>
    </div>
    ${button({ message: { type: 'do', action: 'showLog' }, label: 'Show log' })}
    ${output === '' ? nothing : html`<div class="wide">${folded('Details', printed(output, 'Details'))}</div>`}
  </section>`;
}

function next({ action, step, label, detail }: NextAction): TemplateResult {
  const message: BoardMessage =
    action === 'cleanUp' ? { type: 'do', action } : { type: 'step', action, step };
  return html`<section class="banner next" aria-labelledby="next-title">
    <div>
      <h2 id="next-title">Next</h2>
      <p>${detail}</p>
    </div>
    ${button({ message, label, primary: true })}
  </section>`;
}
