/** The seven steps, and the chosen one with its proof. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Check } from '../../../core/journey/proof';
import type { BoardState, StepState } from '../../shared/board-state';
import { button, folded, printed, sign } from './controls';
import { icon } from './icons';
import { rove } from './roving';
import { CHECK_SIGNS, STEP_SIGNS, when } from './words';

export function stepList(
  { steps }: BoardState,
  chosen: number,
  choose: (step: number) => void,
): TemplateResult {
  const keydown = (event: KeyboardEvent) => {
    rove(event, '[role=tab]', true);
  };
  return html`<nav class="steps" aria-labelledby="steps-title">
    <h2 id="steps-title">Steps</h2>
    <div role="tablist" aria-orientation="vertical" aria-labelledby="steps-title" @keydown=${keydown}>
      ${steps.map((step) => stepTab(step, step.number === chosen, choose))}
    </div>
  </nav>`;
}

function stepTab(
  { number, title, status, letters }: StepState,
  isChosen: boolean,
  choose: (step: number) => void,
): TemplateResult {
  const { icon: name, tone, words } = STEP_SIGNS[status];
  const click = () => {
    choose(number);
  };
  return html`<button
    role="tab"
    class="step ${status}"
    id="step-${number}"
    aria-selected=${isChosen ? 'true' : 'false'}
    aria-controls="step-panel"
    tabindex=${isChosen ? 0 : -1}
    @click=${click}
  >
    ${icon(name, tone)}
    <span class="step-title">${number}. ${title}</span>
    <span class="step-state"
      >${words}<span class="letters" aria-label=${`account ${letters.join(' and ')}`} role="img"
        >${letters.map((letter) => html`<span class="letter">${letter}</span>`)}</span
      ></span
    >
  </button>`;
}

export function stepPanel(step: StepState, isBusy: boolean): TemplateResult {
  const { number, title, status, stacks, deployed, proof } = step;
  const deploys =
    stacks.length > 0
      ? html`Deploys <code>${stacks.join(', then ')}</code>.`
      : html`Deploys nothing: it looks at what is there.`;
  return html`<section
    class="card"
    role="tabpanel"
    id="step-panel"
    aria-labelledby="step-${number}"
    tabindex="0"
  >
    <h2>${number}. ${title}</h2>
    <p>${sign(STEP_SIGNS[status])}</p>
    <p class="quiet">${deploys}</p>
    <div class="buttons">
      ${
        stacks.length > 0
          ? button({
              message: { type: 'step', action: 'deploy', step: number },
              label: deployed ? 'Deploy again' : 'Deploy',
              name: `${deployed ? 'Deploy again' : 'Deploy'}: step ${number}`,
              disabled: isBusy,
            })
          : nothing
      }
      ${button({
        message: { type: 'step', action: 'verify', step: number },
        label: proof ? 'Verify again' : 'Verify',
        name: `${proof ? 'Verify again' : 'Verify'}: step ${number}`,
        disabled: isBusy,
      })}
    </div>
    <h3>Evidence</h3>
    ${
      proof
        ? html`<p class="quiet">Asked ${when(proof.at)}</p>
            <ul class="checks">
              ${proof.checks.map(checkItem)}
            </ul>`
        : html`<p class="quiet">Nobody has looked yet. Verify asks AWS, and keeps what it answers.</p>`
    }
  </section>`;
}

function checkItem({ title, status, message, evidence }: Check): TemplateResult {
  const { icon: name, tone, words } = CHECK_SIGNS[status];
  return html`<li>
    ${icon(name, tone)}
    <div>
      <p><span class="unseen">${words}: </span>${title}</p>
      <p class="quiet">${message}</p>
      ${evidence.map((one) =>
        folded(html`${one.title} <span class="quiet">${one.source}</span>`, printed(one.text, one.title)),
      )}
    </div>
  </li>`;
}
